import { DateTime, Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { placedTrip } from "../../../src/pricing/placedTrip.ts"
import { AskedTrip } from "../../../src/pricing/Trip.ts"
import { check, classes } from "../../properties.ts"

const paris = "Europe/Paris"
const asked = Schema.decodeUnknownSync(AskedTrip)
const shown = <T>(trip: T) =>
  JSON.parse(
    JSON.stringify(trip, (_, value) => (DateTime.isDateTime(value) ? DateTime.formatIso(value) : value)),
  )
const placed = (trip: unknown) => shown(Result.getOrThrow(placedTrip(asked(trip), paris)))
const refused = (trip: unknown) => shown(Result.getOrThrow(Result.flip(placedTrip(asked(trip), paris))))

describe("F81 a trip whose end is said", () => {
  it("lasts until then, on the operator's clock or at an instant", () => {
    const until = { pickupAt: "2026-05-06T10:00", estimatedEndAt: "2026-05-06T14:30" }
    const lasting = { pickupAt: "2026-05-06T08:00:00.000Z", durationMinutes: 270 }
    expect(placed(until)).toEqual(lasting)
    expect(placed({ ...until, estimatedEndAt: "2026-05-06T13:30:00+01:00" })).toEqual(lasting)
    expect(placed({ ...until, durationMinutes: 270 })).toEqual(lasting)
  })

  it.each([
    ["longer by an hour as the clock goes back", "2026-10-24T22:00", "2026-10-25T06:00", 9 * 60],
    ["shorter by an hour as it goes forward", "2026-03-28T22:00", "2026-03-29T06:00", 7 * 60],
    ["whole when a minute has begun", "2026-05-06T10:00:30", "2026-05-06T10:02", 2],
    ["from its first millisecond", "2026-05-06T10:00", "2026-05-06T10:00:00.001", 1],
    ["up to 60 days", "2026-05-06T10:00", "2026-07-05T10:00", 86_400],
  ])("is %s", (_, pickupAt, estimatedEndAt, minutes) =>
    expect(placed({ pickupAt, estimatedEndAt })).toMatchObject({ durationMinutes: minutes }),
  )

  it.each([
    ["at its pickup", "2026-05-06T10:00"],
    ["before it", "2026-05-06T09:59"],
    ["after more than 60 days", "2026-07-05T10:00:00.001"],
  ])("does not end %s", (_, estimatedEndAt) => {
    const error = refused({ pickupAt: "2026-05-06T10:00", estimatedEndAt })
    expect(error).toMatchObject({ _tag: "TripEndInvalid", pickupAt: "2026-05-06T08:00:00.000Z" })
    expect(error).not.toHaveProperty("durationMinutes")
  })

  it("does not last another time than its minutes say", () =>
    expect(
      refused({ pickupAt: "2026-05-06T10:00", estimatedEndAt: "2026-05-06T14:30", durationMinutes: 240 }),
    ).toMatchObject({ _tag: "TripEndInvalid", durationMinutes: 240 }))

  it("ends at no time that the clock does not show, or shows twice", () => {
    const from = { pickupAt: "2026-03-28T22:00" }
    expect(refused({ ...from, estimatedEndAt: "2026-03-29T02:30" })).toMatchObject({
      _tag: "LocalTimeSkipped",
    })
    expect(refused({ ...from, estimatedEndAt: "2026-10-25T02:30" })).toMatchObject({
      _tag: "LocalTimeAmbiguous",
    })
  })

  it("counts from the pickup that stays when only its end is changed", () => {
    const pickupAt = DateTime.makeUnsafe("2026-05-06T08:00:00Z")
    const { pickupAt: _, ...change } = asked({
      pickupAt: "2026-01-01T00:00",
      estimatedEndAt: "2026-05-06T12:00",
    })
    expect(Result.getOrThrow(placedTrip(change, paris, pickupAt))).toEqual({ durationMinutes: 120 })
    const moved = { ...change, pickupAt: DateTime.makeUnsafe("2026-05-06T09:00:00Z") }
    expect(Result.getOrThrow(placedTrip(moved, paris, pickupAt))).toMatchObject({ durationMinutes: 60 })
  })

  it("is as said where neither is", () =>
    expect(placed({ pickupAt: "2026-05-06T10:00", passengers: 3 })).toEqual({
      pickupAt: "2026-05-06T08:00:00.000Z",
      passengers: 3,
    }))

  it("is the same trip as the one of that many minutes", () => {
    const seen = classes(["a begun minute", "more than a day"])
    check(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2029, 0) }),
        fc.oneof(
          fc.integer({ min: 1, max: 86_400 }).map((minutes) => minutes * 60_000),
          fc.integer({ min: 1, max: 5_184_000_000 }),
        ),
        (from, lasts) => {
          const [pickupAt, estimatedEndAt] = [from, from + lasts].map((at) => DateTime.makeUnsafe(at))
          const trip = { pickupAt: pickupAt!, estimatedEndAt: estimatedEndAt! }
          const { durationMinutes } = Result.getOrThrow(
            placedTrip<typeof trip & { durationMinutes?: number }>(trip, paris),
          )
          const [begun, before] = [durationMinutes! * 60_000, (durationMinutes! - 1) * 60_000]
          expect(begun >= lasts && before < lasts).toBe(true)
          seen.note(lasts % 60_000 !== 0 && "a begun minute", lasts > 86_400_000 && "more than a day")
        },
      ),
    )
    seen.enough()
  })
})
