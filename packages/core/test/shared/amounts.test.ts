/** Money, unit prices, quantities and VAT rates: their digits, their codecs and the two roundings made of them. */
import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Money from "../../src/shared/Money.ts"
import * as Quantity from "../../src/shared/Quantity.ts"
import * as UnitPrice from "../../src/shared/UnitPrice.ts"
import * as VatRate from "../../src/shared/VatRate.ts"
import { check, classes } from "../properties.ts"

const price = Schema.decodeUnknownSync(UnitPrice.UnitPrice)
const quantity = Schema.decodeUnknownSync(Quantity.Quantity)
const rate = Schema.decodeUnknownSync(VatRate.VatRate)
const takes = (schema: Schema.Codec<unknown, string>) => (text: string) =>
  Result.isSuccess(Schema.decodeUnknownResult(schema)(text))

describe("Money", () => {
  it.each([
    ["EUR", 2, "85.50"],
    ["JPY", 0, "8550"],
    ["KWD", 3, "8.550"],
    ["USD", 2, "85.50"],
  ])("%s has %d minor digits: 8550 minor units are written %s", (currency, digits, text) => {
    expect(Money.digits(currency)).toBe(digits)
    expect(Money.format(Money.make(8550), currency)).toBe(text)
  })

  it.each([
    ["EUR", -5, "-0.05"],
    ["EUR", 0, "0.00"],
    ["JPY", -5, "-5"],
    ["KWD", 1, "0.001"],
  ])("in %s, %d minor units are written %s", (currency, units, text) =>
    expect(Money.format(Money.make(units), currency)).toBe(text),
  )

  it("a sum is the sum of its parts, in any order, and nothing is nothing", () => {
    expect(Money.sum([])).toBe(Money.zero)
    check(
      fc.property(fc.array(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), { maxLength: 50 }), (parts) => {
        const exact = parts.reduce((all, part) => all + BigInt(part), 0n)
        expect(BigInt(Money.sum(parts.map(Money.make)))).toBe(exact)
        expect(Money.sum(parts.toReversed().map(Money.make))).toBe(Money.sum(parts.map(Money.make)))
      }),
    )
  })

  it("half a cent is no amount", () => expect(() => Money.make(0.5)).toThrow("Schema validation failed"))

  it.each(["eur", "EU", "EURO", "€", "EU1", ""])("%j is no currency", (code) =>
    expect(takes(Money.Currency)(code)).toBe(false),
  )
})

describe("UnitPrice", () => {
  it.each([
    ["85.00", "85.00"],
    ["1.3750", "1.375"],
    ["0.0001", "0.0001"],
    ["-12.5", "-12.50"],
    ["999999.9999", "999999.9999"],
    ["-999999.9999", "-999999.9999"],
  ])("%s is kept, and written %s", (text, written) => {
    expect(UnitPrice.format(price(text), "EUR")).toBe(written)
    expect(Schema.encodeSync(UnitPrice.UnitPrice)(price(text))).toBe(written)
  })

  it("is written with at least the digits of its currency", () => {
    expect(UnitPrice.format(price("85"), "JPY")).toBe("85")
    expect(UnitPrice.format(price("85.5"), "KWD")).toBe("85.500")
  })

  it.each(["1.00001", "1000000", "-1000000"])("refuses %s", (text) =>
    expect(takes(UnitPrice.UnitPrice)(text)).toBe(false),
  )

  it.each([
    ["1", "76.37", "EUR", 7637],
    ["0.5", "0.01", "EUR", 1],
    ["0.5", "-0.01", "EUR", -1],
    ["0.499", "0.01", "EUR", 0],
    ["1", "115.9297", "EUR", 11593],
    ["2.5", "1.375", "EUR", 344],
    ["1", "99.5", "JPY", 100],
    ["1", "99.4999", "JPY", 99],
    ["1", "1.0005", "KWD", 1001],
    ["1.375", "0.0001", "KWD", 0],
  ])("%s × %s %s is %d minor units, rounded half away from zero", (q, p, currency, net) =>
    expect(UnitPrice.times(quantity(q), price(p), currency)).toBe(net),
  )

  it("quantity × price is rounded once from the exact product, in every currency", () => {
    const seen = classes(["EUR", "JPY", "KWD", "negative", "half"])
    const currency = fc.constantFrom("EUR", "JPY", "KWD")
    const any = fc.tuple(
      fc.nat(99_999_999),
      fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }),
      currency,
    )
    const half = fc
      .tuple(fc.nat(99), fc.integer({ min: -99, max: 99 }), currency)
      .map(([i, j, currency]): [number, number, string] => {
        const minorUnit = { EUR: 100, JPY: 10_000, KWD: 10 }[currency]!
        return [500 * (2 * i + 1), minorUnit * (2 * j + 1), currency] // an odd number of halves
      })
    check(
      fc.property(fc.oneof(any, half), ([thousandths, tenThousandths, currency]) => {
        const divisor = { EUR: 10n ** 5n, JPY: 10n ** 7n, KWD: 10n ** 4n }[currency]!
        const product = BigInt(thousandths) * BigInt(tenThousandths)
        const magnitude = product < 0n ? -product : product
        const rounded = (magnitude + divisor / 2n) / divisor
        seen.note(
          currency as "EUR",
          product < 0n && "negative",
          (2n * magnitude) % divisor === 0n && magnitude % divisor !== 0n && "half",
        ) // one of the three
        const net = UnitPrice.times(
          Quantity.Quantity.make(thousandths),
          UnitPrice.UnitPrice.make(tenThousandths),
          currency,
        )
        expect(BigInt(net)).toBe(product < 0n ? -rounded : rounded)
      }),
      2_000,
    )
    seen.enough()
  })
})

