import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Zone, ZoneStrategy } from "../../../src/pricing/book/Zone.ts"
import { areaOf } from "../../../src/pricing/zones/Area.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { check, classes } from "../../properties.ts"
import { idsAt, strategies, zoneOf } from "./demoZones.ts"

/** −180 to 180. */
const around = (longitude: number): number => longitude - 360 * Math.round(longitude / 360)

/** Where a book's zones lie: at home, across the antimeridian, about a pole. */
const regions = [
  { longitude: 2.3, latitude: 48.8, step: 0.05 },
  { longitude: 180, latitude: -17, step: 0.05 },
  { longitude: 20, latitude: 89.9, step: 0.02 },
] as const

const anyBook = fc.constantFrom(...regions).chain(({ latitude, longitude, step }) => {
  const spot = fc
    .tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }))
    .map(([x, y]) => [around(longitude + x * step), latitude + y * step] as const)
  const shape = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant("RADIUS"),
        centre: spot,
        radiusKm: fc.constantFrom(2, 6, 15),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("POINT"),
        centre: spot,
        toleranceMetres: fc.constantFrom(150, 3_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("CORRIDOR"),
        line: fc.array(spot, { minLength: 2, maxLength: 4 }),
        bufferMetres: fc.constantFrom(200, 2_000),
      }),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(spot, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
        .map(([[west, south], width, height]) => {
          const [east, north] = [around(west + width * step), Math.min(90, south + height * step)]
          return {
            type: "POLYGON",
            coordinates: [
              [
                [west, south],
                [east, south],
                [east, north],
                [west, north],
                [west, south],
              ],
            ],
          }
        }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("POSTAL_CODES"),
        codes: fc.subarray(["75", "750", "75008", "92"], { minLength: 1 }),
      }),
    },
  )
  const zones = fc
    .uniqueArray(
      fc.record(
        {
          id: fc.integer({ min: 0, max: 999 }).map((n) => `z${n}`),
          name: fc.constant("zone"),
          shape,
          priority: fc.integer({ min: 0, max: 2 }),
          factor: fc.constantFrom("0.90", "1.00", "1.20"),
          active: fc.constantFrom(true, true, true, false),
        },
        { requiredKeys: ["id", "name", "shape"] },
      ),
      // Up to three of the index's nodes.
      { selector: ({ id }) => id, minLength: 1, maxLength: 40, size: "max" },
    )
    .map((written) => written.map(zoneOf))
  const place = fc
    .tuple(
      fc.oneof(
        spot,
        fc
          .tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }))
          .map(([x, y]) => [around(longitude + x * step), Math.min(90, latitude + y * step)] as const),
      ),
      fc.constantFrom(undefined, undefined, "75008", "92100", "13001"),
    )
    .map(([[lon, lat], postalCode]): Place => ({
      label: "there",
      longitude: lon,
      latitude: lat,
      ...(postalCode === undefined ? {} : { postalCode }),
    }))
  return fc.tuple(zones, place)
})

/** The longest of a zone's codes that the place's begins with; 0 when none. */
const codeLength = ({ shape }: Zone, { postalCode }: Place): number =>
  shape.type === "POSTAL_CODES"
    ? Math.max(0, ...shape.codes.map((code) => (postalCode?.startsWith(code) === true ? code.length : 0)))
    : 0

/** Read off the rules word by word: all zones in turn, no index, no ranks. */
const literally = (
  zones: ReadonlyArray<Zone>,
  place: Place,
  strategy: ZoneStrategy,
): ReadonlyArray<string> => {
  const point = spherePoint(place.longitude!, place.latitude!) // every place here has both
  const kinds = { POINT: 0, CORRIDOR: 1, RADIUS: 2, POLYGON: 2, POSTAL_CODES: 3 }
  return zones
    .filter(({ active }) => active !== false)
    .flatMap((zone) => {
      if (zone.shape.type === "POSTAL_CODES") {
        const length = codeLength(zone, place)
        return length === 0 ? [] : [{ zone, area: 1e12 - length, distance: Infinity }]
      }
      const area = areaOf(zone.shape)
      return area.contains(point) ? [{ zone, area: area.squareKm, distance: area.fromCentre(point) }] : []
    })
    .toSorted((a, b) => {
      const first = {
        SPECIFICITY: kinds[a.zone.shape.type] - kinds[b.zone.shape.type],
        PRIORITY: (b.zone.priority ?? 0) - (a.zone.priority ?? 0),
        MOST_EXPENSIVE: (b.zone.factor ?? 10_000) - (a.zone.factor ?? 10_000),
        CLOSEST: a.distance === b.distance ? 0 : a.distance - b.distance,
      }[strategy]
      return first || a.area - b.area || (a.zone.id < b.zone.id ? -1 : 1)
    })
    .map(({ zone }) => zone.id)
}

