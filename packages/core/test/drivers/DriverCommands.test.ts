import { DateTime, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { type Driver, DriverEdit } from "../../src/drivers/Driver.ts"
import { edit } from "../../src/drivers/DriverCommands.ts"
import { DriverId } from "../../src/shared/Ids.ts"

const before = DateTime.makeUnsafe("2026-11-01T08:00:00Z")
const at = DateTime.makeUnsafe("2026-11-22T08:00:00Z")
const changes = Schema.decodeUnknownSync(DriverEdit)

const paul: Driver = {
  id: DriverId.make("01890000-0000-7000-8000-0000000000d1"),
  name: "Paul Durand",
  ...(changes({ email: "paul@example.org" }) as { readonly email: NonNullable<Driver["email"]> }), // it holds that field only
  active: true,
  version: 3,
  createdAt: before,
  updatedAt: before,
}

describe("Editing a driver", () => {
  it("changes what is given, leaves out what is null, and tells which fields changed but not their values", () => {
    const decision = edit(paul, changes({ name: "Paul Martin", email: null, phone: "+33 6 12 34 56 78" }), at)
    expect(decision?.state).toEqual({
      id: paul.id,
      name: "Paul Martin",
      phone: "+33612345678",
      active: true,
      version: 4,
      createdAt: before,
      updatedAt: at,
    })
    expect(decision?.facts).toEqual([
      {
        aggregate: "DRIVER",
        id: paul.id,
        action: "DriverEdited",
        data: { changed: ["name", "email", "phone"] },
      },
    ])
  })

  it("tells that a driver was taken off duty, or put back on it", () => {
    const off = edit(paul, { active: false }, at)
    expect(off?.facts[0]).toMatchObject({ from: "ACTIVE", to: "INACTIVE", data: { changed: ["active"] } })
    expect(edit(off!.state, { active: true }, at)?.facts[0]).toMatchObject({ from: "INACTIVE", to: "ACTIVE" })
  })

  it("is nothing when all is as it was", () => {
    expect(
      edit(paul, changes({ name: "Paul Durand", email: "paul@example.org", active: true }), at),
    ).toBeUndefined()
    expect(edit(paul, changes({ phone: null }), at)).toBeUndefined()
    expect(edit(paul, {}, at)).toBeUndefined()
  })
})
