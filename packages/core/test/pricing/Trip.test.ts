import { DateTime, Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { assuming, estimatedEndAt, make, said, TripRequest } from "../../src/pricing/Trip.ts"
import { Quantity } from "../../src/shared/Quantity.ts"
import { check } from "../properties.ts"
import { pickupAt } from "../samples.ts"

const takes = (more: object) =>
  Result.isSuccess(
    Schema.decodeUnknownResult(TripRequest)({ pickupAt: "2026-12-01T06:30:00+01:00", ...more }),
  )

describe("a trip", () => {
  it("needs nothing but when it begins", () => expect(takes({})).toBe(true))

  it.each([
    { durationMinutes: 0 },
    { durationMinutes: 86_401 },
    { durationMinutes: 1.5 },
    { passengers: 0 },
    { passengers: 1_001 },
    { pickupAt: "2026-12-01T06:30:00" },
    { distanceKm: "-1" },
    { pickup: { label: "" } },
  ])("refuses %j", (more) => expect(takes(more)).toBe(false))

  it.each([
    { durationMinutes: 1 },
    { durationMinutes: 86_400 },
    { passengers: 1_000 },
    { stops: "Épernay\nReims" },
  ])("takes %j", (more) => expect(takes(more)).toBe(true))

  it("is for one passenger and an hour unless told, and says that nobody told", () => {
    expect(make({ pickupAt }, "TRANSFER", "MANUAL")).toEqual({
      pickupAt,
      durationMinutes: 60,
      passengers: 1,
      tripType: "TRANSFER",
      pricingMode: "MANUAL",
      assumed: ["durationMinutes", "passengers"],
    })
    expect(make({ pickupAt, durationMinutes: 60, passengers: 1 }, "TRANSFER", "MANUAL")).not.toHaveProperty(
      "assumed",
    )
    expect(make({ pickupAt, durationMinutes: 5, passengers: 3 }, "DISPO", "MANUAL")).toMatchObject({
      durationMinutes: 5,
      passengers: 3,
    })
  })

  it("what nobody said is known from what was, and asking anew leaves it out", () => {
    const asked = { pickupAt, passengers: 2 }
    const completed = assuming(asked, { ...asked, distanceKm: Quantity.make(30_800) })
    const trip = make(completed, "TRANSFER", "DYNAMIC")
    expect(trip.assumed).toEqual(["distanceKm", "durationMinutes"])
    expect(said(trip)).toEqual({ ...asked, tripType: "TRANSFER", pricingMode: "DYNAMIC" })
    expect(said(asked)).toEqual(asked)
    expect(assuming(asked, asked)).toBe(asked)
  })

  it("F62 ends its duration after pickup, in elapsed minutes, over a change of the clock too", () => {
    check(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 9, 24), max: Date.UTC(2026, 9, 26) }),
        fc.integer({ min: 1, max: 86_400 }),
        (millis, minutes) => {
          const trip = make(
            { pickupAt: DateTime.makeUnsafe(millis), durationMinutes: minutes },
            "DISPO",
            "MANUAL",
          )
          expect(DateTime.toEpochMillis(estimatedEndAt(trip))).toBe(millis + minutes * 60_000)
        },
      ),
    )
  })
})
