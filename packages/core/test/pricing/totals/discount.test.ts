import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cappedWarnings, type Discount, makeDiscount, NewDiscount } from "../../../src/pricing/Discount.ts"
import type { PriceLine } from "../../../src/pricing/PriceLine.ts"
import { amountsOf } from "../../../src/pricing/totals/amountsOf.ts"
import { discount } from "../../../src/pricing/totals/discount.ts"
import type { PriceBasis } from "../../../src/pricing/totals/totalsOf.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { DiscountId, LineId } from "../../../src/shared/Ids.ts"
import * as Money from "../../../src/shared/Money.ts"
import { times } from "../../../src/shared/UnitPrice.ts"
import { check, classes } from "../../properties.ts"
import { line, lineId, transport, uuid } from "../../samples.ts"

const decode = Schema.decodeUnknownSync(NewDiscount)
const granted = (n: number, terms: Record<string, unknown>): Discount =>
  makeDiscount(decode({ name: `Remise ${n}`, ...terms }), DiscountId.make(uuid(3_000 + n)), "EUR")
const sale = (
  lines: ReadonlyArray<PriceLine>,
  discounts: ReadonlyArray<Discount>,
  priceBasis: PriceBasis = "EXCL_VAT",
) => amountsOf({ priceBasis, currency: "EUR", lines: [], discounts }, lines)
const off = ({ lines }: Pick<ReturnType<typeof sale>, "lines">) =>
  lines.filter(({ discountId }) => discountId !== undefined).map(({ net, vat }) => [vat.rate, net])

/** PARIS to CDG with a van, two baby seats and a welcome at the airport. */
const s4 = [
  transport(1, { unitPrice: "120.00" }),
  line(2, { unitPrice: "10.00", quantity: "2", forLineId: lineId(1) }),
  line(3, { unitPrice: "15.00", forLineId: lineId(1) }),
]

