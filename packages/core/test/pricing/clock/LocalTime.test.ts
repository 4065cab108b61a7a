import { DateTime, Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeLocalClock } from "../../../src/pricing/LocalClock.ts"
import { instantAt, placed, withOffset } from "../../../src/pricing/LocalTime.ts"
import { LocalDateTime, PickupTime } from "../../../src/shared/PickupTime.ts"
import { check, classes } from "../../properties.ts"
import { read, zones } from "./reading.ts"

const local = Schema.decodeUnknownSync(LocalDateTime)
const meant = (zone: string, text: string) => instantAt(makeLocalClock(zone), local(text))
const iso = (zone: string, text: string) => DateTime.formatIso(Result.getOrThrow(meant(zone, text)))
const refusal = (zone: string, text: string) => {
  const { _tag, candidates, timeZone } = Result.getOrThrow(Result.flip(meant(zone, text)))
  return { _tag, candidates, timeZone }
}

describe("a local date and time", () => {
  it.each([
    ["Europe/Paris", "2026-07-09T14:00", "2026-07-09T12:00:00.000Z"],
    ["Europe/Paris", "2026-12-31T20:00:30.25", "2026-12-31T19:00:30.250Z"],
    ["Europe/Paris", "2026-07-09T14:00:00.123456789", "2026-07-09T12:00:00.123Z"],
    ["Asia/Kolkata", "2026-05-07T00:15", "2026-05-06T18:45:00.000Z"],
    ["America/St_Johns", "2026-01-01T00:00", "2026-01-01T03:30:00.000Z"],
    ["Pacific/Apia", "2026-01-01T00:00", "2025-12-31T11:00:00.000Z"],
    ["Europe/Paris", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z"],
    ["Europe/Paris", "2026-03-29T01:59:59", "2026-03-29T00:59:59.000Z"],
    ["Europe/Paris", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z"],
    ["Europe/Paris", "2026-10-25T01:59:59", "2026-10-24T23:59:59.000Z"],
  ])("in %s %s is %s", (zone, text, instant) => expect(iso(zone, text)).toBe(instant))

  it.each([
    ["Europe/Paris", "2026-03-29T02:30", ["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"]],
    ["Europe/Paris", "2026-03-29T02:00", ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"]],
    ["America/Sao_Paulo", "2017-10-15T00:00", ["2017-10-14T23:00:00-03:00", "2017-10-15T01:00:00-02:00"]],
    ["Australia/Lord_Howe", "2026-10-04T02:15", ["2026-10-04T01:45:00+10:30", "2026-10-04T02:45:00+11:00"]],
    [
      "Europe/Paris",
      "2026-03-29T02:30:00.5",
      ["2026-03-29T01:30:00.500+01:00", "2026-03-29T03:30:00.500+02:00"],
    ],
    ["Pacific/Apia", "2011-12-30T10:30", ["2011-12-29T10:30:00-10:00", "2011-12-31T10:30:00+14:00"]],
  ])("in %s %s is skipped, and means one of two instants", (timeZone, text, candidates) =>
    expect(refusal(timeZone, text)).toEqual({ _tag: "LocalTimeSkipped", timeZone, candidates }),
  )

  it.each([
    ["Europe/Paris", "2026-10-25T02:30", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]],
    ["Europe/Paris", "2026-10-25T02:00", ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]],
    ["America/New_York", "2026-11-01T01:59:59", ["2026-11-01T01:59:59-04:00", "2026-11-01T01:59:59-05:00"]],
    ["Europe/London", "2026-10-25T01:30", ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]],
    ["Europe/Paris", "1911-03-10T23:55", ["1911-03-10T23:45:39.000Z", "1911-03-10T23:55:00+00:00"]],
    ["Australia/Lord_Howe", "2026-04-05T01:45", ["2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"]],
  ])("in %s %s comes twice, and needs an offset", (timeZone, text, candidates) =>
    expect(refusal(timeZone, text)).toEqual({ _tag: "LocalTimeAmbiguous", timeZone, candidates }),
  )

  it.each([
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-07-09T24:00",
    "2026-07-09T9:00",
    "2026-07-09T09:0",
    "2026-07-09T09",
    "2026-07-09T09:00:60",
    "2026-07-09T09:00:00.",
    "2026-07-09T09:00:00.1234567890",
    "2026-07-09T09:00 sharp",
    "on 2026-07-09T09:00",
    "26-07-09T09:00",
    "2026-7-09T09:00",
    "2026-07-09 10:00",
    "2026-07-09T10:00Z",
    "2026-07-09",
  ])("refuses %s", (text) =>
    expect(Result.isFailure(Schema.decodeUnknownResult(LocalDateTime)(text))).toBe(true),
  )

  it("is the instant, or one of the instants, at which the clock shows it", () => {
    const seen = classes(["one instant", "twice"])
    const autumn = Date.parse("2026-10-24T22:00Z")
    const instant = fc.oneof(
      fc.integer({ min: Date.parse("1972-01-01T00:00Z"), max: Date.parse("2060-01-01T00:00Z") }),
      fc.integer({ min: autumn, max: autumn + 6 * 3_600_000 }),
    )
    check(
      fc.property(
        fc.oneof(fc.constantFrom(...zones), fc.constant("Europe/Paris")),
        instant,
        (zone, drawn) => {
          const at = Math.floor(drawn / 1_000) * 1_000
          const shown = read(zone, at)
          const clock = makeLocalClock(zone)
          const result = instantAt(clock, local(`${shown.date}T${shown.time}`))
          seen.note(Result.isSuccess(result) ? "one instant" : "twice")
          if (Result.isSuccess(result)) expect(DateTime.toEpochMillis(result.success)).toBe(at)
          else {
            expect(result.failure._tag).toBe("LocalTimeAmbiguous")
            expect(result.failure.candidates).toContain(withOffset(clock, at))
            expect(result.failure.candidates.map((one) => read(zone, Date.parse(one)))).toEqual([
              shown,
              shown,
            ])
          }
        },
      ),
      600,
    )
    seen.enough()
  })
})

