/** The places and zones of the demonstration tariff DEMO-2026. */
import { Schema } from "effect"
import { Zone, type ZoneStrategy } from "../../../src/pricing/book/Zone.ts"
import type { CompiledZones, Located } from "../../../src/pricing/zones/compileZones.ts"
import type { Place } from "../../../src/shared/Place.ts"

type Degrees = readonly [latitude: number, longitude: number]

export const points = {
  PAR: [48.8566, 2.3522],
  CDG: [49.0097, 2.5479],
  ORY: [48.7262, 2.3652],
  BVA: [49.4544, 2.1128],
  LBG: [48.9694, 2.4414],
  DIS: [48.8674, 2.7836],
  VER: [48.8049, 2.1204],
  DEF: [48.892, 2.2362],
  REI: [49.2583, 4.0317],
} as const satisfies Record<string, Degrees>

export const zoneOf: (written: unknown) => Zone = Schema.decodeUnknownSync(Zone)

/** [id, centre, km, priority, factor] */
const written: ReadonlyArray<readonly [string, keyof typeof points, number, number, string]> = [
  ["PARIS", "PAR", 7, 10, "1.00"],
  ["INNER_RING", "PAR", 20, 1, "1.15"],
  ["CDG", "CDG", 5, 20, "1.20"],
  ["ORY", "ORY", 4, 20, "1.10"],
  ["LBG", "LBG", 3, 20, "1.20"],
  ["BVA", "BVA", 4, 20, "1.30"],
  ["DISNEY", "DIS", 4, 20, "1.10"],
  ["VERSAILLES", "VER", 5, 20, "1.20"],
  ["LA_DEFENSE", "DEF", 2, 15, "1.00"],
]

export const demoZones: ReadonlyArray<Zone> = written.map(([id, centre, radiusKm, priority, factor]) => {
  const [latitude, longitude] = points[centre]
  return zoneOf({
    id,
    name: id,
    shape: { type: "RADIUS", centre: [longitude, latitude], radiusKm },
    priority,
    factor,
  })
})

export const placeAt = ([latitude, longitude]: Degrees): Place => ({
  label: `${latitude}, ${longitude}`,
  latitude,
  longitude,
})

export const idsOf = ({ others, zone }: Located): ReadonlyArray<string> =>
  [zone, ...others].flatMap((found) => (found === undefined ? [] : [found.zone.id]))

/** The zone picked, then the others in their order. */
export const idsAt = (zones: CompiledZones, place: Place): ReadonlyArray<string> => idsOf(zones.locate(place))

export const strategies: ReadonlyArray<ZoneStrategy> = [
  "SPECIFICITY",
  "PRIORITY",
  "MOST_EXPENSIVE",
  "CLOSEST",
]
