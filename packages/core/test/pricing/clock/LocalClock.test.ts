import * as fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { dateOf, dayMs, ofDate, weekdayOf } from "../../../src/pricing/EpochDay.ts"
import { makeLocalClock } from "../../../src/pricing/LocalClock.ts"
import { check, classes, stride } from "../../properties.ts"
import { read, timeOf, zones } from "./reading.ts"

const ms = (text: string): number => Date.parse(text)
const clocks = new Map(zones.map((zone) => [zone, makeLocalClock(zone)]))
const zone = fc.constantFrom(...zones)

/** Instants of this century and some before, more of them near the clock changes of any hemisphere than by chance. */
const nearChanges = [
  "2011-12-30T10:00Z",
  "2017-10-15T03:00Z",
  "2018-02-18T02:00Z",
  "2026-03-08T07:00Z",
  "2026-03-28T22:00Z",
  "2026-03-29T01:00Z",
  "2026-04-04T15:00Z",
  "2026-10-03T15:30Z",
  "2026-10-25T01:00Z",
  "2026-11-01T06:00Z",
].map(ms)
const instant = fc.oneof(
  fc.integer({ min: ms("1972-01-01T00:00Z"), max: ms("2060-01-01T00:00Z") }),
  fc
    .tuple(fc.constantFrom(...nearChanges), fc.integer({ min: -6 * 3_600_000, max: 6 * 3_600_000 }))
    .map(([change, off]) => change + off),
)

describe("calendar days as numbers", () => {
  it("are the dates and weekdays of the calendar, there and back", () => {
    for (let day = ofDate("1900-01-01" as never); day < 100_000; day += stride) {
      const calendar = new Date(day * dayMs)
      expect(dateOf(day)).toBe(calendar.toISOString().slice(0, 10))
      expect(ofDate(dateOf(day))).toBe(day)
      expect(weekdayOf(day)).toBe(calendar.getUTCDay() || 7)
    }
  })

  it.each([
    ["1600-02-29", -135_081],
    ["1900-02-28", -25_509],
    ["1900-03-01", -25_508],
    ["1969-12-31", -1],
    ["1970-01-01", 0],
    ["2000-02-29", 11_016],
    ["2000-03-01", 11_017],
    ["2100-03-01", 47_541],
    ["2400-02-29", 157_113],
  ])("%s is day %i, in a year with a leap day and in one without", (date, day) => {
    expect(dateOf(day)).toBe(date)
    expect(ofDate(date as never)).toBe(day)
  })
})

