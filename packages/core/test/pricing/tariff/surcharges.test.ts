import { describe, expect, it } from "vitest"
import { applySurcharges } from "../../../src/pricing/tariff/applySurcharges.ts"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { bookWith, type Ride, situationOf } from "./demo.ts"

const ride: Ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 55 }
const rule = (id: string, effect: object, more: object = {}) => ({
  kind: "TIME_RULE",
  id,
  name: id,
  when: {},
  effect,
  ...more,
})
/** What the rules make of an agreed price of 90. */
const surcharged = (rules: ReadonlyArray<object>) => {
  const { added, amount, factor, parts } = applySurcharges(
    Exact.of(90),
    situationOf(ride),
    compileTariffs(bookWith({ rules })),
  )
  const said = parts.map(({ amount, id, kind }) => [kind, id, Exact.format(amount)])
  return [...[amount, factor, added].map(Exact.format), said]
}

describe("surcharges on an agreed price", () => {
  it("leave no price below zero, and say what was given back", () => {
    expect(surcharged([rule("off", { amount: "-100.00" })])).toEqual([
      "0",
      "1",
      "-90",
      [
        ["TIME_RULE", "off", "-100"],
        ["FLOOR", undefined, "10"],
      ],
    ])
    expect(surcharged([rule("off", { amount: "-90.00" })])).toEqual([
      "0",
      "1",
      "-90",
      [["TIME_RULE", "off", "-90"]],
    ])
  })

  it("are told by priority, then by id, in whatever order the book has them", () => {
    const rules = [
      rule("b", { percentage: "0.10" }),
      rule("a", { percentage: "0.10" }),
      rule("z", { percentage: "0.10" }, { priority: 1 }),
      rule("c", { percentage: "0.10" }, { priority: -1 }),
    ]
    for (const each of [rules, rules.toReversed()])
      expect(surcharged(each)[3]).toEqual([
        ["TIME_RULE", "z", "9"],
        ["TIME_RULE", "a", "9.9"],
        ["TIME_RULE", "b", "10.89"],
        ["TIME_RULE", "c", "11.979"],
      ])
  })
})
