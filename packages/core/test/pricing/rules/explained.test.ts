import { describe, expect, it } from "vitest"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { bookWith, priceOf, type Ride, tariff } from "../tariff/demo.ts"

const ride: Ride = { at: "2026-05-07T22:00:00+02:00", km: 38, minutes: 60 }
const said = (rules: ReadonlyArray<object>, asked: Partial<Ride> = {}) => {
  const only = { ...tariff("BERLINE", "2.00", "50.00", "45.00"), rules }
  const { trace } = priceOf({ ...ride, ...asked }, compileTariffs(bookWith({ tariffs: [only] })))
  return trace.parts.map(({ amount, inputs, kind }) => [kind, inputs, Exact.format(amount)])
}
const km = {
  kind: "DISTANCE_TIERS",
  id: "km",
  name: "km",
  mode: "INCREMENTAL",
  tiers: [{ upToKm: null, perKm: "2.00" }],
}
const rule = (effect: object, more: object = {}) => ({
  kind: "TIME_RULE",
  id: "rule",
  name: "Rule",
  when: {},
  effect,
  ...more,
})
const last = (...asked: Parameters<typeof said>) => said(...asked).at(-1)

describe("what a rule says it was made of", () => {
  it("is the kilometres and the price of one, and with several tiers which was reached, how they count and what those before come to", () => {
    expect(said([km])).toEqual([["DISTANCE_TIERS", { km: 38, perKm: "2.00" }, "76"]])
    const tiers = [
      { upToKm: "10", perKm: "3.00" },
      { upToKm: null, perKm: "2.50" },
    ]
    expect(said([{ ...km, tiers }], { km: 38.5 })).toEqual([
      [
        "DISTANCE_TIERS",
        { km: 38.5, perKm: "2.50", tier: 2, fromKm: "10", amountBefore: "30", mode: "INCREMENTAL" },
        "101.25",
      ],
    ])
    expect(said([{ ...km, tiers, mode: "WHOLE_TRIP" }], { km: 8 })).toEqual([
      ["DISTANCE_TIERS", { km: 8, perKm: "3.00", tier: 1, mode: "WHOLE_TRIP" }, "24"],
    ])
  })

  it("is the minutes and the price of an hour", () => {
    const hours = { kind: "TIME_RATE", id: "h", name: "Hours", perHour: "50.00" }
    expect(said([hours])).toEqual([["TIME_RATE", { minutes: 60, perHour: "50.00" }, "50"]])
  })

  it("is the fare it lifts the price to", () => {
    const minimum = { kind: "MINIMUM_FARE", id: "m", name: "Minimum", amount: "80.00" }
    expect(last([km, minimum])).toEqual(["MINIMUM_FARE", { minimum: "80.00" }, "4"])
  })

  it("is the cost, and what goes onto it or is a part of the price", () => {
    const over = (each: object) => ({ kind: "MARK_UP", id: "m", name: "Mark-up", over: each })
    const cost = Exact.of(100)
    expect(last([over({ markUp: "0.20" })], { cost })).toEqual([
      "MARK_UP",
      { cost: "100", markUp: "0.20" },
      "120",
    ])
    expect(last([over({ margin: "0.20" })], { cost })).toEqual([
      "MARK_UP",
      { cost: "100", margin: "0.20" },
      "125",
    ])
  })

  it("is the factor of a season, and its days", () => {
    const season = {
      kind: "SEASON",
      id: "s",
      name: "May",
      from: "2026-05-01",
      to: "2026-05-31",
      factor: "1.10",
    }
    expect(last([km, season])).toEqual([
      "SEASON",
      { from: "2026-05-01", to: "2026-05-31", factor: "1.10" },
      "7.6",
    ])
  })

  it.each<[string, object, object, object, string]>([
    ["a percentage", { percentage: "0.20" }, {}, { percentage: "0.20" }, "15.2"],
    [
      "an added percentage",
      { percentage: "0.20" },
      { mode: "ADDITIVE" },
      { percentage: "0.20", mode: "ADDITIVE" },
      "15.2",
    ],
    [
      "a multiplied one",
      { percentage: "0.20" },
      { mode: "COMPOUND" },
      { percentage: "0.20", mode: "COMPOUND" },
      "15.2",
    ],
    ["a factor", { factor: "1.25" }, {}, { factor: "1.25" }, "19"],
    ["an amount", { amount: "12.30" }, {}, { amount: "12.30" }, "12.3"],
    [
      "an amount a kilometre",
      { amountPer: "KM", unitPrice: "0.10" },
      {},
      { unitPrice: "0.10", per: "KM", units: "38" },
      "3.8",
    ],
    [
      "an amount at night",
      { amount: "10.00" },
      { when: { time: { from: "21:00", to: "07:00" } } },
      { amount: "10.00", from: "21:00", to: "07:00" },
      "10",
    ],
    [
      "half of one, where half of the trip is at night",
      { amount: "10.00" },
      { when: { time: { from: "22:30", to: "07:00" } }, prorate: true },
      { amount: "10.00", from: "22:30", to: "07:00", minutes: 60, minutesWithin: 30 },
      "5",
    ],
  ])("is %s as the book has it", (_, effect, more, inputs, amount) => {
    expect(last([km, rule(effect, more)])).toStrictEqual(["TIME_RULE", inputs, amount])
  })
})
