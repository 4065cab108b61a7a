import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Exact from "../../../src/shared/Exact.ts"
import * as Money from "../../../src/shared/Money.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { times, UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { type VatCategory, VatRate } from "../../../src/shared/VatRate.ts"
import { type AgreedLine, inclVat, netWithin } from "../../../src/pricing/totals/inclVat.ts"
import { largestRemainder } from "../../../src/pricing/totals/largestRemainder.ts"
import { inclVatStated, PriceBasis, settled, totalsOf } from "../../../src/pricing/totals/totalsOf.ts"
import { vatByRate } from "../../../src/pricing/totals/vatByRate.ts"
import { check, classes } from "../../properties.ts"
import { line } from "../../samples.ts"

const agreed = (gross: number, rate: number, category: VatCategory = "S"): AgreedLine => ({
  gross: Money.make(gross),
  vat: { category, rate: VatRate.make(rate) },
})

const vat = fc.oneof(
  {
    arbitrary: fc.constantFrom<[number, VatCategory]>([1000, "S"], [2000, "S"], [550, "S"], [210, "S"]),
    weight: 4,
  },
  { arbitrary: fc.constantFrom<[number, VatCategory]>([0, "Z"], [0, "E"], [0, "O"]), weight: 1 },
  {
    arbitrary: fc.integer({ min: 0, max: 10_000 }).map((rate): [number, VatCategory] => [rate, "S"]),
    weight: 2,
  },
)
const anyLine = fc
  .tuple(
    fc.oneof(fc.integer({ min: -5_000, max: 50_000 }), fc.integer({ min: -(10 ** 12), max: 10 ** 12 })),
    vat,
  )
  .map(([gross, [rate, category]]) => agreed(gross, rate, category))
const anyLines = fc.array(anyLine, { maxLength: 12 })

describe("prices that include VAT", () => {
  it("are paid as agreed, whatever the rates, the prices and the number of lines", () => {
    const seen = classes([
      "several rates",
      "a rounding amount",
      "a negative line",
      "several lines of one rate",
    ])
    check(
      fc.property(anyLines, (lines) => {
        const { totals, nets } = inclVat(lines)
        seen.note(
          new Set(lines.map((each) => each.vat.rate)).size > 1 && "several rates",
          totals.rounding !== 0 && "a rounding amount",
          lines.some(({ gross }) => gross < 0) && "a negative line",
          totals.vat.length < lines.length && "several lines of one rate",
        )
        expect(totals.payable).toBe(Money.sum(lines.map(({ gross }) => gross)))
        expect(totals.gross).toBe(totals.net + totals.tax)
        expect(totals.payable).toBe(totals.gross + totals.rounding)
        expect(Money.sum(nets)).toBe(totals.net)
        expect(nets).toHaveLength(lines.length)
        for (const { category, rate, base, tax } of totals.vat) {
          const own = lines.flatMap((each, at) =>
            each.vat.category === category && each.vat.rate === rate ? [{ ...each, net: nets[at]! }] : [],
          )
          const gross = Money.sum(own.map((each) => each.gross))
          expect(Money.sum(own.map(({ net }) => net))).toBe(base)
          expect(Math.abs(gross - base - tax)).toBeLessThanOrEqual(1)
          // Half a unit away at most from the exact gross ÷ (1 + rate), and away from zero when it is in the middle.
          const off = BigInt(gross) * 10_000n - BigInt(base) * BigInt(10_000 + rate)
          expect(2n * (off < 0n ? -off : off) <= BigInt(10_000 + rate)).toBe(true)
          for (const { gross: line, net } of own) {
            const apart = BigInt(line) * 10_000n - BigInt(net) * BigInt(10_000 + rate)
            expect(apart < BigInt(10_000 + rate) && apart > -BigInt(10_000 + rate)).toBe(true)
          }
        }
        expect(totals.vat).toEqual(vatByRate(lines.map((each, at) => ({ ...each, net: nets[at]! }))).vat)
      }),
      1_000,
    )
    seen.enough()
  })

  it("S41: 56.00 at 10 % is 50.91 and 5.09, without a rounding amount", () => {
    expect(inclVat([agreed(5600, 1000)])).toEqual({
      totals: {
        net: 5091,
        vat: [{ category: "S", rate: 1000, base: 5091, tax: 509 }],
        tax: 509,
        gross: 5600,
        rounding: 0,
        payable: 5600,
      },
      nets: [5091],
    })
  })

  it("S42: 50.10 at 10 % cannot be reached: 45.55 and 4.56, less a cent of rounding", () => {
    expect(inclVat([agreed(5010, 1000)]).totals).toEqual({
      net: 4555,
      vat: [{ category: "S", rate: 1000, base: 4555, tax: 456 }],
      tax: 456,
      gross: 5011,
      rounding: -1,
      payable: 5010,
    })
  })

  it("S44: a deposit of 30 % of 495.55 is 148.67, 135.15 and 13.52, and leaves 346.88", () => {
    const share = Exact.multiply(Exact.ofMoney(Money.make(49_555), "EUR"), Exact.of(3, 10))
    const deposit = Exact.toMoney(share, "EUR")
    const { totals } = inclVat([agreed(deposit, 1000)])
    expect([deposit, 49_555 - deposit, totals.net, totals.tax, totals.payable]).toEqual([
      14_867, 34_688, 13_515, 1_352, 14_867,
    ])
  })

  it("three equal lines share a net that does not divide by three: the first in order gets the cent", () => {
    const { nets, totals } = inclVat([agreed(1600, 1000), agreed(1600, 1000), agreed(1600, 1000)])
    expect([totals.net, nets]).toEqual([4364, [1455, 1455, 1454]])
  })

  it("no line is nothing to pay", () => {
    expect(inclVat([])).toEqual({ totals: vatByRate([]), nets: [] })
  })

  it("a gross half way between two nets goes away from zero, for a charge and for a credit", () => {
    // 0.15 ÷ 1.2 = 0.125
    expect([
      netWithin(Money.make(15), VatRate.make(2000)),
      netWithin(Money.make(-15), VatRate.make(2000)),
    ]).toEqual([13, -13])
  })
})