describe("Quantity", () => {
  it.each([
    ["1", "1"],
    ["1.375", "1.375"],
    ["2.500", "2.5"],
    ["0", "0"],
    ["99999.999", "99999.999"],
  ])("%s is written %s", (text, written) => {
    expect(Quantity.format(quantity(text))).toBe(written)
    expect(Schema.encodeSync(Quantity.Quantity)(quantity(text))).toBe(written)
  })

  it.each(["-1", "-0.001", "100000", "1.0001"])("refuses %s", (text) =>
    expect(takes(Quantity.Quantity)(text)).toBe(false),
  )
})

describe("VatRate", () => {
  it.each([
    ["0.1", "0.10"],
    ["0.055", "0.055"],
    ["0.0550", "0.055"],
    ["0", "0.00"],
    ["1", "1.00"],
  ])("%s is written %s", (text, written) => {
    expect(VatRate.format(rate(text))).toBe(written)
    expect(Schema.encodeSync(VatRate.VatRate)(rate(text))).toBe(written)
  })

  it.each(["1.0001", "-0.1", "20", "0.00001", "10%"])("refuses %s", (text) =>
    expect(takes(VatRate.VatRate)(text)).toBe(false),
  )

  it.each([
    [4365, "0.10", 437],
    [4554, "0.10", 455],
    [4555, "0.10", 456],
    [-4555, "0.10", -456],
    [10_000, "0.055", 550],
    [1, "0.20", 0],
    [-1, "0.20", 0],
    [12_345, "0", 0],
  ])("the tax on %d minor units at %s is %d", (base, text, tax) => {
    const owed = VatRate.taxOn(Money.make(base), rate(text))
    expect(owed).toBe(tax)
    expect(Object.is(owed, -0)).toBe(false)
  })
})

describe("codecs of decimals", () => {
  it("what was decoded encodes to a text that decodes to the same", () => {
    const codecs = [UnitPrice.UnitPrice, Quantity.Quantity, VatRate.VatRate] as const
    const text = fc
      .tuple(fc.nat(1), fc.stringMatching(/^[0-9]{1,3}$/))
      .map(([whole, fraction]) => `${whole}.${whole === 1 ? fraction.replace(/./g, "0") : fraction}`)
    check(
      fc.property(fc.constantFrom(...codecs), text, (codec, text) => {
        const value = Schema.decodeUnknownSync(codec)(text)
        expect(Schema.decodeUnknownSync(codec)(Schema.encodeUnknownSync(codec)(value))).toBe(value)
      }),
    )
  })
})

describe("a currency", () => {
  it("is called by three capital letters", () => {
    const is = Schema.is(Money.Currency)
    expect(["EUR", "XAF", "EU", "E", "EURO", "eur", "E1R", ""].filter((text) => is(text))).toEqual([
      "EUR",
      "XAF",
    ])
  })

  it("that is none is refused with what one looks like", () => {
    const refused = Schema.decodeUnknownResult(Money.Currency)("euro")
    expect(String(Result.getOrThrow(Result.flip(refused)))).toContain("an ISO 4217 code such as EUR")
  })
})

describe("the unit price of an amount", () => {
  it.each([
    ["EUR", 8_550, 855_000],
    ["JPY", 8_550, 85_500_000],
    ["KWD", 8_550, 85_500],
    ["EUR", -1, -100],
  ])("in %s of %d minor units is %d ten-thousandths", (currency, amount, expected) => {
    expect(UnitPrice.ofMoney(Money.make(amount), currency)).toBe(expected)
  })
})

describe("the VAT of a line", () => {
  const encoded = { rate: "0.055", category: "S", reason: "transport", decidedBy: "POLICY" }

  it.each(["S", "Z", "E", "O", "AE"])("in category %s is read and written with all it says", (category) => {
    for (const decidedBy of ["POLICY", "USER"]) {
      const text = { ...encoded, category, decidedBy }
      const vat = Schema.decodeUnknownSync(VatRate.Vat)(text)
      expect(vat).toEqual({ ...text, rate: 550 })
      expect(Schema.encodeSync(VatRate.Vat)(vat)).toEqual(text)
    }
  })

  it("is refused with another category, or decided by nobody known", () => {
    const is = Schema.is(VatRate.Vat)
    const vat = { ...encoded, rate: 550 }
    expect(
      [vat, { ...vat, category: "X" }, { ...vat, category: "" }, { ...vat, decidedBy: "" }].map((each) =>
        is(each),
      ),
    ).toEqual([true, false, false, false])
  })
})

describe("what the JSON Schema of a decimal says", () => {
  const told = (schema: Schema.Codec<unknown, string>) => Schema.toJsonSchemaDocument(schema).schema

  it.each<[string, Schema.Codec<unknown, string>, string, number]>([
    [
      "a quantity",
      Quantity.Quantity,
      "A decimal from 0 to 99999.999 with at most 3 digits after the point.",
      9,
    ],
    [
      "a unit price",
      UnitPrice.UnitPrice,
      "A decimal from -999999.9999 to 999999.9999 with at most 4 digits after the point.",
      12,
    ],
    ["a VAT rate", VatRate.VatRate, "A decimal from 0 to 1 with at most 4 digits after the point.", 6],
  ])("of %s is its format, its range and how long it can be", (_, schema, description, maxLength) => {
    expect(told(schema)).toMatchObject({
      type: "string",
      allOf: [{ format: "decimal", description, maxLength }],
    })
  })
})
