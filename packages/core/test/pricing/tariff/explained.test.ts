import { describe, expect, it } from "vitest"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { bookWith, priceOf, type Ride, tariff } from "./demo.ts"

const ride: Ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 55 }
const rule = (id: string, effect: object, more: object = {}) => ({
  kind: "TIME_RULE",
  id,
  name: id,
  when: {},
  effect,
  ...more,
})
const km = {
  kind: "DISTANCE_TIERS",
  id: "km",
  name: "km",
  mode: "INCREMENTAL",
  tiers: [{ upToKm: null, perKm: "2.00" }],
}
const minimum = (id: string, amount: string) => ({ kind: "MINIMUM_FARE", id, name: id, amount })
const markUp = (id: string, share: string) => ({ kind: "MARK_UP", id, name: id, over: { markUp: share } })
const own = (rules: ReadonlyArray<object>, more: object = {}) => ({
  ...tariff("BERLINE", "2.00", "50.00", "45.00"),
  rules,
  ...more,
})
const told = (rules: ReadonlyArray<object>, more: object = {}, asked: Partial<Ride> = {}) =>
  priceOf({ ...ride, ...asked }, compileTariffs(bookWith({ tariffs: [own(rules, more)] }))).trace
const parts = (...asked: Parameters<typeof told>) =>
  told(...asked).parts.map(({ amount, ...part }) => [part.kind, part.id, part.label, Exact.format(amount)])

describe("the explanation of a tariff's price", () => {
  it("has the base fee as a part of the tariff's own", () => {
    expect(parts([km], { baseFee: "3.50" })).toEqual([
      ["DISTANCE_TIERS", "km", "km", "76"],
      ["BASE_FEE", "berline", "BERLINE", "3.5"],
    ])
  })

  it("has the factor of the zones before that of the rules, with what it was made of", () => {
    const compiled = compileTariffs(bookWith({ tariffs: [own([km, rule("night", { percentage: "0.50" })])] }))
    const { trace } = priceOf(ride, compiled, { factor: Exact.of(5, 4), inputs: { pickup: "1.25" } })
    expect(trace.parts.map(({ amount, ...part }) => ({ ...part, amount: Exact.format(amount) }))).toEqual([
      expect.objectContaining({ kind: "DISTANCE_TIERS", amount: "76" }),
      { kind: "ZONE_FACTOR", id: undefined, label: "zones", inputs: { pickup: "1.25" }, amount: "19" },
      expect.objectContaining({ kind: "TIME_RULE", amount: "47.5" }),
    ])
  })

  it("says that no price goes below zero, unless a minimum lifts it further", () => {
    const off = rule("off", { amount: "-100.00" })
    expect(parts([km, off]).at(-1)).toEqual(["FLOOR", undefined, "no price below zero", "24"])
    expect(parts([km, off, minimum("least", "0.00")]).at(-1)).toEqual([
      "FLOOR",
      undefined,
      "no price below zero",
      "24",
    ])
    expect(parts([km, off, minimum("least", "10.00")]).at(-1)).toEqual([
      "MINIMUM_FARE",
      "least",
      "least",
      "34",
    ])
    expect(parts([km, rule("all", { amount: "-76.00" })])).toHaveLength(2)
  })

  it("names the first of the greatest minimums, and none that the price reaches", () => {
    const lifted = parts([km, minimum("a", "80.00"), minimum("b", "90.00"), minimum("c", "90.00")])
    expect(lifted.at(-1)).toEqual(["MINIMUM_FARE", "b", "b", "14"])
    expect(parts([km, minimum("a", "76.00")])).toHaveLength(1)
  })

  it("names the first by id of the greatest base amounts, and why the others gave way", () => {
    const hours = { kind: "TIME_RATE", id: "hours", name: "Hours", perHour: "76.00" }
    const { parts, rejected } = told([km, hours], { combine: "MAX" }, { minutes: 60 })
    expect(parts.map(({ id }) => id)).toEqual(["hours"])
    expect(rejected).toEqual([
      { kind: "DISTANCE_TIERS", id: "km", label: "km", reason: "LOWER_AMOUNT", price: "76" },
    ])
  })

  it("has the greatest mark-up over cost instead of all else, base fee included", () => {
    const rules = [km, markUp("less", "0.10"), markUp("more", "0.20")]
    const { parts, rejected } = told(rules, { baseFee: "3.50" }, { cost: Exact.of(100) })
    expect(parts.map(({ amount, id }) => [id, Exact.format(amount)])).toEqual([["more", "120"]])
    expect(rejected.map(({ id, price, reason }) => [id, reason, price])).toEqual([
      ["km", "REPLACED", "76"],
      ["less", "LOWER_AMOUNT", "110"],
    ])
  })

  it("takes rules by priority, then by id, in whatever order the book has them", () => {
    const rules = [
      rule("b", { amount: "1.00" }),
      rule("a", { amount: "2.00" }),
      rule("c", { amount: "3.00" }, { priority: -1 }),
    ]
    const order = (all: ReadonlyArray<object>) =>
      priceOf(ride, compileTariffs(bookWith({ tariffs: [own([km])], rules: all }))).trace.parts.map(
        ({ id }) => id,
      )
    expect(order(rules)).toEqual(order(rules.toReversed()))
    expect(new Set(order(rules))).toEqual(new Set(["km", "a", "b", "c"]))
  })
})

describe("the tariff of a trip", () => {
  it("is that of its vehicle's category, else that of any, and that of any where no vehicle was chosen", () => {
    const tariffs = [
      { ...own([{ ...km, tiers: [{ upToKm: null, perKm: "2.00" }] }]) },
      { ...own([{ ...km, tiers: [{ upToKm: null, perKm: "1.00" }] }]), id: "any", vehicleCategory: null },
    ]
    const compiled = compileTariffs(bookWith({ tariffs }))
    const amount = (category: string | undefined) =>
      Exact.format(priceOf({ ...ride, category }, compiled).amount)
    expect([amount("BERLINE"), amount("VAN"), amount(undefined)]).toEqual(["76", "38", "38"])
  })
})
