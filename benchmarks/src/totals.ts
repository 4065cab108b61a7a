/**
 * What exact totals cost: ten lines with three VAT rates, beside the integer arithmetic one would write for them alone.
 * Both must give the same cents.
 */
import {
  LineId,
  type ManualLine,
  Money,
  type PriceLine,
  Quantity,
  QuoteCommands,
  UnitPrice,
  VatRate,
  vatByRate,
} from "@caleche/core"
import type { Benchmark } from "./Benchmark.ts"
import { cpuRatio, type Work } from "./cpuTurns.ts"

const quote = {
  tripType: "OFF_GRID",
  pricingMode: "MANUAL",
  currency: "EUR",
  priceBasis: "EXCL_VAT",
} as const
const rates = [550, 1_000, 2_000] as const
const id = LineId.make("0190a000-0000-7000-8000-000000000000")

/** 64 documents of ten lines, the same each time. */
const documents: ReadonlyArray<ReadonlyArray<ManualLine>> = Array.from({ length: 64 }, (_, document) =>
  Array.from({ length: 10 }, (_, place): ManualLine => ({
    kind: "FEE",
    description: "Waiting",
    quantity: Quantity.Quantity.make(1_000 + ((document * 37 + place * 251) % 9_000)),
    unitPrice: UnitPrice.UnitPrice.make(((document * 7_919 + place * 104_729) % 2_000_000) + 1),
    vatRate: VatRate.VatRate.make(rates[(document + place) % 3]!), // a place in the list
  })),
)
const priced: ReadonlyArray<ReadonlyArray<PriceLine>> = documents.map((lines) =>
  lines.map((line) => QuoteCommands.lineOf(quote, line, id)),
)

const weigh = (totals: {
  net: number
  tax: number
  payable: number
  vat: ReadonlyArray<{ base: number }>
}): number => totals.net + totals.tax + totals.payable + totals.vat[0]!.base * totals.vat.length // ten lines have a group

const totals: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) sum += weigh(vatByRate(priced[time & 63]!)) // a place in the list
  return sum
}

const pricing: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    const nets = documents[time & 63]!.map((line) => ({
      // a place in the list
      net: UnitPrice.times(line.quantity!, line.unitPrice, "EUR"), // given above
      vat: { rate: line.vatRate!, category: "S" as const }, // given above
    }))
    sum += weigh(vatByRate(nets))
  }
  return sum
}

interface Group {
  readonly category: "S"
  readonly rate: number
  base: number
  tax: number
}

/** Totals of nets by rate: what the document has to show. */
const sums = (lines: ReadonlyArray<{ readonly net: number; readonly rate: number }>) => {
  const vat: Array<Group> = []
  let net = 0
  for (const line of lines) {
    net += line.net
    let group: Group | undefined
    for (const known of vat) if (known.rate === line.rate) group = known
    if (group === undefined) vat.push({ category: "S", rate: line.rate, base: line.net, tax: 0 })
    else group.base += line.net
  }
  let tax = 0
  for (const group of vat) tax += group.tax = Math.round((group.base * group.rate) / 10_000)
  vat.sort((a, b) => a.rate - b.rate)
  return { net, vat, tax, gross: net + tax, rounding: 0, payable: net + tax }
}

const nets = priced.map((lines) => lines.map(({ net, vat }) => ({ net, rate: vat.rate as number }))) // as a plain number
const amounts = documents.map(
  (lines) =>
    lines.map((line) => ({
      quantity: line.quantity as number,
      price: line.unitPrice as number,
      rate: line.vatRate as number,
    })), // as plain numbers
)

const totalsByHand: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) sum += weigh(sums(nets[time & 63]!)) // a place in the list
  return sum
}

const pricingByHand: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    const lines = amounts[time & 63]! // a place in the list
    sum += weigh(
      sums(
        lines.map(({ quantity, price, rate }) => ({ net: Math.round((quantity * price) / 100_000), rate })),
      ),
    )
  }
  return sum
}

export const totalsOfTenLines: Benchmark = {
  name: "totals",
  run: async () => {
    if (
      documents.some(
        (lines, place) =>
          Money.sum(priced[place]!.map(({ net }) => net)) !== sums(nets[place]!).net || lines.length !== 10,
      )
    )
      throw new Error("the two do not add up alike") // as many as documents
    return [
      {
        what: "totals of ten lines with three VAT rates",
        against: "integer arithmetic by hand",
        ratio: cpuRatio(totals, totalsByHand),
        goal: { atMost: 4 },
      },
      {
        what: "nets and totals of ten lines with three VAT rates",
        against: "integer arithmetic by hand",
        ratio: cpuRatio(pricing, pricingByHand),
        goal: { atMost: 4 },
      },
    ]
  },
}
