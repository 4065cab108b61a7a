/**
 * What a transfer at an agreed price costs to price as a whole: zones of both ends, the row, fees looked up, the line
 * stated exactly and its explanation written down, beside floats that read all zones and routes in turn and explain nothing.
 */
import { compileBook, explain, type PriceBook, priceTrip, type PricingContext } from "@caleche/core"
import { DateTime, Result } from "effect"
import type { Benchmark, Finding } from "./Benchmark.ts"
import { cpuRatio, perCpuSecond, type Work } from "./cpuTurns.ts"
import { scanned } from "./grid.ts"
import { bookOf, tripsOn } from "./gridBook.ts"

const at = DateTime.makeUnsafe("2026-05-01T08:00:00Z")
const pickupAt = DateTime.makeUnsafe("2026-05-07T12:00:00Z")
const context: PricingContext = { currency: "EUR", timeZone: "Europe/Paris", at, mode: "FIXED_GRID" }

const tripPrices = (book: PriceBook) => {
  const compiled = compileBook(book, "Europe/Paris")
  const trips = tripsOn(book).map(({ from, to, vehicleCategory }) => ({
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
const counted = (book: PriceBook): Work => {
  const price = tripPrices(book)
  return (times) => {
    let parts = 0
    for (let time = 0; time < times; time++) {
      const { net, trace } = price(time)
      parts += explain(trace, net, "EUR", 1).parts.length
    }
    return parts
  }
}

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
    {
      what: "a grid transfer, explained: 200 zones, 10,000 routes",
      against: "the same with 10 routes",
      ratio: cpuRatio(counted(bookOf(200, 10_000)), counted(bookOf(200, 10))),
      goal: { atMost: 1.5 },
    },
  ],
}
