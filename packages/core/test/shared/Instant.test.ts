import { DateTime, Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, dateIn, Instant, LocalDate, startOfDay } from "../../src/shared/Instant.ts"
import { check, classes } from "../properties.ts"

const decode = Schema.decodeUnknownResult(Instant)
const at = Schema.decodeUnknownSync(Instant)
const iso = (text: string): string => DateTime.formatIso(at(text))

describe("Instant", () => {
  it.each([
    ["2026-12-01T06:30:00+01:00", "2026-12-01T05:30:00.000Z"],
    ["2026-12-01T06:30:00Z", "2026-12-01T06:30:00.000Z"],
    ["2026-12-01T06:30Z", "2026-12-01T06:30:00.000Z"],
    ["2026-12-01T23:30:00-05:30", "2026-12-02T05:00:00.000Z"],
    ["2026-12-01T06:30:00.123456789Z", "2026-12-01T06:30:00.123Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, utc) => expect(iso(text)).toBe(utc))

  it.each([
    ["2026-12-01T06:30:00", "has no offset"],
    ["2026-12-01 06:30:00Z", "has no T"],
    ["2026-12-01", "has no time"],
    ["2026-02-30T06:30:00Z", "30 February"],
    ["2026-02-29T06:30:00Z", "no leap year"],
    ["2100-02-29T06:30:00Z", "no leap year"],
    ["2026-04-31T06:30:00Z", "31 April"],
    ["2026-13-01T06:30:00Z", "month 13"],
    ["2026-00-01T06:30:00Z", "month 0"],
    ["2026-12-00T06:30:00Z", "day 0"],
    ["2026-12-01T24:00:00Z", "hour 24"],
    ["2026-12-01T06:60:00Z", "minute 60"],
    ["2026-12-01T06:30:60Z", "second 60"],
    ["2026-12-01T06:30:00+24:00", "offset of a day"],
    ["2026-12-01T06:30:00+0100", "offset without a colon"],
    ["2026-12-01T06:30:00z", "lower-case z"],
    ["2026-12-01T06:30:00[Europe/Paris]", "a zone, no offset"],
    ["1899-12-31T23:59:59Z", "before 1900"],
    ["٢٠٢٦-12-01T06:30:00Z", "digits other than 0-9"],
    ["", "empty"],
  ])("refuses %j: %s", (text) => expect(Result.isFailure(decode(text))).toBe(true))

  it.each([1_796_103_000_000, null, new Date(0)])("takes only text, not %s", (value) =>
    expect(Result.isFailure(decode(value))).toBe(true),
  )

  it("an instant written with any offset is the same instant, and reads back from its encoding", () => {
    const seen = classes(["east", "west", "other day in UTC"])
    check(
      fc.property(
        fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 0, 1) }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (millis, minutes) => {
          const local = new Date(millis + minutes * 60_000).toISOString().slice(0, -1)
          const size = Math.abs(minutes)
          const offset = `${minutes < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`
          const instant = at(local + offset)
          seen.note(
            minutes > 0 && "east",
            minutes < 0 && "west",
            local.slice(0, 10) !== new Date(millis).toISOString().slice(0, 10) && "other day in UTC",
          )
          expect(DateTime.toEpochMillis(instant)).toBe(millis)
          expect(DateTime.toEpochMillis(at(Schema.encodeSync(Instant)(instant)))).toBe(millis)
        },
      ),
      500,
    )
    seen.enough()
  })
})

describe("LocalDate", () => {
  const takes = (text: unknown) => Result.isSuccess(Schema.decodeUnknownResult(LocalDate)(text))

  it.each(["2026-12-31", "2028-02-29", "1900-01-01", "9999-12-31"])("%s is a date", (text) =>
    expect(takes(text)).toBe(true),
  )

  it.each([
    "2026-02-30",
    "2026-02-29",
    "1900-02-29",
    "2026-1-1",
    "2026-12-32",
    "2026-12-31T00:00:00Z",
    "31.12.2026",
    "1899-12-31",
    "",
  ])("%j is none", (text) => expect(takes(text)).toBe(false))

  it("agrees with the calendar about every day and every day that does not exist", () => {
    for (const year of [1900, 2000, 2026, 2028, 2100]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
          const date = new Date(Date.UTC(year, month - 1, day))
          const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
          expect([text, takes(text)]).toEqual([text, exists])
        }
      }
    }
  })

  it("two dates compare as their texts do", () => {
    const day = fc.integer({ min: 0, max: 80_000 })
    check(
      fc.property(day, day, (a, b) => {
        const [first, second] = [
          addDays(LocalDate.make("1950-01-01"), a),
          addDays(LocalDate.make("1950-01-01"), b),
        ]
        expect(first < second).toBe(a < b)
      }),
    )
  })

  it.each([
    ["2026-12-15", 30, "2027-01-14"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-28", 1, "2026-03-29"],
    ["2026-10-24", 2, "2026-10-26"],
    ["2026-01-01", 0, "2026-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
  ])("%s plus %d days is %s, whatever the clocks do", (date, days, result) =>
    expect(addDays(LocalDate.make(date), days)).toBe(result),
  )
})

describe("dateIn", () => {
  it.each([
    [
      "2026-10-24T21:59:59Z",
      "Europe/Paris",
      "2026-10-24",
      "the night clocks go back begins at summer's offset",
    ],
    ["2026-10-24T22:00:00Z", "Europe/Paris", "2026-10-25", "midnight, still in summer time"],
    ["2026-10-25T22:59:59Z", "Europe/Paris", "2026-10-25", "the 25-hour day is not over at 22:00 UTC"],
    ["2026-10-25T23:00:00Z", "Europe/Paris", "2026-10-26", "midnight, now in winter time"],
    ["2026-03-28T23:00:00Z", "Europe/Paris", "2026-03-29", "midnight before clocks go forward"],
    ["2026-03-29T21:59:59Z", "Europe/Paris", "2026-03-29", "the 23-hour day"],
    ["2026-03-29T22:00:00Z", "Europe/Paris", "2026-03-30", "ends an hour earlier in UTC"],
    ["2026-12-31T23:30:00Z", "Europe/Paris", "2027-01-01", "the new year of the operator"],
    ["2026-12-31T23:30:00Z", "America/Martinique", "2026-12-31", "the old year there"],
    ["2026-12-31T12:00:00Z", "Pacific/Kiritimati", "2027-01-01", "fourteen hours ahead"],
    ["2027-01-01T09:59:59Z", "Pacific/Honolulu", "2026-12-31", "ten hours behind"],
    ["2026-06-15T18:20:00Z", "Asia/Kathmandu", "2026-06-16", "an offset of 5:45"],
  ])("at %s it is in %s the %s: %s", (instant, zone, date) => expect(dateIn(at(instant), zone)).toBe(date))

  it("agrees with the platform's own calendar across zones and both changes of the clock", () => {
    const zones = [
      "Europe/Paris",
      "America/New_York",
      "Pacific/Apia",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "UTC",
    ] as const
    const seen = classes(["other date than UTC", "within a day of a change"])
    const changes = [
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
    ]
    const near = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -86_400_000, max: 86_400_000 }))
      .map(([change, off]) => change + off)
    check(
      fc.property(
        fc.oneof(near, fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) })),
        fc.constantFrom(...zones),
        (millis, zone) => {
          const expected = new Intl.DateTimeFormat("en-CA", {
            timeZone: zone,
            year: "numeric",
            month: "2-digit",
            day: "2-digit",
          }).format(millis)
          seen.note(
            expected !== new Date(millis).toISOString().slice(0, 10) && "other date than UTC",
            changes.some((change) => Math.abs(change - millis) <= 86_400_000) && "within a day of a change",
          )
          expect(dateIn(DateTime.makeUnsafe(millis), zone)).toBe(expected)
        },
      ),
      300,
    )
    seen.enough()
  })
})

