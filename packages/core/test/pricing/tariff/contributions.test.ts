import { expect, it } from "vitest"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import { contributionsOf } from "../../../src/pricing/tariff/contributions.ts"
import { bookWith, situationOf } from "./demo.ts"

const per = (id: string, amountPer: string, more: object = {}) => ({
  kind: "TIME_RULE",
  id,
  name: id,
  when: {},
  effect: { amountPer, unitPrice: "1.00" },
  ...more,
})
const of = (rules: ReadonlyArray<object>) =>
  contributionsOf(
    compileTariffs(bookWith({ rules })).surcharges,
    situationOf({ at: "2026-05-07T14:00:00+02:00" }),
  )

it("rules contribute when they apply, and name what the trip does not say once, in order", () => {
  const asleep = per("asleep", "PASSENGER", { when: { weekdays: [7] } })
  expect(of([asleep])).toEqual({ applied: [], missing: [] })
  const { applied, missing } = of([
    asleep,
    per("hours", "HOUR"),
    per("km", "KM"),
    per("more-km", "KM"),
    per("people", "PASSENGER"),
  ])
  expect(applied.map(({ data, entering }) => [data.id, entering])).toEqual([["people", "AMOUNT"]])
  expect(missing).toEqual(["distanceKm", "durationMinutes"])
})
