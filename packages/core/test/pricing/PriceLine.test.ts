import { Result, Schema, SchemaIssue } from "effect"
import { describe, expect, it } from "vitest"
import { isByHand, LineKind, lineRules, NewLine, netOf, violationsOf } from "../../src/pricing/PriceLine.ts"
import { UnitPrice } from "../../src/shared/UnitPrice.ts"
import { VatRate } from "../../src/shared/VatRate.ts"
import { lineId, line, pickupAt } from "../samples.ts"

const decode = Schema.decodeUnknownResult(NewLine, { errors: "all" })
const fee = { kind: "FEE", description: "Accueil", unitPrice: "15.00", vatRate: "0.20" }
const transport = { ...fee, kind: "TRANSPORT", trip: { pickupAt: "2026-12-01T06:30:00+01:00" } }

/** Where an input is wrong and why; nothing when it is right. */
const complaints = (input: unknown): ReadonlyArray<readonly [string, string]> => {
  const result = decode(input)
  if (Result.isSuccess(result)) return []
  return SchemaIssue.makeFormatterStandardSchemaV1()(result.failure.issue).issues.map(
    ({ path = [], message }) => [path.map(String).join("."), message],
  )
}

describe("a line as it is written", () => {
  it("is accepted as a fee, as transport and as a discount", () => {
    for (const input of [
      fee,
      transport,
      { ...fee, kind: "DISCOUNT", unitPrice: "-15.00" },
      { ...fee, unitPrice: "0" },
    ]) {
      expect(complaints(input)).toEqual([])
    }
  })

  it("states its VAT in exactly one way", () => {
    const { vatRate: _, ...without } = fee
    const both = [["vatRate", "either vatRate or vat is required"]]
    expect(complaints(without)).toEqual(both)
    expect(complaints({ ...fee, vat: { rate: "0.20", category: "S" } })).toEqual(both)
    expect(complaints({ ...without, vat: { rate: "0.20", category: "S" } })).toEqual([])
  })

  it.each(["Z", "E", "O", "AE"])("in category %s nothing is taxed", (category) => {
    const { vatRate: _, ...without } = fee
    expect(complaints({ ...without, vat: { rate: "0.20", category } })).toEqual([
      ["vat.rate", `must be 0 in category ${category}`],
    ])
    expect(complaints({ ...without, vat: { rate: "0", category } })).toEqual([])
  })

  it("F44 F45 transport has a trip, and nothing else has one", () => {
    const { trip, ...without } = transport
    expect(complaints(without)).toEqual([["trip", "a TRANSPORT line needs its trip"]])
    expect(complaints({ ...fee, trip })).toEqual([["trip", "only a TRANSPORT line has a trip"]])
  })

  it("transport belongs to no other line", () => {
    expect(complaints({ ...transport, forLineId: lineId(1) })).toEqual([
      ["forLineId", "a TRANSPORT line belongs to no other line"],
    ])
    expect(complaints({ ...fee, forLineId: lineId(1) })).toEqual([])
  })

  it("only a discount is below zero, and no discount is above", () => {
    expect(complaints({ ...fee, unitPrice: "-0.01" })).toEqual([["unitPrice", "must not be negative"]])
    expect(complaints({ ...fee, kind: "DISCOUNT", unitPrice: "0.01" })).toEqual([
      ["unitPrice", "a DISCOUNT must not be positive"],
    ])
    expect(complaints({ ...fee, kind: "DISCOUNT", unitPrice: "0" })).toEqual([])
  })

  it("everything wrong is said at once", () => {
    expect(
      complaints({ kind: "TRANSPORT", description: "x", unitPrice: "-1" }).map(([path]) => path),
    ).toEqual(["vatRate", "unitPrice", "trip"])
  })

  it.each(["CORRECTION", "CANCELLATION", "HOTEL"])("%s is not written by hand", (kind) =>
    expect(complaints({ ...fee, kind })).not.toEqual([]),
  )

  it.each([
    ["description", ""],
    ["description", "   "],
    ["quantity", "-1"],
    ["unitPrice", 15],
    ["unitPrice", "15.00001"],
    ["unit", "two\nlines"],
    ["code", "x".repeat(41)],
    ["forLineId", "7"],
  ])("%s may not be %j", (field, value) =>
    expect(complaints({ ...fee, [field]: value }).map(([path]) => path)).toEqual([field]),
  )
})

describe("the net of a line", () => {
  it("is quantity × unit price in the currency's minor unit", () => {
    const priced = line(1, { quantity: "1.5", unitPrice: "10.01" })
    expect([priced.net, netOf(priced, "EUR"), netOf(priced, "JPY"), netOf(priced, "KWD")]).toEqual([
      1502, 1502, 15, 15_015,
    ])
  })
})

describe("the rules of a line", () => {
  const broken = (written: Readonly<Record<string, unknown>>) =>
    lineRules(written).map(({ path }) => path.map(String).join("."))
  const priced = { kind: "FEE", description: "Accueil", vatRate: 2_000 }

  it("ask for a price where nothing else gives one", () => {
    expect(broken({ kind: "FEE" })).toEqual(["unitPrice"])
    expect(broken({ kind: "TRANSPORT", trip: {} })).toEqual([])
    expect(broken({ kind: "TRANSPORT", trip: {}, pricingMode: "DYNAMIC" })).toEqual([])
    expect(broken({ kind: "TRANSPORT", trip: {}, pricingMode: "MANUAL" })).toEqual(["unitPrice"])
  })

  it("ask for a description beside a price", () => {
    expect(broken({ ...priced, unitPrice: 1 })).toEqual([])
    expect(broken({ ...priced, unitPrice: 1, description: undefined })).toEqual(["description"])
  })

  it.each([
    [0, [], []],
    [-1, ["unitPrice"], []],
    [1, [], ["unitPrice"]],
    ["0.00", [], []],
    ["-0.00", [], []],
    ["-0.10", ["unitPrice"], []],
    ["0.10", [], ["unitPrice"]],
    ["10-", [], ["unitPrice"]],
    [null, [], []],
    [["15"], [], []],
    [{ amount: "-15" }, [], []],
  ])("let only a DISCOUNT lower the sum, and nothing but that: %s", (unitPrice, ofFee, ofDiscount) => {
    expect(broken({ ...priced, unitPrice })).toEqual(ofFee)
    expect(broken({ ...priced, kind: "DISCOUNT", unitPrice })).toEqual(ofDiscount)
  })

  it("hold of a line that is there, each broken one with its path", () => {
    const there = { kind: "FEE", description: "Accueil", vatRate: VatRate.make(2_000) } as const
    expect(violationsOf({ ...there, unitPrice: UnitPrice.make(1) })).toEqual([])
    expect(violationsOf({ ...there, unitPrice: UnitPrice.make(-1), trip: { pickupAt } })).toEqual([
      { path: ["unitPrice"], issue: "must not be negative" },
      { path: ["trip"], issue: "only a TRANSPORT line has a trip" },
    ])
  })

  it("know the kinds there are", () => {
    const kinds = ["TRANSPORT", "SHARE", "OVERAGE", "FEE", "DISCOUNT", "CORRECTION", "CANCELLATION"]
    expect([...kinds, "", "TAX"].filter((kind) => Schema.is(LineKind)(kind))).toEqual(kinds)
  })

  it("tell a line priced by hand from one the book prices", () => {
    expect([
      isByHand({ kind: "FEE", unitPrice: UnitPrice.make(1) }),
      isByHand({ kind: "TRANSPORT" }),
    ]).toEqual([true, false])
  })
})
