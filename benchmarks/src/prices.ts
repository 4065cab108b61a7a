/**
 * What a transfer at an agreed price costs to price as a whole: zones of both ends, the row, fees looked up, the line
 * stated exactly and its explanation written down, beside floats that read all zones and routes in turn and explain nothing.
 */
import { compileBook, explain, type PriceBook, priceTrip, type PricingContext } from "@caleche/core"
import { DateTime, Result } from "effect"
import type { Benchmark, Finding } from "./Benchmark.ts"
import { counting, cpuRatio, perCpuSecond, type Work } from "./cpuTurns.ts"
import { scanned } from "./grid.ts"
import { bookOf, tripsOn } from "./gridBook.ts"

const at = DateTime.makeUnsafe("2026-05-01T08:00:00Z")
const pickupAt = DateTime.makeUnsafe("2026-05-07T12:00:00Z")
const context: PricingContext = { currency: "EUR", timeZone: "Europe/Paris", at, mode: "FIXED_GRID" }

/** Trips on the rows of `asked`, which `book` has. */
const tripPrices = (book: PriceBook, asked = book) => {
  const compiled = compileBook(book, "Europe/Paris")
  const trips = tripsOn(asked).map(({ from, to, vehicleCategory }) => ({
    tripType: "TRANSFER" as const,
    pickupAt,
    passengers: 2,
    pickup: from,
    dropOff: to,
    vehicleCategory,
  }))
  return (time: number) => Result.getOrThrow(priceTrip(compiled, trips[time & 255]!, context)).lines[0] // a place in the list
}

/** Adds up unit prices. */
const priced = (book: PriceBook): Work => {
  const price = tripPrices(book)
  return (times) => {
    let sum = 0
    for (let time = 0; time < times; time++) sum += price(time).unitPrice
    return sum
  }
}

/** The same, each explained in writing, as a quote stores it. */
const explained = (book: PriceBook): Work => {
  const price = tripPrices(book)
  return (times) => {
    let sum = 0
    for (let time = 0; time < times; time++) {
      const { net, trace, unitPrice } = price(time)
      sum += explain(trace, net, "EUR", 1).parts.length === 2 ? unitPrice : 0
    }
    return sum
  }
}

/** Counts prices, explained: what is the same with any number of routes. */
const counted = (book: PriceBook, asked = book): Work => {
  const price = tripPrices(book, asked)
  return (times) => {
    let parts = 0
    for (let time = 0; time < times; time++) {
      const { net, trace } = price(time)
      parts += explain(trace, net, "EUR", 1).parts.length
    }
    return parts
  }
}

/**
 * The goals are rates, three times those of an engine in floats, or fifty times: 651,000 and 565,000 a CPU-second, where the
 * scan of nine zones and twelve routes does 1,070,000. As a ratio to that scan they hold on any machine.
 */
const goals = { few: 1_070 / 651, many: 1_070 / 565 }
const rounded = (ratio: number) => ({ atMost: Math.round(ratio * 100) / 100 })

const beside = (zones: number, routes: number): ReadonlyArray<Finding> => {
  const book = bookOf(zones, routes)
  const against = "all zones and routes read in turn, in floats, unexplained"
  const name = `a grid transfer: ${zones} zones, ${routes.toLocaleString("en")} routes`
  return [
    { what: name, work: priced(book) },
    { what: `${name}, explained`, work: explained(book) },
  ].map(({ what, work }) => ({
    what,
    against,
    ratio: cpuRatio(work, scanned(book), 21),
    perCpuSecond: perCpuSecond(work),
  }))
}

export const gridPrices: Benchmark = {
  name: "grid-prices",
  run: async () => [
    ...beside(9, 12),
    ...beside(200, 1_000),
    ...[
      { zones: 9, routes: 12, goal: rounded(goals.few) },
      { zones: 200, routes: 1_000, goal: rounded(goals.many) },
    ].map(({ goal, routes, zones }): Finding => ({
      what: `a grid transfer, explained: ${zones} zones, ${routes.toLocaleString("en")} routes`,
      against: "9 zones and 12 routes read in turn, in floats, unexplained",
      ratio: cpuRatio(counting(counted(bookOf(zones, routes))), counting(scanned(bookOf(9, 12)))),
      goal,
    })),
    ...(["trips on all of them", "trips on ten of them"] as const).map((which): Finding => {
      const many = bookOf(200, 10_000)
      const asked = which === "trips on ten of them" ? { ...many, routes: many.routes.slice(0, 10) } : many
      return {
        what: `a grid transfer, explained: 200 zones, 10,000 routes, ${which}`,
        against: "the same with 10 routes",
        ratio: cpuRatio(counted(many, asked), counted(bookOf(200, 10))),
        goal: { atMost: 1.5 },
        note: "not in a search, for trips on ten of these routes cost a fifth more than with ten routes: in fetching rows that no trip before has left in the processor's cache, and in writing prices that differ",
      }
    }),
  ],
}
