import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { check, classes } from "../../properties.ts"
import { read } from "../clock/reading.ts"
import { arithmetic, bookWith, net, priceOf, tariff } from "../tariff/demo.ts"

const book = (effect: object, when: object) =>
  compileTariffs(
    bookWith({
      tariffs: [
        {
          ...tariff("BERLINE", "0.00", "0.00", "0.00"),
          baseFee: "100.00",
          rules: [{ kind: "TIME_RULE", id: "night", name: "Night", prorate: true, when, effect }],
        },
      ],
    }),
  )
const night = { time: { from: "21:00", to: "07:00" } }

describe("a prorated window", () => {
  it.each([
    ["wholly in it", "2026-05-07T22:00:00+02:00", 60, "120.00"],
    ["half in it", "2026-05-07T20:30:00+02:00", 60, "110.00"],
    ["out of it", "2026-05-07T14:00:00+02:00", 60, "100.00"],
    ["the pickup out of it, a third in it", "2026-05-07T20:00:00+02:00", 90, "106.67"],
    ["from evening to morning, 10 of 14 h", "2026-05-07T19:00:00+02:00", 840, "114.29"],
    ["the night the clock goes forward, 9 of 13 h", "2026-03-28T19:00:00+01:00", 780, "113.85"],
    ["the night it goes back, 11 of 15 h", "2026-10-24T19:00:00+02:00", 900, "114.67"],
  ])("%s", (_, at, minutes, expected) => {
    const price = priceOf({ at, minutes }, book({ percentage: "0.20" }, night))
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
  })

  it.each([
    [{ factor: "1.50" }, "125.00"],
    [{ amount: "20.00" }, "110.00"],
    [{ amountPer: "HOUR", unitPrice: "12.00" }, "106.00"],
  ])("counts for half of %j with half of the time", (effect, expected) =>
    expect(net(priceOf({ at: "2026-05-07T20:30:00+02:00", minutes: 60 }, book(effect, night)))).toBe(
      expected,
    ),
  )

  it("says how many minutes it counted", () => {
    const price = priceOf(
      { at: "2026-05-07T20:30:00+02:00", minutes: 60 },
      book({ percentage: "0.20" }, night),
    )
    expect(price.trace.parts.at(-1)?.inputs).toMatchObject({ minutes: 60, minutesWithin: 30 })
  })

  it("is the share of minutes in which all time conditions hold, read off the clock one by one", () => {
    const seen = classes(["night of a change", "some days only", "in part"])
    check(
      fc.property(
        fc.constantFrom("2026-03-28T17:00:00Z", "2026-10-24T17:00:00Z", "2026-05-08T17:00:00Z"),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 1, max: 900 }),
        fc.option(fc.subarray([5, 6, 7], { minLength: 1 }), { nil: undefined }),
        (from, later, minutes, weekdays) => {
          const at = Date.parse(from) + later * 60_000
          const readings = Array.from({ length: minutes }, (_, minute) =>
            read("Europe/Paris", at + minute * 60_000),
          )
          const within = readings.filter(
            ({ time, weekday }) =>
              (time >= "21:00:00" || time < "07:00:00") &&
              (weekdays === undefined || weekdays.includes(weekday)),
          ).length
          const change =
            new Date(at).toISOString() < "2026-03-29T01" &&
            at + minutes * 60_000 > Date.parse("2026-03-29T01:00Z")
          const back =
            new Date(at).toISOString() < "2026-10-25T01" &&
            at + minutes * 60_000 > Date.parse("2026-10-25T01:00Z")
          seen.note(
            ((change && from.startsWith("2026-03")) || (back && from.startsWith("2026-10"))) &&
              "night of a change",
            weekdays !== undefined && "some days only",
            within > 0 && within < minutes && "in part",
          )
          const when = weekdays === undefined ? night : { ...night, weekdays }
          const price = priceOf(
            { at: new Date(at).toISOString(), minutes },
            book({ percentage: "0.20" }, when),
          )
          const expected = Exact.add(Exact.of(100), Exact.of(20 * within, minutes))
          expect(Exact.format(price.amount), `${arithmetic(price)}`).toBe(Exact.format(expected))
        },
      ),
      100,
    )
    seen.enough()
  })
})