const anyLine = fc.record({
  kind: fc.constantFrom("TRANSPORT", "FEE", "OVERAGE", "SHARE", "DISCOUNT"),
  cents: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constant(0)),
  vatRate: fc.constantFrom("0.10", "0.10", "0.20", "0.055"),
  attached: fc.boolean(),
  cost: fc.boolean(),
})
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 6 }).map((drawn) =>
  [{ kind: "TRANSPORT", cents: 8_500, vatRate: "0.10", attached: false, cost: true }, ...drawn].map(
    ({ kind, cents, vatRate, attached, cost }, n) =>
      (kind === "TRANSPORT" ? transport : line)(n, {
        kind,
        unitPrice: `${kind === "DISCOUNT" && cents > 0 ? "-" : ""}${(cents / 100).toFixed(2)}`,
        vatRate,
        ...(attached && kind !== "TRANSPORT" ? { forLineId: lineId(0) } : {}),
        ...(cost ? { cost: "10.00" } : {}),
      }),
  ),
)
const anyDiscount = fc.record({
  terms: fc.oneof(
    fc.integer({ min: 1, max: 10_000 }).map((share) => ({ share: (share / 10_000).toFixed(4) })),
    fc.integer({ min: 1, max: 40_000 }).map((cents) => ({ amount: (cents / 100).toFixed(2) })),
  ),
  forFirst: fc.boolean(),
  allowNegative: fc.oneof(
    { arbitrary: fc.constant(false), weight: 3 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
})
const anyDiscounts = fc
  .array(anyDiscount, { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map(({ terms, forFirst, allowNegative }, n) =>
      granted(n, { ...terms, allowNegative, ...(forFirst ? { forLineId: lineId(0) } : {}) }),
    ),
  )
const part = (kind: string, amount: string, inputs: object) => ({
  kind,
  id: uuid(3_001),
  label: "Remise 1",
  inputs,
  amount,
})
const rounding = (amount: string) => ({
  kind: "ROUNDING",
  label: "rounding to the minor unit",
  inputs: {},
  amount,
})
const basis = fc.constantFrom<PriceBasis>("EXCL_VAT", "INCL_VAT")

describe("discounts", () => {
  it("S4 without one: 155.00, 15.50 VAT, 170.50", () => {
    expect(sale(s4, []).totals).toMatchObject({ net: 15_500, tax: 1_550, payable: 17_050 })
  })

  it("S5: 10 % off 155.00 leaves 139.50, 13.95 VAT, 153.45", () => {
    const { lines, totals } = sale(s4, [granted(1, { share: "0.10" })])
    expect(lines.at(-1)).toMatchObject({
      kind: "DISCOUNT",
      unitPrice: -155_000,
      net: -1_550,
      description: "Remise 1",
    })
    expect(totals).toMatchObject({ net: 13_950, tax: 1_395, payable: 15_345 })
  })

  it("a share comes off each VAT group, rounded there; an amount is shared over them by net", () => {
    const lines = [transport(1, { unitPrice: "90.05" }), line(2, { unitPrice: "240.00", vatRate: "0.20" })]
    expect(off(sale(lines, [granted(1, { share: "0.10" })]))).toEqual([
      [1000, -901],
      [2000, -2400],
    ])
    // 10.00 × 90.05 ÷ 330.05 = 2.728…, and 7.271…
    expect(off(sale(lines, [granted(1, { amount: "10.00" })]))).toEqual([
      [1000, -273],
      [2000, -727],
    ])
  })

  it("a discount for one transport line leaves the others and their fees at their price", () => {
    const lines = [...s4, transport(4, { unitPrice: "100.00" }), line(5, { unitPrice: "30.00" })]
    const { lines: all } = sale(lines, [granted(1, { share: "0.50", forLineId: lineId(4) })])
    expect(all.at(-1)).toMatchObject({ net: -5_000, forLineId: lineId(4) })
  })

  it("a discount for one transport line lowers the fees attached to it, too", () => {
    const lines = [
      ...s4,
      transport(4, { unitPrice: "100.00" }),
      line(5, { forLineId: lineId(4), unitPrice: "30.00" }),
    ]
    expect(off(sale(lines, [granted(1, { share: "0.10", forLineId: lineId(4) })]))).toEqual([[1000, -1_300]])
  })

  it("a VAT group worth nothing gets no DISCOUNT line", () => {
    const lines = [transport(1), line(2, { unitPrice: "0.00", vatRate: "0.20" })]
    expect(off(sale(lines, [granted(1, { share: "0.10" })]))).toEqual([[1000, -850]])
    expect(off(sale(lines.slice(1), [granted(1, { amount: "5.00" })]))).toEqual([])
  })

  it("a DISCOUNT line says what was lowered by how much, for which line, and that it costs nothing", () => {
    const lines = [transport(1, { unitPrice: "90.05", cost: "30.00" })]
    expect(sale(lines, [granted(1, { share: "0.10", forLineId: lineId(1) })]).lines.at(-1)).toEqual({
      id: LineId.make(uuid(3_001 + 301_000 + 1)),
      kind: "DISCOUNT",
      forLineId: lineId(1),
      discountId: DiscountId.make(uuid(3_001)),
      description: "Remise 1",
      quantity: 1_000,
      unit: "discount",
      unitPrice: -90_100,
      vat: lines[0]!.vat,
      net: -901,
      cost: 0,
      source: "MANUAL",
      explanation: {
        bookVersion: 0,
        parts: [
          part("DISCOUNT", "-9.005", { base: "90.05", vatRate: "0.10", share: "0.10" }),
          rounding("-0.005"),
        ],
        rejected: [],
      },
    })
    const whole = sale(lines, [granted(1, { share: "0.10" })]).lines.at(-1)
    expect(whole).not.toHaveProperty("forLineId")
    expect(whole).not.toHaveProperty("gross")
  })

  it("what a cap kept is a part of its own, and an amount is explained without a share", () => {
    const lines = [transport(1, { unitPrice: "50.00" })]
    expect(sale(lines, [granted(1, { amount: "60.00" })]).lines.at(-1)?.explanation?.parts).toEqual([
      part("DISCOUNT", "-60", { base: "50.00", vatRate: "0.10" }),
      part("CAP", "10", {}),
      rounding("0"),
    ])
    expect(sale(lines, [granted(1, { amount: "50.00" })]).lines.at(-1)?.explanation?.parts).toEqual([
      part("DISCOUNT", "-50", { base: "50.00", vatRate: "0.10" }),
      rounding("0"),
    ])
  })

  it("of prices incl. VAT lowers what is paid, and is explained excl. VAT", () => {
    const lines = [transport(1, { unitPrice: "110.05", vatRate: "0.20" })].map((each) => ({
      ...each,
      gross: Money.make(13_206),
    }))
    const [made] = discount([granted(1, { share: "0.10" })], lines, "INCL_VAT", "EUR").lines
    // 10 % of 132.06 is 13.206; 13.21 ÷ 1.2 = 11.0083… and 13.206 ÷ 1.2 = 11.005.
    expect(made).toMatchObject({ unitPrice: -132_100, gross: -1_321, net: -1_101 })
    expect(made?.explanation?.parts).toEqual([
      part("DISCOUNT", "-11.005", { base: "132.06", vatRate: "0.20", share: "0.10" }),
      rounding("-0.005"),
    ])
  })

  it("neither a correction, a cancellation nor another discount is discounted", () => {
    const kinds = ["TRANSPORT", "SHARE", "OVERAGE", "FEE", "DISCOUNT", "CORRECTION", "CANCELLATION"] as const
    const lowered = kinds.filter((kind) => {
      const lines = [{ ...line(1), kind }, transport(2, { unitPrice: "1000.00" })]
      return off(sale(lines, [granted(1, { share: "0.10" })]))[0]![1] !== -10_000
    })
    expect(lowered).toEqual(["TRANSPORT", "SHARE", "OVERAGE", "FEE"])
  })

  it("what would take a VAT group below zero is capped with a warning, unless it is allowed", () => {
    const lines = [transport(1, { unitPrice: "50.00" })]
    const capped = sale(lines, [granted(1, { amount: "60.00" })])
    expect([capped.totals.net, capped.discounts?.[0]?.capped]).toEqual([0, true])
    expect(capped.warnings).toEqual([
      {
        code: "DiscountCapped",
        detail: expect.stringContaining("Remise 1"),
        id: DiscountId.make(uuid(3_001)),
      },
    ])
    const allowed = sale(lines, [granted(1, { amount: "60.00", allowNegative: true })])
    expect([allowed.totals.net, allowed.discounts?.[0]?.capped, allowed.warnings]).toEqual([
      -1_000,
      undefined,
      undefined,
    ])
    // What a person took off by hand counts, too.
    const byHand = sale(
      [...lines, line(2, { kind: "DISCOUNT", unitPrice: "-45.00" })],
      [granted(1, { share: "0.20" })],
    )
    expect([byHand.totals.net, cappedWarnings(byHand.discounts!).length]).toEqual([0, 1])
  })

  it("a quote without any has none, and nothing to warn of", () => {
    const plain = amountsOf({ priceBasis: "EXCL_VAT", currency: "EUR", lines: [] }, [transport(1)])
    expect(plain).toEqual({ lines: [transport(1)], totals: plain.totals })
    expect(plain.totals.net).toBe(8_500)
  })

  it("an amount with nothing to come off is capped, and no longer when there is", () => {
    const discounts = [granted(1, { amount: "5.00" })]
    const empty = sale([], discounts)
    expect([empty.lines, empty.warnings?.length]).toEqual([[], 1])
    const filled = amountsOf({ priceBasis: "EXCL_VAT", currency: "EUR", ...empty }, [transport(1)])
    expect([filled.totals.net, filled.warnings]).toEqual([8_000, []])
  })

  it("turn no VAT group and no total negative unless explicitly allowed, and never more than was asked", () => {
    const seen = classes([
      "capped",
      "several rates",
      "allowed to go below zero",
      "several discounts",
      "for one line",
      "prices that include VAT",
    ])
    check(
      fc.property(anyLines, anyDiscounts, basis, (lines, discounts, priceBasis) => {
        const before = sale(lines, [], priceBasis)
        const after = sale(lines, discounts, priceBasis)
        const made = after.lines.filter(({ discountId }) => discountId !== undefined)
        const allowed = discounts.some(({ allowNegative }) => allowNegative === true)
        seen.note(
          after.discounts!.some(({ capped }) => capped === true) && "capped",
          before.totals.vat.length > 1 && "several rates",
          allowed && "allowed to go below zero",
          discounts.length > 1 && "several discounts",
          discounts.some(({ forLineId }) => forLineId !== undefined) && "for one line",
          priceBasis === "INCL_VAT" && "prices that include VAT",
        )
        const amountOf = ({ gross, net }: PriceLine) => (priceBasis === "INCL_VAT" ? gross! : net)
        for (const { category, rate } of before.totals.vat) {
          const group = (of: ReadonlyArray<PriceLine>) =>
            Money.sum(of.filter(({ vat }) => vat.category === category && vat.rate === rate).map(amountOf))
          expect(group(after.lines)).toBeLessThanOrEqual(group(before.lines))
          if (!allowed) expect(group(after.lines)).toBeGreaterThanOrEqual(Math.min(0, group(before.lines)))
        }
        if (!allowed && before.totals.vat.every(({ base }) => base >= 0)) {
          expect(after.totals.net).toBeGreaterThanOrEqual(0)
          expect(after.totals.payable).toBeGreaterThanOrEqual(0)
        }
        for (const each of after.discounts!) {
          const given = -Money.sum(made.filter(({ discountId }) => discountId === each.id).map(amountOf))
          if (each.amount !== undefined) {
            expect(given).toBeLessThanOrEqual(each.amount)
            expect(given < each.amount).toBe(each.capped === true)
          }
        }
        // Property 1: nets add up, explanations add up to each of them, and each says its price.
        expect(after.totals.net).toBe(Money.sum(after.lines.map(({ net }) => net)))
        expect(new Set(after.lines.map(({ id }) => id)).size).toBe(after.lines.length)
        for (const each of made) {
          const parts = each.explanation!.parts.map(({ amount }) => Exact.parse(amount)!)
          expect(Exact.equals(Exact.sum(parts), Exact.ofMoney(each.net, "EUR"))).toBe(true)
          expect(times(each.quantity, each.unitPrice, "EUR")).toBe(amountOf(each))
        }
      }),
      1_000,
    )
    seen.enough()
  })

  it("are the same whatever the order of the lines, and made anew from their own result", () => {
    check(
      fc.property(
        anyLines.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
        ),
        anyDiscounts,
        ([lines, shuffled], discounts) => {
          const amounts = sale(lines, discounts)
          expect(off(sale(shuffled, discounts))).toEqual(off(amounts))
          expect(sale(shuffled, discounts).totals).toEqual(amounts.totals)
          const again = amountsOf({ priceBasis: "EXCL_VAT", currency: "EUR", ...amounts }, amounts.lines)
          expect(again).toEqual(amounts)
        },
      ),
    )
  })

  it("have a cost of nothing where the cost of all they lower is known, and none where it is not", () => {
    const costs = (cost: Record<string, unknown>) =>
      discount(
        [granted(1, { share: "0.10" })],
        [transport(1, cost), line(2, { cost: "1.00" })],
        "EXCL_VAT",
        "EUR",
      ).lines.map((each) => each.cost)
    expect([costs({ cost: "30.00" }), costs({})]).toEqual([[0], [undefined]])
  })

  it("are a share or an amount, more than nothing, and a share at most all", () => {
    const refused = [
      {},
      { share: "0.1", amount: "5" },
      { share: "0" },
      { share: "1.0001" },
      { amount: "0" },
      { amount: "-5" },
    ]
    for (const terms of refused)
      expect(() => decode({ name: "Remise", ...terms })).toThrow(/at |must|Missing|is required|validation/i)
    expect(decode({ name: "Remise", share: "1" }).share).toBe(10_000)
  })
})

describe("an edit of a quote with discounts", () => {
  const start = sale(s4, [granted(1, { share: "0.10" })])
  const edited = (lines: ReadonlyArray<PriceLine>) =>
    amountsOf({ priceBasis: "EXCL_VAT", currency: "EUR", ...start }, lines)

  it("makes them anew from the lines there are then", () => {
    expect(off(edited([...start.lines, line(9, { unitPrice: "45.00" })]))).toEqual([[1000, -2_000]])
    expect(off(edited([...start.lines, line(9, { unitPrice: "45.00", vatRate: "0.20" })]))).toEqual([
      [1000, -1_550],
      [2000, -450],
    ])
  })

  it("that removes a DISCOUNT line removes the discount", () => {
    const { lines, discounts, totals } = edited(
      start.lines.filter(({ discountId }) => discountId === undefined),
    )
    expect([lines.length, discounts, totals.net]).toEqual([3, [], 15_500])
  })

  it("that writes over a DISCOUNT line leaves a line of its own", () => {
    const written = start.lines.map(
      (each) =>
        each.discountId === undefined
          ? each
          : { ...each, unitPrice: -200_000 as never, net: Money.make(-2_000) }, // a price
    )
    const { lines, discounts } = edited(written)
    expect([lines.at(-1)?.net, lines.at(-1)?.discountId, discounts]).toEqual([-2_000, undefined, []])
  })

  it.each<[string, object]>([
    ["description", { description: "Geste commercial" }],
    ["quantity", { quantity: 500, net: -775 }],
    ["VAT rate", { vat: { ...line(1).vat, rate: 2_000 } }],
    ["VAT category", { vat: { ...line(1).vat, category: "E" } }],
  ])("that writes over the %s of a DISCOUNT line leaves a line of its own", (_, changes) => {
    const own = { ...start.lines.at(-1)!, ...changes }
    const { discounts, lines } = edited([...s4, own])
    expect(discounts).toEqual([])
    const { discountId: _id, explanation: _explanation, ...written } = own
    expect(lines.at(-1)).toEqual(written)
  })

  it("that removes another line leaves the discount", () => {
    const { discounts, lines } = edited(start.lines.filter(({ id }) => id !== lineId(3)))
    expect([off({ lines }), discounts]).toEqual([[[1000, -1_400]], start.discounts])
  })

  it("that removes a line of one of two like discounts leaves the other", () => {
    const twice = [granted(1, { share: "0.10" }), granted(2, { share: "0.10" })].map((each) => ({
      ...each,
      name: "Remise",
    }))
    const both = sale(s4, twice)
    const left = amountsOf({ priceBasis: "EXCL_VAT", currency: "EUR", ...both }, both.lines.slice(0, -1))
    expect([left.discounts?.map(({ id }) => id), left.totals.net]).toEqual([[twice[0]!.id], 13_950])
  })

  it("keeps the warnings that are not about discounts", () => {
    const unpriced = { code: "DistanceUnknown", detail: "no distance" } as const
    const warned = { ...sale([], [granted(1, { amount: "5.00" })]) }
    const { warnings } = amountsOf(
      { priceBasis: "EXCL_VAT", currency: "EUR", ...warned, warnings: [unpriced, ...warned.warnings!] },
      s4,
    )
    expect(warnings).toEqual([unpriced])
  })

  it("of a quote that never had discounts or warnings gives it none", () => {
    expect(Object.keys(sale(s4, [])).toSorted()).toEqual(["lines", "totals"])
  })

  it("that removes only the transport line a discount is for removes the discount and its line", () => {
    const own = sale([...s4, transport(4)], [granted(1, { share: "0.10", forLineId: lineId(4) })])
    const left = amountsOf(
      { priceBasis: "EXCL_VAT", currency: "EUR", ...own },
      own.lines.filter(({ id }) => id !== lineId(4)),
    )
    expect([left.discounts, left.lines, left.totals.net]).toEqual([[], s4, 15_500])
  })

  it("that removes the transport line a discount is for removes the discount", () => {
    const own = sale([...s4, transport(4)], [granted(1, { share: "0.10", forLineId: lineId(4) })])
    const left = amountsOf(
      { priceBasis: "EXCL_VAT", currency: "EUR", ...own },
      own.lines.filter(({ id, forLineId }) => id !== lineId(4) && forLineId !== lineId(4)),
    )
    expect([left.discounts, left.totals.net]).toEqual([[], 15_500])
  })
})
