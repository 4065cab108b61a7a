/**
 * What exact money costs: line totals and VAT totals of ten lines in three representations, beside integer arithmetic
 * written out by hand. All four must give the same cents for every document before anything is measured.
 */
import { type Quantity, type UnitPrice, VatRate, vatByRate, UnitPrice as Prices } from "@caleche/core"
import { BigDecimal } from "effect"
import type { Benchmark } from "./Benchmark.ts"
import { cpuRatio, type Work } from "./cpuTurns.ts"

/** quantity in thousandths, price in ten-thousandths, rate in ten-thousandths: what is stored. */
interface Line {
  readonly quantity: number
  readonly price: number
  readonly rate: number
}

/** Net, tax and gross in cents, as text. */
type Totals = string

const asText = (net: number | bigint, tax: number | bigint, gross: number | bigint): Totals =>
  `${net} ${tax} ${gross}`

const prepareNumber = (lines: ReadonlyArray<Line>) => {
  const typed = lines.map(({ quantity, price, rate }) => ({
    quantity: quantity as Quantity.Quantity, // within the bounds of its codec by construction
    price: price as UnitPrice.UnitPrice, // as above
    vat: { rate: VatRate.VatRate.make(rate), category: "S" as const },
  }))
  return () => {
    const totals = vatByRate(
      typed.map(({ quantity, price, vat }) => ({ net: Prices.times(quantity, price, "EUR"), vat })),
    )
    return asText(totals.net, totals.tax, totals.gross)
  }
}

const prepareByHand = (lines: ReadonlyArray<Line>) => () => {
  const half = (value: number, divisor: number) =>
    Math.sign(value) * Math.floor((Math.abs(value) + divisor / 2) / divisor)
  const bases = new Map<number, number>()
  let net = 0
  for (const { quantity, price, rate } of lines) {
    const amount = half(quantity * price, 100_000)
    net += amount
    bases.set(rate, (bases.get(rate) ?? 0) + amount)
  }
  let tax = 0
  for (const [rate, base] of bases) tax += half(base * rate, 10_000)
  return asText(net, tax, net + tax)
}

const prepareBigint = (lines: ReadonlyArray<Line>) => {
  const typed = lines.map(({ quantity, price, rate }) => ({
    quantity: BigInt(quantity),
    price: BigInt(price),
    rate: BigInt(rate),
  }))
  const half = (value: bigint, divisor: bigint) => {
    const rounded = ((value < 0n ? -value : value) * 2n + divisor) / (2n * divisor)
    return value < 0n ? -rounded : rounded
  }
  return () => {
    const bases = new Map<bigint, bigint>()
    let net = 0n
    for (const { quantity, price, rate } of typed) {
      const amount = half(quantity * price, 100_000n)
      net += amount
      bases.set(rate, (bases.get(rate) ?? 0n) + amount)
    }
    let tax = 0n
    for (const [rate, base] of bases) tax += half(base * rate, 10_000n)
    return asText(net, tax, net + tax)
  }
}

const prepareBigDecimal = (lines: ReadonlyArray<Line>) => {
  const typed = lines.map(({ quantity, price, rate }) => ({
    quantity: BigDecimal.make(BigInt(quantity), 3),
    price: BigDecimal.make(BigInt(price), 4),
    rate: BigDecimal.make(BigInt(rate), 4),
    group: rate,
  }))
  const cents = (amount: BigDecimal.BigDecimal) =>
    BigDecimal.round(amount, { scale: 2, mode: "half-from-zero" })
  const units = (amount: BigDecimal.BigDecimal) => BigDecimal.scale(amount, 2).value
  return () => {
    const bases = new Map<number, { rate: BigDecimal.BigDecimal; base: BigDecimal.BigDecimal }>()
    let net = BigDecimal.make(0n, 2)
    for (const { quantity, price, rate, group } of typed) {
      const amount = cents(BigDecimal.multiply(quantity, price))
      net = BigDecimal.sum(net, amount)
      const known = bases.get(group)
      if (known === undefined) bases.set(group, { rate, base: amount })
      else known.base = BigDecimal.sum(known.base, amount)
    }
    let tax = BigDecimal.make(0n, 2)
    for (const { rate, base } of bases.values())
      tax = BigDecimal.sum(tax, cents(BigDecimal.multiply(base, rate)))
    return asText(units(net), units(tax), units(BigDecimal.sum(net, tax)))
  }
}

/** Documents of ten lines that come out the same each time: several rates, odd quantities, discounts. */
const documents = (count: number): ReadonlyArray<ReadonlyArray<Line>> => {
  let state = 20_261_122
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const rates = [550, 1_000, 2_000]
  return Array.from({ length: count }, () =>
    Array.from({ length: 10 }, (_, place) => ({
      quantity: place % 3 === 0 ? 1_000 : 1 + next(40_000),
      price: (next(8) === 0 ? -1 : 1) * (1 + next(9_999_999)),
      rate: rates[next(rates.length)]!, // a place in the list
    })),
  )
}

const contenders = {
  "integers by hand": prepareByHand,
  "number, as the core does it": prepareNumber,
  bigint: prepareBigint,
  BigDecimal: prepareBigDecimal,
}

export const money: Benchmark = {
  name: "money",
  run: async () => {
    const all = documents(1_000)
    const prepared = Object.entries(contenders).map(
      ([name, prepare]) => [name, all.map((lines) => prepare(lines))] as const,
    )
    const [reference, ...others] = prepared.map(([name, runs]) => ({ name, runs, work: throughAll(runs) }))
    for (const { name, runs } of others)
      for (const [place, run] of runs.entries()) {
        const [found, expected] = [run(), reference!.runs[place]!()] // the first, as long as the others
        if (found !== expected) throw new Error(`${name}, document ${place}: ${found} instead of ${expected}`)
      }
    return others.map(({ name, work }) => ({
      what: `nets and totals of ten lines: ${name}`,
      against: "integer arithmetic by hand",
      ratio: cpuRatio(work, reference!.work, 15), // the first
    }))
  },
}

const throughAll =
  (runs: ReadonlyArray<() => Totals>): Work =>
  (times) => {
    let sum = 0
    for (let time = 0; time < times; time++) sum += runs[time % runs.length]!().length // a place in the list
    return sum
  }