describe("the operator's clock", () => {
  it("shows what the zone's clocks show, to the millisecond", () => {
    const seen = classes(["summer time", "half-hour offset", "west", "a night of a change", "before 2000"])
    check(
      fc.property(zone, instant, (name, at) => {
        const clock = clocks.get(name)!
        const { date, msOfDay, weekday } = clock.momentOf(at)
        const offset = clock.offsetMs(at)
        seen.note(
          offset !== clock.offsetMs(ms("2026-01-15T00:00Z")) && "summer time",
          Math.abs(offset / 1_800_000) % 2 !== 0 && "half-hour offset",
          offset < 0 && "west",
          nearChanges.some((change) => Math.abs(change - at) <= 6 * 3_600_000) && "a night of a change",
          at < ms("2000-01-01T00:00Z") && "before 2000",
        )
        expect({ date, weekday, time: timeOf(msOfDay) }).toEqual(read(name, at))
        expect(((msOfDay % 1_000) + 1_000) % 1_000).toBe(((at % 1_000) + 1_000) % 1_000)
      }),
      1_500,
    )
    seen.enough()
  })

  it("moves evenly until it says", () => {
    check(
      fc.property(zone, instant, fc.integer({ min: 0, max: 99 }), (name, at, share) => {
        const clock = clocks.get(name)!
        const until = clock.steadyUntil(at)
        expect(until).toBeGreaterThan(at)
        expect(until - at).toBeLessThanOrEqual(dayMs)
        const within = at + Math.floor(((until - at) * share) / 100)
        for (const moment of [within, until - 1]) {
          expect(clock.offsetMs(moment)).toBe(clock.offsetMs(at))
          expect(clock.momentOf(moment).date).toBe(clock.momentOf(at).date)
        }
      }),
      1_000,
    )
  })

  it("shows the same however many other days it is asked for in between", () => {
    const clock = makeLocalClock("Europe/Paris")
    const day = ms("2026-03-29T01:30:00Z")
    const before = clock.momentOf(day)
    for (let far = -3; far <= 3; far++) clock.momentOf(day + far * 1_024 * dayMs)
    for (let year = 0; year < 4_000; year++) clock.momentOf(day + year * dayMs)
    expect(clock.momentOf(day)).toEqual(before)
    expect(before).toEqual({ at: day, date: "2026-03-29", msOfDay: 12_600_000, weekday: 7 })
  })

  it("shows each of two days that share a place, however often they are asked for in turn", () => {
    for (const zone of zones)
      for (const day of ["1969-12-31T22:00Z", "2026-01-15T10:00Z", "2026-03-29T10:00Z"].map(ms)) {
        const clock = makeLocalClock(zone)
        for (const at of [day, day + 1_024 * dayMs, day, day - 1_024 * dayMs, day + 1_025 * dayMs, day]) {
          const { date, msOfDay, weekday } = clock.momentOf(at)
          expect({ date, weekday, time: timeOf(msOfDay) }).toEqual(read(zone, at))
        }
      }
  })

  it.each([
    ["2026-04-04T10:00Z", "2026-04-04T13:00Z"],
    ["2026-04-04T13:00Z", "2026-04-04T15:00Z"],
    ["2026-04-04T15:00Z", "2026-04-05T00:00Z"],
    ["2026-10-03T10:00Z", "2026-10-03T13:30Z"],
    ["2026-10-03T13:30Z", "2026-10-03T15:30Z"],
    ["2026-10-03T15:30Z", "2026-10-04T00:00Z"],
  ])("of Lord Howe, half an hour on in summer, is steady from %s to %s", (from, until) =>
    expect(makeLocalClock("Australia/Lord_Howe").steadyUntil(ms(from))).toBe(ms(until)),
  )

  it("asks the platform for a day's offsets once, whatever other days are asked for in between", () => {
    const platform = Intl.DateTimeFormat.prototype
    const original = platform.formatToParts
    let asked = 0
    platform.formatToParts = function (date) {
      asked++
      return original.call(this, date)
    }
    try {
      const clock = makeLocalClock("Europe/Paris")
      const noon = ms("2026-05-07T10:00Z")
      for (let minute = 0; minute < 100; minute++)
        for (let day = 0; day < 14; day++) {
          clock.momentOf(noon + day * dayMs + minute * 60_000)
          clock.steadyUntil(noon + day * dayMs + minute * 60_000)
        }
      expect(asked).toBe(2 * 14) // where a day begins and where it ends
    } finally {
      platform.formatToParts = original
    }
  })

  it("refuses a name that is no zone", () => {
    expect(() => makeLocalClock("Europe/Atlantis")).toThrow(RangeError)
  })

  it("S56: a trip of 60 minutes from 01:30 on the night the clock goes forward ends at 03:30", () => {
    const clock = makeLocalClock("Europe/Paris")
    const end = ms("2026-03-29T01:30:00+01:00") + 60 * 60_000
    expect(new Date(end).toISOString()).toBe("2026-03-29T01:30:00.000Z")
    expect(timeOf(clock.momentOf(end).msOfDay)).toBe("03:30:00")
  })
})

describe("the process's own zone", () => {
  const own = process.env["TZ"]
  afterEach(() => {
    if (own === undefined) delete process.env["TZ"]
    else process.env["TZ"] = own
  })

  it("is the one this run was asked to be in", () => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(zone).toBe(own ?? zone)
  })

  it.each([
    ["UTC", 0],
    ["America/New_York", 300],
    ["Asia/Kolkata", -330],
    ["Pacific/Apia", -780],
  ])("%s changes nothing", (name, minutesWest) => {
    process.env["TZ"] = name
    expect(new Date("2026-12-31T23:30:00Z").getTimezoneOffset()).toBe(minutesWest)
    const clock = makeLocalClock("Europe/Paris")
    expect(clock.momentOf(ms("2026-12-31T23:30:00Z"))).toEqual({
      at: ms("2026-12-31T23:30:00Z"),
      date: "2027-01-01",
      msOfDay: 1_800_000,
      weekday: 5,
    })
  })
})