describe("startOfDay", () => {
  const start = (date: string, zone: string, days?: number) =>
    DateTime.formatIso(startOfDay(LocalDate.make(date), zone, days))

  it.each([
    ["2026-12-31", "Europe/Paris", "2026-12-30T23:00:00.000Z"],
    ["2026-03-30", "Europe/Paris", "2026-03-29T22:00:00.000Z"],
    // Clocks jump from 23:59 to 01:00, and fall back from 01:00 to a second midnight.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    ["2024-11-03", "America/Havana", "2024-11-03T04:00:00.000Z"],
    // A day the zone left out altogether begins and ends at once.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
    ["2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s begins in %s at %s", (date, zone, expected) => expect(start(date, zone)).toBe(expected))

  it("counts days on the calendar, also past the last date there is", () => {
    expect(start("2026-03-28", "Europe/Paris", 2)).toBe(start("2026-03-30", "Europe/Paris"))
    expect(start("9999-12-31", "Europe/Paris", 1)).toBe("9999-12-31T23:00:00.000Z")
  })

  it("is the first instant of its date: one millisecond earlier it is another", () => {
    const zones = ["Europe/Paris", "America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Auckland"]
    check(
      fc.property(
        fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }),
        fc.constantFrom(...zones),
        (millis, zone) => {
          const date = dateIn(DateTime.makeUnsafe(millis), zone)
          const first = startOfDay(date, zone)
          expect(dateIn(first, zone)).toBe(date)
          expect(dateIn(DateTime.subtract(first, { milliseconds: 1 }), zone) < date).toBe(true)
          expect(DateTime.toEpochMillis(first)).toBeLessThanOrEqual(millis)
          expect(DateTime.toEpochMillis(startOfDay(date, zone, 1))).toBeGreaterThan(millis)
        },
      ),
      300,
    )
  })
})