describe("when a trip starts", () => {
  const pickup = Schema.decodeUnknownResult(PickupTime)
  const encode = Schema.encodeSync(PickupTime)

  it.each([
    ["2026-06-01T08:00:00+02:00", "2026-06-01T06:00:00.000Z"],
    ["2026-06-01T08:00Z", "2026-06-01T08:00:00.000Z"],
    ["2026-06-01T08:00", "2026-06-01T08:00"],
    ["2026-06-01T08:00:30.5", "2026-06-01T08:00:30.5"],
  ])("is read from %s and written %s: without an offset it stays as it is", (text, written) =>
    expect(encode(Result.getOrThrow(pickup(text)))).toBe(written),
  )

  it.each(["2026-02-30T08:00", "2026-06-01", "2026-06-01T24:00", "tomorrow", 8])("is not %s", (text) =>
    expect(Result.isFailure(pickup(text))).toBe(true),
  )

  it("is placed on the operator's clock, as its end is; an instant and all else stay as they are", () => {
    const end = DateTime.makeUnsafe("2026-06-01T08:00Z")
    const asked = { pickupAt: local("2026-06-01T08:00"), estimatedEndAt: end, passengers: 2 }
    expect(Result.getOrThrow(placed(asked, "Europe/Paris"))).toEqual({
      ...asked,
      pickupAt: DateTime.makeUnsafe("2026-06-01T06:00Z"),
    })
    expect(
      Result.getOrThrow(placed({ estimatedEndAt: local("2026-06-01T08:00") }, "America/St_Johns")),
    ).toEqual({
      estimatedEndAt: DateTime.makeUnsafe("2026-06-01T10:30Z"),
    })
    expect(Result.getOrThrow(placed({}, "Europe/Paris"))).toEqual({})
  })

  it("is refused where the clock skips it", () => {
    const asked = { pickupAt: local("2027-03-28T02:30") }
    expect(placed(asked, "Europe/Paris")).toMatchObject({ failure: { _tag: "LocalTimeSkipped" } })
  })
})
