/**
 * What an exact amount costs: the arithmetic of a tariff's price (distance against time, three factors, the minimum, the
 * net) in the core's fractions, beside fractions that are always bigint, and beside plain numbers, which get it wrong now
 * and then. The two exact ones must agree to the cent before anything is measured.
 */
import { Exact } from "@caleche/core"
import type { Benchmark } from "./Benchmark.ts"
import { cpuRatio, type Work } from "./cpuTurns.ts"

/** Metres, minutes, prices in ten-thousandths, factors in ten-thousandths. */
interface Ride {
  readonly metres: number
  readonly minutes: number
  readonly perKm: number
  readonly perHour: number
  readonly factors: ReadonlyArray<number>
  readonly least: number
}

const ours = ({ factors, least, metres, minutes, perHour, perKm }: Ride) => {
  const byKm = Exact.multiply(Exact.of(metres, 1_000), Exact.of(perKm, 10_000))
  const byTime = Exact.multiply(Exact.of(minutes, 60), Exact.of(perHour, 10_000))
  const units = factors.map((factor) => Exact.of(factor, 10_000))
  const minimum = Exact.of(least, 100)
  return (): number => {
    let amount = Exact.max(byKm, byTime)
    for (const factor of units) amount = Exact.multiply(amount, factor)
    return Exact.toMoney(Exact.max(amount, minimum), "EUR")
  }
}

const bigints = ({ factors, least, metres, minutes, perHour, perKm }: Ride) => {
  const fraction = (n: number, d: number) => ({ n: BigInt(n), d: BigInt(d) })
  type Fraction = ReturnType<typeof fraction>
  const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })
  const max = (a: Fraction, b: Fraction): Fraction => (a.n * b.d >= b.n * a.d ? a : b)
  const byKm = times(fraction(metres, 1_000), fraction(perKm, 10_000))
  const byTime = times(fraction(minutes, 60), fraction(perHour, 10_000))
  const units = factors.map((factor) => fraction(factor, 10_000))
  const minimum = fraction(least, 100)
  return (): number => {
    let amount = max(byKm, byTime)
    for (const factor of units) amount = times(amount, factor)
    const { n, d } = max(amount, minimum)
    return Number((200n * n + d) / (2n * d))
  }
}

const floats = ({ factors, least, metres, minutes, perHour, perKm }: Ride) => {
  const byKm = (metres / 1_000) * (perKm / 10_000)
  const byTime = (minutes / 60) * (perHour / 10_000)
  const units = factors.map((factor) => factor / 10_000)
  const minimum = least / 100
  return (): number => {
    let amount = Math.max(byKm, byTime)
    for (const factor of units) amount *= factor
    return Math.round(Math.max(amount, minimum) * 100)
  }
}

/** Rides that come out the same each time. */
const rides = (count: number): ReadonlyArray<Ride> => {
  let state = 20_261_122
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: count }, () => ({
    metres: 1_000 + 100 * next(900),
    minutes: 5 + next(180),
    perKm: 10_000 + 500 * next(80),
    perHour: 400_000 + 10_000 * next(80),
    factors: [10_000 + 500 * next(10), 10_000 + 1_000 * next(5), 10_000 + 500 * next(4)],
    least: 4_500,
  }))
}

const all = rides(1_000)
const prepared = (make: (ride: Ride) => () => number) => all.map(make)

/** Through the rides at `places`: where the cents are not the same, it would not be the same work. */
const through =
  (runs: ReadonlyArray<() => number>, places: ReadonlyArray<number>): Work =>
  (times) => {
    let sum = 0
    for (let time = 0; time < times; time++) sum += runs[places[time % places.length]!]!() // a place in the list
    return sum
  }

export const exact: Benchmark = {
  name: "exact",
  run: async () => {
    const [fractions, large, plain] = [prepared(ours), prepared(bigints), prepared(floats)]
    for (const [place, run] of fractions.entries())
      if (run() !== large[place]!()) throw new Error(`ride ${place}: ${run()} instead of ${large[place]!()}`) // as long
    const every = all.map((_, place) => place)
    const agreeing = every.filter((place) => plain[place]!() === fractions[place]!()) // as long
    return [
      {
        what: "a tariff's arithmetic, exact: fractions of numbers",
        against: "fractions of bigint",
        ratio: cpuRatio(through(fractions, every), through(large, every), 15),
      },
      {
        what: `a tariff's arithmetic, exact (plain numbers are a cent off in ${every.length - agreeing.length} of ${every.length})`,
        against: "plain numbers",
        ratio: cpuRatio(through(fractions, agreeing), through(plain, agreeing), 15),
      },
    ]
  },
}
