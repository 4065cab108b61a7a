/** Commands on what a mission occupies: vehicles given with the driver, absences that come and go. */
import type { AbsenceId, DriverId, VehicleId } from "@caleche/core"
import { DateTime, Effect } from "effect"
import * as fc from "fast-check"
import * as inputs from "../inputs.ts"
import { type Ask, askBoth, command, pick, using } from "./Command.ts"

const index = fc.nat({ max: 1_000 })

const createVehicle = index.map((n) =>
  command("createVehicle", `${n}`, async (both) => {
    const vehicle = await askBoth(
      both,
      "create a vehicle",
      using.Vehicles.use((use) => use.create(inputs.vehicle({ seats: (n % 8) + 1 }))),
    )
    both.known.vehicles.push(vehicle!.id)
  }),
)

const retireVehicle = index.map((n) =>
  command("retireVehicle", `${n}`, async (both) => {
    const id = pick(both.known.vehicles, n) as VehicleId | undefined // an id the system gave
    if (id === undefined) return
    await askBoth(
      both,
      "edit a vehicle",
      using.Vehicles.use((use) => use.edit(id, { active: n % 3 > 0, seats: (n % 5) + 1 })),
    )
  }),
)

const assignVehicle = fc.tuple(index, index, index).map(([m, d, v]) =>
  command("assignVehicle", `${m}, ${d}, ${v}`, async (both) => {
    const mission = pick(both.known.missions, m)
    const driver = pick(both.known.drivers, d) as DriverId | undefined // an id the system gave
    const vehicle = pick(both.known.vehicles, v) as VehicleId | undefined // likewise
    if (mission === undefined || driver === undefined || vehicle === undefined) return
    await askBoth(
      both,
      "assign a vehicle",
      using.Dispatch.use((use) =>
        use.assign(mission, driver, undefined, {
          vehicleId: v % 7 === 6 ? null : vehicle,
          ...(v % 2 === 0 ? { reason: "breakdown" } : {}),
        }),
      ),
    )
  }),
)

/** Of up to a day within the two in which pickups lie. */
const addAbsence = fc.tuple(index, fc.nat({ max: 95 }), fc.nat({ max: 47 })).map(([d, from, halves]) =>
  command("addAbsence", `${d}, ${from}, ${halves}`, async (both) => {
    const driverId = pick(both.known.drivers, d) as DriverId | undefined // an id the system gave
    if (driverId === undefined) return
    const start = DateTime.makeUnsafe(Date.UTC(2026, 11, 1) + from * 1_800_000)
    const absence = { from: start, until: DateTime.add(start, { minutes: 30 * (halves + 1) }) }
    const entered = await askBoth(
      both,
      "add an absence",
      using.Absences.use((use) => use.add(driverId, absence)),
    )
    both.known.absences.push({ driverId, id: entered!.id })
    await askBoth(
      both,
      "list absences",
      Effect.flatMap(using.Views, (views) => views.driverAbsences(driverId, {}, { sort: "-from", limit: 3 })),
    )
  }),
)

const removeAbsence = fc.tuple(index, index).map(([n, d]) =>
  command("removeAbsence", `${n}, ${d}`, async (both) => {
    const known = pick(both.known.absences, n)
    const other = pick(both.known.drivers, d)
    if (known === undefined || other === undefined) return
    const driverId = (n % 4 === 0 ? other : known.driverId) as DriverId // an id the system gave
    await askBoth(
      both,
      "remove an absence",
      using.Absences.use((use): Ask<unknown> => use.remove(driverId, known.id as AbsenceId)), // likewise
    )
  }),
)

/** Within the two days in which pickups lie, for up to four hours. */
const createInternal = fc.tuple(fc.nat({ max: 95 }), fc.nat({ max: 7 })).map(([half, halves]) =>
  command("createInternal", `${half}, ${halves}`, async (both) => {
    const made = await askBoth(
      both,
      "create an internal mission",
      using.InternalMissions.use((use) =>
        use.create({
          pickupAt: DateTime.makeUnsafe(Date.UTC(2026, 11, 1) + half * 1_800_000),
          durationMinutes: 30 * (halves + 1),
        }),
      ),
    )
    both.known.missions.push(made!.id)
    both.known.internal.push(made!.id)
  }),
)

/** Two missions, and perhaps one driver for both at once. */
const allowOverlap = fc.tuple(index, index, index).map(([m, o, d]) =>
  command("allowOverlap", `${m}, ${o}, ${d}`, async (both) => {
    const [mission, other] = [pick(both.known.missions, m), pick(both.known.missions, o)]
    if (mission === undefined || other === undefined) return
    const driver = pick(both.known.drivers, d) as DriverId | undefined // an id the system gave
    await askBoth(
      both,
      "allow an overlap",
      using.Overlaps.use((use) => use.allow(mission, { missionId: other, reason: "one coach" })),
    )
    if (driver === undefined || d % 3 === 0) return
    for (const id of [mission, other])
      await askBoth(
        both,
        "assign a mission",
        using.Dispatch.use((use) => use.assign(id, driver)),
      )
  }),
)

export const crews = fc.oneof(
  createVehicle,
  retireVehicle,
  assignVehicle,
  assignVehicle,
  assignVehicle,
  assignVehicle,
  addAbsence,
  removeAbsence,
  createInternal,
  allowOverlap,
  allowOverlap,
)
