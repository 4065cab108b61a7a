import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { Address, Place } from "../../src/shared/Place.ts"

const place = (value: unknown) => Result.isSuccess(Schema.decodeUnknownResult(Place)(value))
const address = (value: unknown) => Result.isSuccess(Schema.decodeUnknownResult(Address)(value))

describe("Place", () => {
  it.each([
    { label: "Gare de Lyon" },
    { label: "Pôle Nord", latitude: 90, longitude: -180 },
    { label: "0", latitude: 0, longitude: 0 },
    { label: "Bruxelles-Midi", postalCode: "1060", country: "BE" },
  ])("%j is a place", (value) => expect(place(value)).toBe(true))

  it.each([
    { label: "half a coordinate", latitude: 48.8 },
    { label: "the other half", longitude: 2.3 },
    { label: "too far north", latitude: 90.01, longitude: 2 },
    { label: "too far west", latitude: 48, longitude: -180.01 },
    { label: "nowhere", latitude: Number.NaN, longitude: Number.NaN },
    { label: "" },
    { label: "x".repeat(301) },
    { latitude: 48.8, longitude: 2.3 },
    { label: "no country", country: "be" },
  ])("%j is none", (value) => expect(place(value)).toBe(false))
})

describe("Address", () => {
  it("every part may be missing", () => expect(address({})).toBe(true))

  it.each(["FR", "DE"])("%s is a country", (country) => expect(address({ country })).toBe(true))

  it.each(["fr", "FRA", "France", ""])("%j is no country code", (country) =>
    expect(address({ country })).toBe(false),
  )
})
