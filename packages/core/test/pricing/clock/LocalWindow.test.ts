import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeLocalClock } from "../../../src/pricing/LocalClock.ts"
import {
  contains,
  dayWindow,
  elapsedWithin,
  LocalTime,
  LocalWindow,
} from "../../../src/pricing/LocalWindow.ts"
import { check, classes } from "../../properties.ts"
import { read } from "./reading.ts"

const night = dayWindow({ from: "21:00", to: "07:00" })
const at = (time: string): number => Date.parse(`1970-01-01T${time}Z`)
const hours = (n: number): number => n * 3_600_000
const paris = makeLocalClock("Europe/Paris")

describe("a window of the day", () => {
  it.each([
    ["21:00:00", true],
    ["20:59:59.999", false],
    ["23:59:59", true],
    ["00:00:00", true],
    ["06:59:59.999", true],
    ["07:00:00", false],
  ])("from 21:00 to 07:00: %s is in it: %s", (time, within) => expect(contains(night, at(time))).toBe(within))

  it("goes to midnight, from a time to itself is the whole day, and takes seconds", () => {
    expect(contains(dayWindow({ from: "21:00", to: "00:00" }), at("23:59:59"))).toBe(true)
    expect(contains(dayWindow({ from: "21:00", to: "00:00" }), at("00:00:00"))).toBe(false)
    for (const time of ["00:00:00", "08:59:59", "09:00:00"])
      expect(contains(dayWindow({ from: "09:00", to: "09:00" }), at(time))).toBe(true)
    const morning = dayWindow({ from: "09:00", to: "10:00" })
    for (const [time, within] of [
      ["08:59:59.999", false],
      ["09:00:00", true],
      ["09:59:59.999", true],
      ["10:00:00", false],
      ["23:00:00", false],
    ] as const)
      expect([time, contains(morning, at(time))]).toEqual([time, within])
    expect(contains(dayWindow({ from: "09:00:30", to: "10:00" }), at("09:00:29"))).toBe(false)
  })
})

describe("a local time", () => {
  const takes = Schema.is(LocalTime)

  it.each(["00:00", "09:59", "19:30", "20:00", "23:59", "21:00:00", "21:00:59"])("is %s", (text) =>
    expect(takes(text)).toBe(true),
  )

  it.each([
    ["24:00", "29:00", "2:00", "9:00", "a1:00", "1a:00", "2a:00", "121:00"],
    ["21:60", "21:0", "21:5a", "21:00:60", "21:00:0a", "21:00:5a", "21:00:", "21:00:000", " 21:00"],
    ["21", "21:", "2100", "21:00 h", "21:00 ", "21:00:0", "21h00", ""],
  ])("is none of %s, %s, …", (...texts) => {
    expect(texts.filter((text) => takes(text))).toEqual([])
  })

  it("that is none is refused with what one looks like", () => {
    const refused = Schema.decodeUnknownResult(LocalTime)("9:00")
    expect(String(Result.getOrThrow(Result.flip(refused)))).toContain("must be a local time such as 21:00")
  })

  it("makes a window of two", () => {
    expect(Schema.is(LocalWindow)({ from: "21:00", to: "07:00" })).toBe(true)
    expect(Schema.is(LocalWindow)({ from: "21:00" })).toBe(false)
    expect(Schema.is(LocalWindow)({ from: "21:00", to: "7" })).toBe(false)
  })
})

describe("the time that passes in a window", () => {
  it("without a window, or in one from a time to itself, is all of it", () => {
    const from = Date.parse("2026-05-07T20:30:00+02:00")
    expect(elapsedWithin(paris, from, hours(7.5), undefined)).toBe(hours(7.5))
    expect(elapsedWithin(paris, from, hours(7.5), dayWindow({ from: "09:00", to: "09:00" }))).toBe(hours(7.5))
  })

  it.each([
    ["an ordinary night", "2026-05-07T12:00:00+02:00", 10],
    ["the night the clock goes forward", "2026-03-28T12:00:00+01:00", 9],
    ["the night it goes back", "2026-10-24T12:00:00+02:00", 11],
  ])("%s is %s + %i h long", (_, from, length) =>
    expect(elapsedWithin(paris, Date.parse(from), hours(24), night)).toBe(hours(length)),
  )

  it("of two months is ten hours a night, less the one that is skipped", () => {
    const from = Date.parse("2026-03-01T12:00:00+01:00")
    expect(elapsedWithin(paris, from, hours(24 * 60), night)).toBe(hours(10 * 60 - 1))
  })

  it("is what a look at the clock each minute counts", () => {
    const seen = classes([
      "night of a change",
      "half-hour zone",
      "crosses midnight",
      "some days only",
      "partly in",
    ])
    const changes: Readonly<Record<string, ReadonlyArray<string>>> = {
      "Europe/Paris": ["2026-03-28T20:00Z", "2026-10-24T20:00Z"],
      "America/Sao_Paulo": ["2017-10-14T20:00Z", "2018-02-17T20:00Z"],
      "Australia/Lord_Howe": ["2026-10-03T10:00Z", "2026-04-04T10:00Z"],
      "Asia/Kolkata": ["2026-05-07T10:00Z"],
    }
    const hhmm = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30))
      .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`)
    check(
      fc.property(
        fc
          .constantFrom(...Object.keys(changes))
          .chain((zone) => fc.tuple(fc.constant(zone), fc.constantFrom(...changes[zone]!))), // one of its keys
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        hhmm,
        hhmm,
        fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), { nil: undefined }),
        ([zone, near], later, minutes, from, to, weekdays) => {
          const clock = makeLocalClock(zone)
          const start = Date.parse(near) + later * 60_000
          let brute = 0
          for (let minute = 0; minute < minutes; minute++) {
            const { time, weekday } = read(zone, start + minute * 60_000)
            const hand = time.slice(0, 5)
            const inside = from < to ? hand >= from && hand < to : hand >= from || hand < to
            if (inside && (weekdays === undefined || weekdays.includes(weekday))) brute++
          }
          const ours = elapsedWithin(
            clock,
            start,
            minutes * 60_000,
            dayWindow({ from, to }),
            ({ weekday }) => weekdays === undefined || weekdays.includes(weekday),
          )
          seen.note(
            clock.offsetMs(start) !== clock.offsetMs(start + minutes * 60_000) && "night of a change",
            zone !== "Europe/Paris" && zone !== "America/Sao_Paulo" && "half-hour zone",
            from > to && "crosses midnight",
            weekdays !== undefined && "some days only",
            brute > 0 && brute < minutes && "partly in",
          )
          expect(ours / 60_000).toBe(brute)
        },
      ),
      80,
    )
    seen.enough()
  })
})