describe("sharing by largest remainder", () => {
  it("gives each its exact share to less than a unit, and adds up", () => {
    check(
      fc.property(
        fc.nat(10 ** 12),
        fc
          .array(fc.nat(10 ** 12), { minLength: 1, maxLength: 6 })
          .filter((all) => all.some((each) => each > 0)),
        (total, weights) => {
          const shares = largestRemainder(total, weights)
          expect(shares.reduce((all, share) => all + share, 0)).toBe(total)
          const sum = weights.reduce((all, each) => all + BigInt(each), 0n)
          for (const [at, share] of shares.entries()) {
            const apart = BigInt(share) * sum - BigInt(total) * BigInt(weights[at]!)
            expect(apart < sum && apart > -sum).toBe(true)
          }
        },
      ),
    )
  })

  it("breaks ties in the order given", () => {
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(largestRemainder(11, [1, 1, 1])).toEqual([4, 4, 3])
    expect(largestRemainder(1, [1, 3, 3])).toEqual([0, 1, 0])
  })
})

describe("a price excl. VAT in a quote incl. VAT", () => {
  const rate = VatRate.make(1000)

  it("is grossed up from its exact amount and rounded once", () => {
    const said = { quantity: Quantity.make(1000), unitPrice: UnitPrice.make(1_159_300) }
    // 115.92966 × 1.1 = 127.522626
    expect(inclVatStated(Exact.of(11_592_966, 100_000), said, rate, "EUR").gross).toBe(12_752)
    // 0.045 is 0.05 by itself; × 1.1 = 0.0495, and from the rounded net it would be 0.055, so 0.06
    expect(inclVatStated(Exact.of(45, 1000), said, rate, "EUR").gross).toBe(5)
  })

  it("keeps its quantity when that and the unit price say the gross, and is one unit at the gross otherwise", () => {
    check(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 0, max: 10_000 }),
        (quantity, price, rate) => {
          const said = { quantity: Quantity.make(quantity), unitPrice: UnitPrice.make(price) }
          const amount = Exact.multiply(Exact.ofQuantity(said.quantity), Exact.ofUnitPrice(said.unitPrice))
          const stated = inclVatStated(amount, said, VatRate.make(rate), "EUR")
          expect(times(stated.quantity, stated.unitPrice, "EUR")).toBe(stated.gross)
          expect([quantity, 1000]).toContain(stated.quantity)
        },
      ),
    )
    expect(
      inclVatStated(
        Exact.of(20),
        { quantity: Quantity.make(2000), unitPrice: UnitPrice.make(100_000) },
        rate,
        "EUR",
      ),
    ).toEqual({ quantity: 2000, unitPrice: 110_000, gross: 2200 })
    expect(
      inclVatStated(
        Exact.of(550, 12),
        { quantity: Quantity.make(917), unitPrice: UnitPrice.make(500_000) },
        rate,
        "EUR",
      ),
    ).toEqual({ quantity: 1000, unitPrice: 504_200, gross: 5042 })
  })
})

