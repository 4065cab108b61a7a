import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { newRowSchemas, rowEditSchemas } from "../../../src/pricing/rowSchemas.ts"
import { fullBook } from "../book/fullBook.ts"
import { refusalsOf, withAt } from "./asJson.ts"

/** A schema of some row is asked here as one of any. */
const any = (schema: unknown) => schema as Schema.Codec<unknown, unknown>
const row = (kind: string, more: object) => ({ kind, id: "rule", name: "Rule", ...more })
const km = { upToKm: null, perKm: "2.00" }
const rules = [
  row("TIME_RULE", { when: {}, effect: { percentage: "0.10" } }),
  row("SEASON", { from: "2026-05-01", to: "2026-05-31", factor: "1.10" }),
  row("DISTANCE_TIERS", { mode: "INCREMENTAL", tiers: [km] }),
  row("TIME_RATE", { perHour: "50.00" }),
  row("MINIMUM_FARE", { amount: "45.00" }),
  row("MARK_UP", { over: { markUp: "0.20" } }),
]
const { fees, packages, rates, routes, tariffs, zones } = fullBook
const rows = { zones, routes, packages, rates, tariffs, rules, fees }

describe("a row as it is entered", () => {
  it.each(["zones", "routes", "packages", "rates", "tariffs", "rules", "fees"] as const)(
    "among %s may bring its id, and leave it out; nothing else that is needed",
    (part) => {
      const schema = any(newRowSchemas[part])
      const refusals = refusalsOf(schema)
      for (const whole of rows[part]) {
        const without = withAt(whole, "id", undefined)
        for (const entered of [whole, without]) {
          const read = Schema.decodeUnknownSync(schema)(entered)
          expect(JSON.parse(JSON.stringify(Schema.encodeSync(schema)(read)))).toEqual(entered)
        }
        expect(refusals(withAt(whole, "id", "a b"))).toContain("id")
        expect(refusals(withAt(without, "name", undefined))).toContain("name")
      }
    },
  )
})

describe("a row as it is changed", () => {
  it.each(["zones", "routes", "tariffs", "fees"] as const)(
    "among %s says what changes alone: no field is needed, and each is as it is in a row",
    (part) => {
      const schema = any(rowEditSchemas[part])
      const [whole] = rows[part]
      const { id: _, ...own } = whole! // the book has one
      expect(refusalsOf(schema)({})).toEqual([])
      for (const [key, value] of Object.entries(own)) {
        const read = Schema.decodeUnknownSync(schema)({ [key]: value })
        expect(JSON.parse(JSON.stringify(Schema.encodeSync(schema)(read)))).toEqual({ [key]: value })
      }
      expect(refusalsOf(schema)({ ...own, name: "", active: "yes" })).toEqual(["name", "active"])
    },
  )
})
