/** Books of circles and routes between them, the same in every run, and trips on their routes. */
import { emptyBook, type PriceBook, UnitPrice } from "@caleche/core"

const categories = ["BERLINE", "VAN", "MINIBUS"] as const

/** Chance that comes out the same in every run (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
}

/** Circles side by side, and as many routes between them, each pair and category once. */
export function bookOf(zones: number, routes: number): PriceBook {
  const any = chance(zones * 31 + routes)
  const side = Math.ceil(Math.sqrt(zones))
  const pairs = new Set<number>()
  while (pairs.size < routes) pairs.add(Math.floor(any() * zones * zones * 3))
  return {
    ...emptyBook("EUR"),
    zones: Array.from({ length: zones }, (_, n) => ({
      id: `zone-${n}`,
      name: `Zone ${n}`,
      shape: {
        type: "RADIUS" as const,
        centre: [2 + (n % side) * 0.1, 48 + Math.floor(n / side) * 0.1] as const,
        radiusKm: 3 + (n % 3),
      },
    })),
    routes: [...pairs].map((pair, n) => ({
      id: `route-${n}`,
      name: `Route ${n}`,
      from: { zoneIds: [`zone-${Math.floor(pair / 3) % zones}`] },
      to: { zoneIds: [`zone-${Math.floor(pair / 3 / zones)}`] },
      oneWay: true,
      vehicleCategory: categories[pair % 3]!, // one of three
      unitPrice: UnitPrice.UnitPrice.make(10_000 * (n + 1)),
    })),
  }
}

/** 256 trips, each on some route of the book. */
export function tripsOn({ routes, zones }: PriceBook) {
  const any = chance(7)
  const placeIn = (end: PriceBook["routes"][number]["from"]) => {
    const zone = zones.find(({ id }) => "zoneIds" in end && end.zoneIds[0] === id)
    if (zone?.shape.type !== "RADIUS") throw new Error("every end is a circle")
    const [longitude, latitude] = zone.shape.centre
    return { label: "There", longitude: longitude + any() * 0.01, latitude: latitude + any() * 0.01 }
  }
  return Array.from({ length: 256 }, () => {
    const route = routes[Math.floor(any() * routes.length)]! // a place in the list
    return { from: placeIn(route.from), to: placeIn(route.to), vehicleCategory: route.vehicleCategory! } // given above
  })
}
