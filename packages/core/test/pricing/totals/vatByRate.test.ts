import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Totals, vatByRate } from "../../../src/pricing/totals/vatByRate.ts"
import * as Money from "../../../src/shared/Money.ts"
import { type VatCategory, VatRate } from "../../../src/shared/VatRate.ts"
import { check, classes } from "../../properties.ts"

interface Item {
  readonly net: Money.Money
  readonly vat: { readonly category: VatCategory; readonly rate: VatRate }
}
const item = (net: number, rate: number, category: VatCategory = "S"): Item => ({
  net: Money.make(net),
  vat: { category, rate: VatRate.make(rate) },
})

const vat = fc.oneof(
  {
    arbitrary: fc.constantFrom<[number, VatCategory]>([1000, "S"], [2000, "S"], [550, "S"], [210, "S"]),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom<[number, VatCategory]>([0, "Z"], [0, "E"], [0, "O"], [0, "AE"], [0, "S"]),
    weight: 1,
  },
  {
    arbitrary: fc.integer({ min: 0, max: 10_000 }).map((rate): [number, VatCategory] => [rate, "S"]),
    weight: 1,
  },
)
const anyItem = fc
  .tuple(
    fc.oneof(fc.integer({ min: -5_000, max: 50_000 }), fc.integer({ min: -(10 ** 12), max: 10 ** 12 })),
    vat,
  )
  .map(([net, [rate, category]]) => item(net, rate, category))
const items = fc.array(anyItem, { maxLength: 12 })

/** Half away from zero, in whole numbers of any size. */
const taxOf = (base: bigint, rate: number): bigint => {
  const product = base * BigInt(rate)
  const magnitude = product < 0n ? -product : product
  const rounded = magnitude / 10_000n + (2n * (magnitude % 10_000n) >= 10_000n ? 1n : 0n)
  return product < 0n ? -rounded : rounded
}

