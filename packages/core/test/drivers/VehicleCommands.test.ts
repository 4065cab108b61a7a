import { DateTime, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { NewVehicle, type Vehicle, vehicleSearchIndex } from "../../src/drivers/Vehicle.ts"
import { edit } from "../../src/drivers/VehicleCommands.ts"
import { VehicleId } from "../../src/shared/Ids.ts"
import { isFound, searchNeedles } from "../../src/shared/SearchKey.ts"

const before = DateTime.makeUnsafe("2026-11-01T08:00:00Z")
const at = DateTime.makeUnsafe("2026-11-22T08:00:00Z")

const van: Vehicle = {
  id: VehicleId.make("01890000-0000-7000-8000-0000000000f1"),
  name: "Classe V nº 2",
  registration: "AB-123-CD",
  category: "VAN",
  seats: 7,
  active: true,
  version: 3,
  createdAt: before,
  updatedAt: before,
}

describe("Editing a vehicle", () => {
  it("changes what is given and tells which fields changed", () => {
    const decision = edit(van, { category: "MINIBUS", seats: 8 }, at)
    expect(decision?.state).toEqual({ ...van, category: "MINIBUS", seats: 8, version: 4, updatedAt: at })
    expect(decision?.facts).toEqual([
      {
        aggregate: "VEHICLE",
        id: van.id,
        action: "VehicleEdited",
        data: { changed: ["category", "seats"] },
      },
    ])
  })

  it("tells that a vehicle was taken off the road, or put back on it", () => {
    const off = edit(van, { active: false }, at)
    expect(off?.facts[0]).toMatchObject({ from: "ACTIVE", to: "INACTIVE", data: { changed: ["active"] } })
    expect(edit(off!.state, { active: true }, at)?.facts[0]).toMatchObject({ from: "INACTIVE", to: "ACTIVE" })
  })

  it("is nothing when all is as it was", () => {
    expect(edit(van, { name: van.name, seats: 7, active: true }, at)).toBeUndefined()
    expect(edit(van, {}, at)).toBeUndefined()
  })
})

describe("A vehicle", () => {
  it("is found by part of its name, and by its number plate with and without dashes", () => {
    const index = vehicleSearchIndex(van)
    for (const q of ["classe", "AB-123", "ab123cd", "123"])
      expect(isFound(index, searchNeedles(q))).toBe(true)
    expect(isFound(index, searchNeedles("berline"))).toBe(false)
  })

  it("has a name, a number plate, a category and at least one seat", () => {
    const accepts = Schema.is(NewVehicle)
    const { name, registration, category } = van
    expect(accepts({ name, registration, category, seats: 1 })).toBe(true)
    for (const seats of [0, 1.5, 1_001]) expect(accepts({ name, registration, category, seats })).toBe(false)
    expect(accepts({ name, registration: "", category, seats: 4 })).toBe(false)
  })
})
