/** What changes a driver, decided without storage. */
import { Equal } from "effect"
import { type Decision, fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Driver, DriverEdit } from "./Driver.ts"

const fields = ["name", "email", "phone", "active"] as const

/**
 * The driver with the fields of `changes`; null takes one away. Nothing when nothing changes. One who becomes inactive
 * keeps the missions he has and gets no others.
 */
export const edit = (driver: Driver, changes: DriverEdit, at: Instant): Decision<Driver> | undefined => {
  const { email, phone, ...rest } = driver
  const state: Driver = {
    ...rest,
    ...kept("email", changes.email === undefined ? email : changes.email),
    ...kept("phone", changes.phone === undefined ? phone : changes.phone),
    name: changes.name ?? driver.name,
    active: changes.active ?? driver.active,
    version: driver.version + 1,
    updatedAt: at,
  }
  const changed = fields.filter((field) => !Equal.equals(driver[field], state[field]))
  if (changed.length === 0) return undefined
  const moved =
    driver.active === state.active ? {} : { from: standing(driver.active), to: standing(state.active) }
  return {
    state,
    facts: [fact("DRIVER", driver.id, "DriverEdited", { ...moved, data: { changed } })],
    messages: [],
  }
}

const standing = (active: boolean): string => (active ? "ACTIVE" : "INACTIVE")

const kept = <K extends string, V>(name: K, value: V | null | undefined): { readonly [N in K]?: V } =>
  value === null || value === undefined ? {} : ({ [name]: value } as { readonly [N in K]?: V }) // a computed key loses its name
