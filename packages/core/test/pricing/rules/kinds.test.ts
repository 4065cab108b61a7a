import { Result, Schema } from "effect"
import { describe, expect, expectTypeOf, it } from "vitest"
import { rowFields } from "../../../src/pricing/book/Row.ts"
import { emptyBook, type PriceBook, priceBookOf, PriceBook as Book } from "../../../src/pricing/PriceBook.ts"
import { type Rule, ruleKinds, ruleOf } from "../../../src/pricing/rules/index.ts"
import type { RuleKind } from "../../../src/pricing/rules/RuleKind.ts"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import { tariffsNotMonotone } from "../../../src/pricing/tariff/notMonotone.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { arithmetic, bookWith, demoTariffs, net, priceOf, tariff } from "../tariff/demo.ts"

const Toll = Schema.Struct({
  kind: Schema.Literal("TOLL"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  perPassenger: UnitPrice,
})

/** A kind a host might add. */
const toll = {
  kind: "TOLL",
  schema: Toll,
  surcharge: true,
  compile: ({ perPassenger }) => {
    const each = Exact.ofUnitPrice(perPassenger)
    return ({ trip }) => {
      const passengers = trip.passengers ?? 1
      return { phase: "amount", amount: Exact.multiply(each, Exact.of(passengers)), inputs: { passengers } }
    }
  },
  notMonotone: ({ perPassenger }) =>
    perPassenger < 0 ? [{ path: ["perPassenger"], issue: "is negative" }] : [],
} satisfies RuleKind<typeof Toll.Type>

const kinds = { ...ruleKinds, TOLL: toll }
const HostBook = priceBookOf(kinds)
const json = {
  ...Schema.encodeSync(Book)(emptyBook("EUR")),
  tariffs: demoTariffs,
  rules: [{ kind: "TOLL", id: "toll", name: "Toll", perPassenger: "1.50" }],
}
const ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 55, passengers: 3 }

describe("rule kinds", () => {
  it("are known by their kind", () => {
    for (const [name, { kind }] of Object.entries(ruleKinds)) expect(kind).toBe(name)
    expectTypeOf<Rule["kind"]>().toEqualTypeOf<
      "DISTANCE_TIERS" | "TIME_RATE" | "MINIMUM_FARE" | "MARK_UP" | "TIME_RULE" | "SEASON"
    >()
  })

  it("a host's own is in its book, and prices by its function", () => {
    const book = Schema.decodeUnknownSync(HostBook)(json)
    expectTypeOf(book.rules[0]!.kind).toEqualTypeOf<Rule["kind"] | "TOLL">()
    expectTypeOf<PriceBook["rules"][number]["kind"]>().toEqualTypeOf<Rule["kind"]>()
    const compiled = compileTariffs(book, kinds)
    const price = priceOf(ride, compiled)
    expect(net(price), `${arithmetic(price)}`).toBe("80.50")
    expect(price.trace.parts.at(-1)).toMatchObject({
      kind: "TOLL",
      id: "toll",
      label: "Toll",
      inputs: { passengers: 3 },
    })
    expect(compiled.surcharges.map(({ data }) => data.id)).toEqual(["toll"])
  })

  it("a book of the usual kinds refuses it, and nothing compiles it", () => {
    expect(Result.isFailure(Schema.decodeUnknownResult(Book)(json))).toBe(true)
    const book = Schema.decodeUnknownSync(HostBook)(json)
    expect(() => compileTariffs(book)).toThrow("there is no rule kind TOLL")
  })

  it("go out as they came in", () => {
    const rule = Schema.decodeUnknownSync(ruleOf(kinds))(json.rules[0])
    expect(Schema.encodeSync(ruleOf(kinds))(rule)).toEqual(json.rules[0])
  })
})

describe("what may let more cost less", () => {
  const rule = (more: object) => ({
    kind: "TIME_RULE",
    id: "r",
    name: "r",
    when: {},
    effect: { percentage: "-0.20" },
    ...more,
  })
  const found = (parts: Record<string, unknown>) =>
    tariffsNotMonotone(bookWith(parts)).map(({ path }) => path.join("."))

  it("is nothing in the demonstration tariff, nor a percentage off, a season of all trips or a mark-up over cost", () => {
    const season = {
      kind: "SEASON",
      id: "s",
      name: "s",
      from: "2026-05-01",
      to: "2026-05-31",
      factor: "0.5",
    }
    const markUp = { kind: "MARK_UP", id: "m", name: "m", over: { markUp: "-0.20" } }
    expect(found({ tariffs: demoTariffs, rules: [rule({}), season, markUp] })).toEqual([])
    expect(ruleKinds.MARK_UP.notMonotone()).toEqual([])
  })

  it("is a negative amount, a condition on passengers, a prorated window, each with its path", () => {
    const usual = tariff("BERLINE", "-2.00", "-50.00", "-45.00", { baseFee: "-1.00" })
    expect(found({ tariffs: [demoTariffs[1], usual] })).toEqual([
      "tariffs.1.baseFee",
      "tariffs.1.rules.0.tiers.0.perKm",
      "tariffs.1.rules.1.perHour",
      "tariffs.1.rules.2.amount",
    ])
    expect(
      found({
        rules: [
          rule({ effect: { amount: "-1.00" } }),
          rule({ effect: { amountPer: "KM", unitPrice: "-1.00" } }),
          rule({ when: { passengers: { atMost: 3 } } }),
          rule({ prorate: true }),
          {
            kind: "SEASON",
            id: "s",
            name: "s",
            from: "2026-05-01",
            to: "2026-05-31",
            factor: "1.5",
            scope: { passengers: { atMost: 3 } },
          },
        ],
      }),
    ).toEqual([
      "rules.0.effect.amount",
      "rules.1.effect.unitPrice",
      "rules.2.when.passengers",
      "rules.3.prorate",
      "rules.4.scope.passengers",
    ])
  })

  it("is among the warnings of a book, which keep nobody from using it", () => {
    const book = bookWith({ tariffs: demoTariffs, rules: [rule({ prorate: true })] })
    expect(validateBook(book)).toEqual({
      problems: [],
      warnings: [
        {
          code: "NotMonotone",
          path: ["rules", 0, "prorate"],
          issue: "counts a window by its share of the trip",
        },
      ],
    })
  })

  it("asks a host's kind where it is handed over, too, and passes over its rules elsewhere", () => {
    const negative = { kind: "TOLL", id: "toll", name: "Toll", perPassenger: "-1.50" }
    const book = Schema.decodeUnknownSync(HostBook)({ ...json, rules: [negative] })
    expect(tariffsNotMonotone(book)).toEqual([])
    expect(tariffsNotMonotone(book, kinds)).toEqual([
      { path: ["rules", 0, "perPassenger"], issue: "is negative" },
    ])
  })
})