/** Great-circle distance by the haversine formula, not by chords. */
const haversineKm = (aLon: number, aLat: number, bLon: number, bLat: number): number => {
  const radians = Math.PI / 180
  const h =
    Math.sin(((bLat - aLat) * radians) / 2) ** 2 +
    Math.cos(aLat * radians) * Math.cos(bLat * radians) * Math.sin(((bLon - aLon) * radians) / 2) ** 2
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)))
}

describe("the zone of any place", () => {
  it("is the one a reading of all zones in turn gives, under each strategy and in any order of the zones", () => {
    const seen = classes([
      "nowhere",
      "one zone",
      "overlapping zones",
      "strategies differ",
      "tie broken by surface or id",
      "on an edge",
      "by postal code",
      "more zones than a node of the index",
      "antimeridian",
      "pole",
    ])
    check(
      fc.property(
        anyBook.chain(([zones, place]) =>
          fc.tuple(
            fc.constant(zones),
            fc.constant(place),
            fc.shuffledSubarray([...zones], { minLength: zones.length }),
          ),
        ),
        ([zones, place, shuffled]) => {
          const answers = strategies.map((strategy) => idsAt(compileZones(zones, strategy), place))
          const [found, prioritised] = [answers[0]!, answers[1]!] // one a strategy
          const priorityOf = (id: string | undefined) => zones.find((zone) => zone.id === id)?.priority ?? 0
          const { latitude, longitude } = place as Required<Place> // every place here has both
          seen.note(
            found.length === 0 && "nowhere",
            found.length === 1 && "one zone",
            found.length > 1 && "overlapping zones",
            new Set(answers.map(([first]) => first)).size > 1 && "strategies differ",
            prioritised.length > 1 &&
              priorityOf(prioritised[0]) === priorityOf(prioritised[1]) &&
              "tie broken by surface or id",
            zones.some(
              ({ id, shape }) =>
                found.includes(id) &&
                shape.type === "POLYGON" &&
                shape.coordinates[0]!.some(([x, y]) => x === longitude || y === latitude), // the outline
            ) && "on an edge",
            zones.some((zone) => found.includes(zone.id) && zone.shape.type === "POSTAL_CODES") &&
              "by postal code",
            zones.length > 16 && "more zones than a node of the index",
            Math.abs(longitude) > 179 && found.length > 0 && "antimeridian",
            latitude > 89 && found.length > 0 && "pole",
          )
          strategies.forEach((strategy, n) => {
            expect(answers[n]).toEqual(literally(zones, place, strategy))
            expect(idsAt(compileZones(shuffled, strategy), place)).toEqual(answers[n])
          })
        },
      ),
      600,
    )
    seen.enough()
  })

  it("is in a radius when the haversine distance is no greater, anywhere on the globe", () => {
    const seen = classes(["in", "out", "across the antimeridian", "near a pole"])
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    check(
      fc.property(
        fc.oneof(degrees(180), fc.constantFrom(179.9, -179.9, 180)),
        fc.oneof(degrees(90), fc.constantFrom(89.9, -89.9, 90)),
        fc.double({ min: 0.001, max: 2_000, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        (longitude, latitude, radiusKm, part, bearing) => {
          // A point at `part` of the radius in some direction.
          const reach = (part * radiusKm) / 6371.0088
          const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
          const sine = Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(bearing)
          const lat = (Math.asin(Math.min(1, Math.max(-1, sine))) * 180) / Math.PI
          const east = Math.atan2(
            Math.sin(bearing) * Math.sin(reach) * Math.cos(phi),
            Math.cos(reach) - Math.sin(phi) * sine,
          )
          const lon = around(((lambda + east) * 180) / Math.PI)
          const km = haversineKm(longitude, latitude, lon, lat)
          fc.pre(Math.abs(km - radiusKm) > 1e-5)
          const zone = zoneOf({
            id: "z",
            name: "z",
            shape: { type: "RADIUS", centre: [longitude, latitude], radiusKm },
          })
          const isIn = idsAt(compileZones([zone], "SPECIFICITY"), {
            label: "x",
            longitude: lon,
            latitude: lat,
          })
          seen.note(
            km < radiusKm ? "in" : "out",
            Math.abs(lon - longitude) > 180 && "across the antimeridian",
            Math.abs(latitude) > 70 && "near a pole",
          )
          expect(isIn.length === 1).toBe(km <= radiusKm)
        },
      ),
      1_000,
    )
    seen.enough()
  })
})