describe("totals", () => {
  it("net is the sum of the nets, each group is taxed on its own sum, gross and payable follow", () => {
    const seen = classes([
      "no line",
      "several rates",
      "a discount",
      "a negative group",
      "more than one category",
      "group tax other than per line",
    ])
    check(
      fc.property(items, (lines) => {
        const totals = vatByRate(lines)
        const groups = new Map<string, { base: bigint; rate: number; perLine: bigint }>()
        for (const { net, vat } of lines) {
          const key = `${vat.category} ${vat.rate}`
          const group = groups.get(key) ?? { base: 0n, rate: vat.rate, perLine: 0n }
          groups.set(key, {
            base: group.base + BigInt(net),
            rate: vat.rate,
            perLine: group.perLine + taxOf(BigInt(net), vat.rate),
          })
        }
        const tax = [...groups.values()].reduce((all, { base, rate }) => all + taxOf(base, rate), 0n)
        const net = lines.reduce((all, line) => all + BigInt(line.net), 0n)
        seen.note(
          lines.length === 0 && "no line",
          new Set(lines.map(({ vat }) => vat.rate)).size > 1 && "several rates",
          lines.some(({ net }) => net < 0) && lines.some(({ net }) => net > 0) && "a discount",
          [...groups.values()].some(({ base }) => base < 0n) && "a negative group",
          new Set(lines.map(({ vat }) => vat.category)).size > 1 && "more than one category",
          [...groups.values()].some(({ base, rate, perLine }) => taxOf(base, rate) !== perLine) &&
            "group tax other than per line",
        )
        expect(BigInt(totals.net)).toBe(net)
        expect(BigInt(totals.tax)).toBe(tax)
        expect(totals.vat.length).toBe(groups.size)
        for (const { category, rate, base, tax } of totals.vat) {
          expect(BigInt(base)).toBe(groups.get(`${category} ${rate}`)?.base)
          expect(BigInt(tax)).toBe(taxOf(BigInt(base), rate))
        }
        expect(totals.gross).toBe(totals.net + totals.tax)
        expect(totals.rounding).toBe(0)
        expect(totals.payable).toBe(totals.gross + totals.rounding)
      }),
      1_000,
    )
    seen.enough()
  })

  it("lines in any order give the same totals, down to the order of the groups", () => {
    check(
      fc.property(
        items.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
        ),
        ([lines, shuffled]) => {
          expect(vatByRate(shuffled)).toEqual(vatByRate(lines))
        },
      ),
      500,
    )
  })

  it("groups are ordered by category, then rate", () => {
    check(
      fc.property(items, (lines) => {
        const keys = vatByRate(lines).vat.map(
          ({ category, rate }) => `${category.padEnd(2)}${String(rate).padStart(6, "0")}`,
        )
        expect(keys).toEqual(keys.toSorted())
      }),
    )
  })

  it("a line split in two has the same totals", () => {
    check(
      fc.property(items, fc.nat(11), fc.integer({ min: -9_999, max: 9_999 }), (lines, at, part) => {
        const split = lines.flatMap((line, n) =>
          n === at
            ? [
                item(part, line.vat.rate, line.vat.category),
                item(line.net - part, line.vat.rate, line.vat.category),
              ]
            : [line],
        )
        expect(vatByRate(split)).toEqual(vatByRate(lines))
      }),
    )
  })

  it("three lines of 14.55 at 10 % owe 4.37, not three times 1.46", () => {
    const totals = vatByRate([item(1455, 1000), item(1455, 1000), item(1455, 1000)])
    expect(totals).toEqual({
      net: 4365,
      vat: [{ category: "S", rate: 1000, base: 4365, tax: 437 }],
      tax: 437,
      gross: 4802,
      rounding: 0,
      payable: 4802,
    })
  })

  it("the same rate in two categories makes two groups: nothing of an exempt line is taxed with another's reason", () => {
    expect(vatByRate([item(100, 0, "Z"), item(200, 0, "E"), item(300, 0, "Z")]).vat).toEqual([
      { category: "E", rate: 0, base: 200, tax: 0 },
      { category: "Z", rate: 0, base: 400, tax: 0 },
    ])
  })

  it("a credit owes the same tax as the charge, with the sign turned", () => {
    check(
      fc.property(items, (lines) => {
        const turned = vatByRate(lines.map(({ net, vat }) => item(-net + 0, vat.rate, vat.category)))
        expect(turned.payable).toBe(-vatByRate(lines).payable + 0)
      }),
    )
  })

  it("no line is nothing to pay", () => {
    expect(vatByRate([])).toEqual({ net: 0, vat: [], tax: 0, gross: 0, rounding: 0, payable: 0 })
  })
})

describe("totals as they are stored", () => {
  it("keep all they say", () => {
    const totals = vatByRate([item(8_550, 1000), item(100, 0, "E")])
    expect(Schema.decodeUnknownSync(Totals)(Schema.encodeSync(Totals)(totals))).toEqual(totals)
  })

  it("are refused where an amount is missing or no whole number of minor units, at its place", () => {
    const totals = Schema.encodeSync(Totals)(vatByRate([item(8_550, 1000)]))
    const group = totals.vat[0]!
    const refusal = (value: unknown) =>
      String(Result.getOrThrow(Result.flip(Schema.decodeUnknownResult(Totals)(value))))
    for (const name of Object.keys(totals)) {
      expect(refusal({ ...totals, [name]: undefined })).toContain(`at ["${name}"]`)
      expect(refusal({ ...totals, [name]: 0.5 })).toContain(`at ["${name}"]`)
    }
    for (const name of Object.keys(group))
      expect(refusal({ ...totals, vat: [{ ...group, [name]: -0.5 }] })).toContain(`at ["vat"][0]["${name}"]`)
    expect(Object.keys(totals)).toEqual(["net", "vat", "tax", "gross", "rounding", "payable"])
  })
})
