/**
 * What it costs to find the zones of both ends of a transfer and the agreed price between them: with more zones and rows,
 * and beside reading all of them in turn, as one would write it for twelve rows.
 */
import { compileBook, LocalDate, type PriceBook } from "@caleche/core"
import type { Benchmark, Finding } from "./Benchmark.ts"
import { cpuRatio, type Work } from "./cpuTurns.ts"
import { bookOf, tripsOn } from "./gridBook.ts"

const day = LocalDate.make("2026-05-07")
const levels = [{ owner: "operator", source: "GRID" }] as const
interface Priced {
  /** Adds up the prices found. */
  readonly prices: Work
  /** Counts the prices found. */
  readonly count: Work
}

function priced(book: PriceBook): Priced {
  const { grid, zones } = compileBook(book, "Europe/Paris")
  const trips = tripsOn(book)
  const find = (time: number) => {
    const { from, to, vehicleCategory } = trips[time & 255]! // a place in the list
    return grid.find({
      from: { place: from, located: zones.locate(from) },
      to: { place: to, located: zones.locate(to) },
      day,
      vehicleCategory,
      levels,
    }).match
  }
  return {
    prices: (times) => {
      let sum = 0
      for (let time = 0; time < times; time++) sum += find(time)?.row.unitPrice ?? 0
      return sum
    },
    count: (times) => {
      let found = 0
      for (let time = 0; time < times; time++) if (find(time) !== undefined) found++
      return found
    },
  }
}

/** All zones, then all routes in turn: in floats, with no rank, level, day, edge or reason why. */
export function scanned(book: PriceBook): Work {
  const trips = tripsOn(book)
  const zones = book.zones.flatMap(({ id, shape }) =>
    shape.type === "RADIUS" ? [{ id, centre: shape.centre, radiusKm: shape.radiusKm }] : [],
  )
  const routes = book.routes.map((route) => ({
    from: "zoneIds" in route.from ? route.from.zoneIds[0] : undefined,
    to: "zoneIds" in route.to ? route.to.zoneIds[0] : undefined,
    vehicleCategory: route.vehicleCategory,
    unitPrice: route.unitPrice as number, // as a plain number
  }))
  const radians = Math.PI / 180
  const zoneAt = ({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }) => {
    let best: (typeof zones)[number] | undefined
    for (const zone of zones) {
      const [lon, lat] = zone.centre
      const h =
        Math.sin(((latitude - lat) * radians) / 2) ** 2 +
        Math.cos(lat * radians) *
          Math.cos(latitude * radians) *
          Math.sin(((longitude - lon) * radians) / 2) ** 2
      const km = 2 * 6371.0088 * Math.asin(Math.sqrt(h))
      if (km <= zone.radiusKm && (best === undefined || zone.radiusKm < best.radiusKm)) best = zone
    }
    return best?.id
  }
  return (times) => {
    let sum = 0
    for (let time = 0; time < times; time++) {
      const trip = trips[time & 255]! // a place in the list
      const [from, to] = [zoneAt(trip.from), zoneAt(trip.to)]
      for (const route of routes)
        if (route.from === from && route.to === to && route.vehicleCategory === trip.vehicleCategory) {
          sum += route.unitPrice
          break
        }
    }
    return sum
  }
}

const besideScan = (zones: number, routes: number, goal?: Finding["goal"]): Finding => {
  const book = bookOf(zones, routes)
  return {
    what: `look-ups a CPU-second of both zones and the price: ${zones} zones, ${routes.toLocaleString("en")} routes`,
    against: "all zones and routes read in turn, in floats",
    ratio: cpuRatio(scanned(book), priced(book).prices, 21),
    ...(goal === undefined ? {} : { goal }),
  }
}

export const gridLookUp: Benchmark = {
  name: "grid",
  run: async () => {
    const few = priced(bookOf(200, 10))
    return [
      besideScan(9, 12),
      besideScan(200, 1_000),
      ...[1_000, 10_000].map((routes): Finding => ({
        what: `cost of both zones and the price: 200 zones, ${routes.toLocaleString("en")} routes`,
        against: "the same with 10 routes",
        ratio: cpuRatio(priced(bookOf(200, routes)).count, few.count),
        goal: { atMost: 1.5 },
      })),
      {
        what: "cost of both zones and the price: 200 zones, 10,000 routes",
        against: "the same with 9 zones and 12 routes",
        ratio: cpuRatio(priced(bookOf(200, 10_000)).count, priced(bookOf(9, 12)).count),
      },
    ]
  },
}
