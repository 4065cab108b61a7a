import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { billedMinutes } from "../../../src/pricing/corrections/billedMinutes.ts"
import { corrections, type Quoted } from "../../../src/pricing/corrections/corrections.ts"
import { Terms } from "../../../src/pricing/Terms.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { line, transport } from "../../samples.ts"

const km = Schema.decodeUnknownSync(Quantity)
const terms = (changes: object = {}): Terms =>
  Schema.decodeUnknownSync(Terms)({
    method: "HOURLY",
    billedMinutes: 240,
    incrementMinutes: 30,
    graceMinutes: 0,
    creditUnused: "FULL",
    allowance: "BOOKED",
    perHour: "60",
    includedKm: "100",
    overagePerKm: "1.80",
    wholeKm: false,
    ...changes,
  })
/** Four hours at 60.00, and so many kilometres beyond the 100 included at 1.80. */
const quoted = (beyond: string | undefined, changes: object = {}): Quoted => ({
  terms: terms(changes),
  transport: transport(1, { unitPrice: "60.00", quantity: "4", vatRate: "0.20" }),
  overages:
    beyond === undefined
      ? []
      : [line(2, { kind: "OVERAGE", unitPrice: "1.80", quantity: beyond, vatRate: "0.10" })],
})
const told = (quote: Quoted, minutes: number, driven: string) =>
  corrections(quote, { seconds: minutes * 60, km: km(driven) }, "EUR").map((each) => ({
    ...each,
    trace: {
      ...each.trace,
      parts: each.trace.parts.map((part) => ({ ...part, amount: Exact.format(part.amount) })),
    },
  }))

describe("what a correction says", () => {
  it("of more time: hours at the price of one, and by which terms they were billed", () => {
    const quote = quoted("0")
    expect(told(quote, 320, "0")).toEqual([
      {
        kind: "CORRECTION",
        code: "TIME",
        description: "Time beyond the quote",
        quantity: 1_500,
        unit: "hour",
        unitPrice: 600_000,
        net: 9_000,
        vat: quote.transport.vat,
        source: quote.transport.source,
        trace: {
          parts: [
            {
              kind: "CORRECTION_TIME",
              label: "Time beyond the quote",
              inputs: {
                actualMinutes: "320",
                quotedMinutes: 240,
                billedMinutes: 330,
                incrementMinutes: 30,
                graceMinutes: 0,
                creditUnused: "FULL",
                perHour: "60",
              },
              amount: "90",
            },
          ],
          rejected: [],
        },
      },
    ])
  })

  it("of less time: as many hours at a price below nothing", () => {
    expect(told(quoted("0"), 180, "0")).toMatchObject([
      {
        description: "Unused time",
        quantity: 1_000,
        unitPrice: -600_000,
        net: -6_000,
        trace: { parts: [{ kind: "CORRECTION_TIME", label: "Unused time", amount: "-60" }] },
      },
    ])
  })

  it("of more kilometres: how many were included, quoted and driven", () => {
    const quote = quoted("20")
    expect(told(quote, 240, "150.5")).toEqual([
      {
        kind: "CORRECTION",
        code: "DISTANCE",
        description: "Kilometres beyond the quote",
        quantity: 30_500,
        unit: "km",
        unitPrice: 18_000,
        net: 5_490,
        vat: quote.overages[0]!.vat,
        source: quote.overages[0]!.source,
        trace: {
          parts: [
            {
              kind: "CORRECTION_DISTANCE",
              label: "Kilometres beyond the quote",
              inputs: {
                actualKm: "150.5",
                includedKm: "100",
                allowance: "BOOKED",
                beyondKm: "50.5",
                quotedKm: "20",
                perKm: "1.80",
              },
              amount: "54.9",
            },
          ],
          rejected: [],
        },
      },
    ])
  })

  it("of more kilometres than the quote had any of goes by the transport line", () => {
    const quote = quoted(undefined)
    expect(told(quote, 240, "101")).toMatchObject([{ net: 180, unitPrice: 18_000, vat: quote.transport.vat }])
  })

  it("of fewer kilometres: at the price they were quoted, not at that of the terms", () => {
    expect(told(quoted("20", { overagePerKm: "2.00" }), 240, "110")).toMatchObject([
      {
        description: "Unused kilometres",
        quantity: 10_000,
        unitPrice: -18_000,
        net: -1_800,
        trace: { parts: [{ label: "Unused kilometres", inputs: { perKm: "1.80" }, amount: "-18" }] },
      },
    ])
    expect(told(quoted("20", { overagePerKm: "2.00" }), 240, "130")).toMatchObject([
      { net: 2_000, unitPrice: 20_000, trace: { parts: [{ inputs: { perKm: "2.00" }, amount: "20" }] } },
    ])
  })

  it("without a limit nothing is beyond it, and none is said", () => {
    const { includedKm: _, ...unlimited } = terms()
    const [correction] = corrections(
      { ...quoted("20"), terms: unlimited },
      { seconds: 14_400, km: km("500") },
      "EUR",
    )
    expect(correction?.net).toBe(-3_600)
    expect(correction?.trace.parts[0]?.inputs).toEqual({
      actualKm: "500",
      allowance: "BOOKED",
      beyondKm: "0",
      quotedKm: "20",
      perKm: "1.80",
    })
  })

  it("of kilometres quoted in two lines gives back from the last one first, each at its own price", () => {
    const two = [
      line(2, { kind: "OVERAGE", unitPrice: "1.80", quantity: "20" }),
      line(3, { kind: "OVERAGE", unitPrice: "1.00", quantity: "30" }),
    ]
    const lines = told({ ...quoted(undefined), overages: two }, 240, "125")
    // 25 of 50 were driven: 20 at 1.80 and 5 at 1.00; 25 at 1.00 are given back.
    expect(lines.map(({ net }) => net)).toEqual([-2_500])
  })
})

describe("the minutes billed", () => {
  it("of a hire that took what was quoted are the quoted, whatever its increments", () => {
    expect(billedMinutes(terms({ billedMinutes: 250 }), 250 * 60)).toBe(250)
    expect(billedMinutes(terms({ billedMinutes: 250 }), 239 * 60)).toBe(240)
    expect(billedMinutes(terms({ billedMinutes: 250 }), 250 * 60 + 1)).toBe(280)
  })
})