describe("the basis of a quote's prices", () => {
  it("is excl. or incl. VAT", () => {
    expect(["EXCL_VAT", "INCL_VAT", "", "NET"].filter((text) => Schema.is(PriceBasis)(text))).toEqual([
      "EXCL_VAT",
      "INCL_VAT",
    ])
  })
})

describe("lines settled incl. VAT", () => {
  it("get a gross when they have none, and the nets of those that count add up to the totals", () => {
    const lines = [
      line(1, { unitPrice: "45.55" }),
      line(2, { unitPrice: "14.55" }),
      // Counted, it would have the cent that the first of the others has.
      { ...line(3, { unitPrice: "9.95" }), gross: Money.make(1094) },
    ]
    const stored = settled(lines, "INCL_VAT", "EUR", ({ id }) => id !== lines[2]!.id)
    expect(stored.map(({ unitPrice, gross, net }) => ({ unitPrice, gross, net }))).toEqual([
      { unitPrice: 501_100, gross: 5011, net: 4556 },
      { unitPrice: 160_100, gross: 1601, net: 1455 },
      { unitPrice: 99_500, gross: 1094, net: 995 },
    ])
    const counting = stored.slice(0, 2)
    expect(totalsOf(counting, "INCL_VAT")).toMatchObject({ net: 6011, payable: 6612 })
    expect(settled(stored, "INCL_VAT", "EUR", ({ id }) => id !== lines[2]!.id)).toEqual(stored)
  })

  it("keep an explanation that adds up to the net they get", () => {
    const explained = [1, 2, 3].map((n) => ({
      ...line(n, { unitPrice: "14.55" }),
      explanation: {
        bookVersion: 1,
        parts: [
          { kind: "TIME", label: "55 min", inputs: {}, amount: "291/20" },
          { kind: "ROUNDING", label: "", inputs: {}, amount: "0" },
        ],
        rejected: [],
      },
    }))
    const stored = settled(explained, "INCL_VAT", "EUR")
    expect(stored.map(({ net }) => net)).toEqual([1456, 1455, 1455])
    for (const { explanation, net } of stored) {
      const parts = explanation!.parts.map(({ amount }) => Exact.parse(amount)!)
      expect(Exact.equals(Exact.sum(parts), Exact.ofMoney(net, "EUR"))).toBe(true)
      expect(explanation!.parts.map(({ kind }) => kind)).toEqual(["TIME", "ROUNDING"])
    }
  })

  it("are grossed up from the exact price, which is not the net times the rate", () => {
    const parts = [
      { kind: "DISTANCE", label: "10 km", inputs: {}, amount: "14.546" },
      { kind: "ROUNDING", label: "", inputs: {}, amount: "0.004" },
    ]
    const exact = {
      ...line(1, { unitPrice: "14.55" }),
      explanation: { bookVersion: 1, parts, rejected: [] },
    }
    // 14.546 × 1.1 = 16.0006, where 14.55 × 1.1 = 16.005.
    expect(settled([exact], "INCL_VAT", "EUR")).toMatchObject([{ gross: 1600, net: 1455 }])
  })

  it("S42: have the totals of what was agreed, with its rounding", () => {
    const stored = settled([{ ...line(1), gross: Money.make(5010) }], "INCL_VAT", "EUR")
    expect(totalsOf(stored, "INCL_VAT")).toMatchObject({ net: 4555, tax: 456, rounding: -1, payable: 5010 })
  })

  it("excl. VAT stay as they are", () => {
    const lines = [line(1), line(2)]
    expect(settled(lines, "EXCL_VAT", "EUR")).toBe(lines)
    expect(totalsOf(lines, "EXCL_VAT")).toEqual(vatByRate(lines))
  })
})
