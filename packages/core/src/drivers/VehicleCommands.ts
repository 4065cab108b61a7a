/** What changes a vehicle, decided without storage. */
import { type Decision, fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Vehicle, VehicleEdit } from "./Vehicle.ts"

const fields = ["name", "registration", "category", "seats", "active"] as const

/**
 * The vehicle with the fields of `changes`. Nothing when nothing changes. One that becomes inactive keeps the missions it
 * has and gets no others.
 */
export const edit = (vehicle: Vehicle, changes: VehicleEdit, at: Instant): Decision<Vehicle> | undefined => {
  const state: Vehicle = { ...vehicle, ...changes, version: vehicle.version + 1, updatedAt: at }
  const changed = fields.filter((field) => vehicle[field] !== state[field])
  if (changed.length === 0) return undefined
  const moved =
    vehicle.active === state.active ? {} : { from: standing(vehicle.active), to: standing(state.active) }
  return {
    state,
    facts: [fact("VEHICLE", vehicle.id, "VehicleEdited", { ...moved, data: { changed } })],
    messages: [],
  }
}

const standing = (active: boolean): string => (active ? "ACTIVE" : "INACTIVE")
