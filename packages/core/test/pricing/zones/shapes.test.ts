import { describe, expect, it } from "vitest"
import { areaOf } from "../../../src/pricing/zones/Area.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { rejectedZones } from "../../../src/pricing/zones/rejectedZones.ts"
import { earthRadiusKm, kmBetween, spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import { zoneFactor } from "../../../src/pricing/zones/zoneFactor.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { idsAt, zoneOf } from "./demoZones.ts"

const shapeOf = (shape: unknown) => zoneOf({ id: "z", name: "z", shape })
const zonesWith = (shape: unknown) => compileZones([shapeOf(shape)], "SPECIFICITY")
const holds = (shape: unknown, longitude: number, latitude: number): boolean =>
  zonesWith(shape).locate({ label: "there", longitude, latitude }).zone !== undefined
const areaWith = (shape: unknown) => {
  const drawn = shapeOf(shape).shape
  if (drawn.type === "POSTAL_CODES") throw new Error("has no area")
  return areaOf(drawn)
}
/** How far its centre, or the line of a corridor, is from a point. */
const kmFromCentre = (shape: unknown, longitude: number, latitude: number): number =>
  2 * earthRadiusKm * Math.asin(Math.sqrt(areaWith(shape).fromCentre(spherePoint(longitude, latitude))) / 2)

const polygon = (...rings: ReadonlyArray<ReadonlyArray<readonly [number, number]>>) => ({
  type: "POLYGON",
  coordinates: rings.map((ring) => [...ring, ring[0]]),
})
const box = (west: number, south: number, east: number, north: number) =>
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const
const north = (km: number): number => (km / earthRadiusKm) * (180 / Math.PI)

describe("a polygon", () => {
  const withHole = polygon(box(2, 48, 3, 49), box(2.4, 48.4, 2.6, 48.6))

  it.each([
    ["inside", 2.1, 48.1, true],
    ["on the outline", 2, 48.5, true],
    ["on a corner", 3, 49, true],
    ["in the hole", 2.5, 48.5, false],
    ["on the edge of the hole", 2.4, 48.5, true],
    ["on a corner of the hole", 2.6, 48.6, true],
    ["outside, on the line of an edge", 1.5, 48, false],
    ["a metre outside", 2.5, 49 + north(0.001), false],
  ] as const)("with a hole: %s", (_, longitude, latitude, expected) => {
    expect(holds(withHole, longitude, latitude)).toBe(expected)
  })

  it("has the middle of a slanted edge, whichever way it rounds", () => {
    const [ax, ay, bx, by] = [2.1, 48.3, 2.7, 48.9]
    const triangle = polygon([
      [ax, ay],
      [bx, by],
      [2.0, 49.1],
    ])
    for (let n = 0; n <= 100; n++)
      expect(holds(triangle, ax + ((bx - ax) * n) / 100, ay + ((by - ay) * n) / 100)).toBe(true)
    expect(holds(triangle, 2.4 + 1e-5, 48.6 - 1e-5)).toBe(false)
  })

  it("crosses the antimeridian where an edge would span more than 180°, holes too", () => {
    const fiji = polygon(box(177, -20, -178, -16), box(179.5, -18.5, -179.5, -17.5))
    for (const [longitude, expected] of [
      [177, true],
      [178, true],
      [179.5, true],
      [179.7, false],
      [180, false],
      [-180, false],
      [-179.7, false],
      [-179.5, true],
      [-178, true],
      [-177.9, false],
      [176.9, false],
      [0, false],
    ] as const)
      expect([longitude, holds(fiji, longitude, -18)]).toEqual([longitude, expected])
    const westwards = polygon(box(-178, -20, 177, -16))
    for (const [longitude, expected] of [
      [-178, true],
      [180, true],
      [-180, true],
      [177, true],
      [0, false],
    ] as const)
      expect([longitude, holds(westwards, longitude, -18)]).toEqual([longitude, expected])
    expect(areaWith(fiji).squareKm).toBeCloseTo(
      areaWith(polygon(box(0, -20, 5, -16), box(1, -18.5, 2, -17.5))).squareKm,
      3,
    )
  })

  it("that ends at the antimeridian has it, by either of its names", () => {
    for (const ring of [box(170, 0, 180, 10), box(-180, 0, -170, 10)])
      for (const longitude of [180, -180]) expect(holds(polygon(ring), longitude, 5)).toBe(true)
    expect(holds(polygon(box(170, 0, 180, 10)), -179.999, 5)).toBe(false)
  })

  it("may be the whole world", () => {
    const world = polygon(box(-180, -90, 180, 90))
    for (const [longitude, latitude] of [
      [0, 0],
      [180, 45],
      [-180, -90],
      [12, 90],
    ] as const)
      expect(holds(world, longitude, latitude)).toBe(true)
    expect(areaWith(world).squareKm).toBeCloseTo(4 * Math.PI * earthRadiusKm ** 2, 0)
  })

  it("that goes round the globe holds the pole it is nearer to", () => {
    const ring = (latitude: number) =>
      polygon([
        [0, latitude],
        [90, latitude],
        [180, latitude],
        [-90, latitude],
      ])
    for (const longitude of [-180, -45, 0, 45, 135, 180]) {
      expect(holds(ring(80), longitude, 85)).toBe(true)
      expect(holds(ring(80), longitude, 90)).toBe(true)
      expect(holds(ring(80), longitude, 80)).toBe(true)
      expect(holds(ring(80), longitude, 79)).toBe(false)
      expect(holds(ring(-80), longitude, -85)).toBe(true)
      expect(holds(ring(-80), longitude, -79)).toBe(false)
    }
  })

  it("has its surface on the sphere", () => {
    const [south, top] = [48, 49].map((degrees) => Math.sin((degrees * Math.PI) / 180)) as [number, number] // two
    const whole = (Math.PI / 180) * (top - south) * earthRadiusKm ** 2
    expect(areaWith(polygon(box(2, 48, 3, 49))).squareKm).toBeCloseTo(whole, 6)
    expect(areaWith(polygon(box(2, 48, 3, 49).toReversed())).squareKm).toBeCloseTo(whole, 6)
    expect(areaWith(withHole).squareKm).toBeLessThan(whole * 0.97)
    expect(areaWith(withHole).squareKm).toBeGreaterThan(whole * 0.95)
  })

  it("has its centre of gravity, without the holes", () => {
    const square = box(2, 48, 3, 49)
    expect(kmFromCentre(polygon(square), 2.5, 48.5)).toBeLessThan(1e-6)
    // Many positions on one side do not draw the centre to it.
    const fineEast = [
      [2, 48],
      [3, 48],
      ...Array.from({ length: 50 }, (_, n) => [3, 48 + (n + 1) / 51] as const),
      [3, 49],
      [2, 49],
    ] as const
    expect(kmFromCentre(polygon(fineEast), 2.5, 48.5)).toBeLessThan(1e-6)
    // A hole in the eastern half moves it to the west: (1 × 0.5 − 0.25 × 0.75) / 0.75 = 5/12.
    expect(kmFromCentre(polygon(square, box(2.5, 48.25, 3, 48.75)), 2 + 5 / 12, 48.5)).toBeLessThan(1e-6)
    expect(kmFromCentre(polygon(box(177, -20, -178, -16)), 179.5, -18)).toBeLessThan(1e-6)
    // Nothing to weigh: the middle of the box.
    expect(
      kmFromCentre(
        polygon([
          [2, 48],
          [3, 49],
          [2, 48],
        ]),
        2.5,
        48.5,
      ),
    ).toBeLessThan(1e-6)
  })
})

describe("a radius and a point with its tolerance", () => {
  const hotel = { type: "POINT", centre: [2.295, 48.8738], toleranceMetres: 150 }

  it("end at their distance, the edge in", () => {
    expect(holds(hotel, 2.295, 48.8738 + north(0.15))).toBe(true)
    expect(holds(hotel, 2.295, 48.8738 + north(0.1501))).toBe(false)
    expect(holds(hotel, 2.295 + north(0.15) / Math.cos((48.8738 * Math.PI) / 180), 48.8738)).toBe(true)
    expect(areaWith(hotel).squareKm).toBeCloseTo(Math.PI * 0.15 ** 2, 8)
  })

  it("reach across the antimeridian and over the poles", () => {
    const taveuni = { type: "RADIUS", centre: [179.99, -16.8], radiusKm: 20 }
    expect(holds(taveuni, -179.9, -16.8)).toBe(true)
    expect(holds(taveuni, 180, -16.8)).toBe(true)
    expect(holds(taveuni, -179.7, -16.8)).toBe(false)
    const pole = { type: "RADIUS", centre: [10, 89.95], radiusKm: 20 }
    expect(holds(pole, -170, 89.9)).toBe(true)
    expect(holds(pole, -170, 89.8)).toBe(false)
    expect(holds(pole, 77, 90)).toBe(true)
  })
})

describe("a corridor", () => {
  const road = {
    type: "CORRIDOR",
    line: [
      [2.3522, 48.8566],
      [2.5, 48.9],
      [2.5479, 49.0097],
    ],
    bufferMetres: 500,
  }

  it("holds what is within the buffer of its line, with round ends", () => {
    for (const [longitude, latitude] of [
      [2.3522, 48.8566],
      [2.5, 48.9],
      [2.4261, 48.8784],
      [2.5479, 49.0097 + north(0.4999)],
    ] as const)
      expect(holds(road, longitude, latitude)).toBe(true)
    expect(holds(road, 2.5479, 49.0097 + north(0.501))).toBe(false)
    expect(holds(road, 2.4261, 48.8784 + north(0.8))).toBe(false)
    expect(kmFromCentre(road, 2.5, 48.9)).toBeLessThan(1e-6)
  })

  it("is measured from its line, and its surface is the strip with its ends", () => {
    const meridian = { type: "CORRIDOR", line: [[2, 48] as const, [2, 49] as const], bufferMetres: 1_000 }
    const east = spherePoint(2.01, 48.5)
    expect(kmFromCentre(meridian, 2.01, 48.5)).toBeCloseTo(kmBetween(east, spherePoint(2, 48.5)), 4)
    const length = kmBetween(spherePoint(2, 48), spherePoint(2, 49))
    expect(areaWith(meridian).squareKm).toBeCloseTo(2 * length + Math.PI, 4)
    expect(kmFromCentre(meridian, 2, 50)).toBeCloseTo(length, 6)
    expect(kmFromCentre(meridian, -178, 60)).toBeCloseTo(
      kmBetween(spherePoint(-178, 60), spherePoint(2, 49)),
      6,
    )
  })

  it("crosses the antimeridian and the pole, and its line may stand still", () => {
    const across = {
      type: "CORRIDOR",
      line: [
        [179, 0],
        [-179, 0],
        [-178, 0],
      ],
      bufferMetres: 1_000,
    } as const
    for (const longitude of [179, 180, -180, -179.5, -178.2]) expect(holds(across, longitude, 0)).toBe(true)
    for (const longitude of [178.9, 0, -177.9]) expect(holds(across, longitude, 0)).toBe(false)
    const overPole = {
      type: "CORRIDOR",
      line: [
        [0, 89],
        [180, 89],
      ],
      bufferMetres: 1_000,
    } as const
    expect(holds(overPole, 33, 90)).toBe(true)
    expect(holds(overPole, 180, 89.5)).toBe(true)
    expect(holds(overPole, 90, 89.5)).toBe(false)
    const spot = {
      type: "CORRIDOR",
      line: [
        [2, 48],
        [2, 48],
      ],
      bufferMetres: 1_000,
    } as const
    expect(holds(spot, 2, 48 + north(0.999))).toBe(true)
    expect(holds(spot, 2, 48 + north(1.001))).toBe(false)
  })
})

describe("zones by postal codes", () => {
  const coded = (id: string, codes: ReadonlyArray<string>, country?: string) =>
    zoneOf({
      id,
      name: id,
      shape: { type: "POSTAL_CODES", codes, ...(country === undefined ? {} : { country }) },
    })
  const at = (postalCode: string, more: Partial<Place> = {}): Place => ({ label: "x", postalCode, ...more })
  const zones = compileZones(
    [
      coded("inner-paris", ["75"], "FR"),
      coded("centre", ["75001", "75002", "7500"], "FR"),
      coded("westminster", ["SW1A"]),
      coded("any-75", ["75"]),
    ],
    "SPECIFICITY",
  )

  it.each([
    ["75008", ["centre", "any-75", "inner-paris"]],
    ["75 016", ["any-75", "inner-paris"]],
    ["7", []],
    ["92100", []],
    ["sw1a 1aa", ["westminster"]],
    ["SW1-A2AA", ["westminster"]],
  ])("%s is in %j: of two the longer code, then the id", (code, expected) => {
    expect(idsAt(zones, at(code))).toEqual(expected)
  })

  it("a place in another country is in none of theirs; one of no country may be", () => {
    expect(idsAt(zones, at("75008", { country: "DE" }))).toEqual(["any-75"])
    expect(idsAt(zones, at("75008", { country: "FR" }))).toEqual(["centre", "any-75", "inner-paris"])
  })

  it("come after every drawn zone, also by distance", () => {
    const drawn = zoneOf({
      id: "z-all",
      name: "all",
      shape: { type: "RADIUS", centre: [2.35, 48.85], radiusKm: 2_000 },
    })
    for (const strategy of ["SPECIFICITY", "PRIORITY", "MOST_EXPENSIVE", "CLOSEST"] as const)
      expect(
        idsAt(
          compileZones([coded("a", ["75"]), drawn], strategy),
          at("75008", { latitude: 48.87, longitude: 2.31 }),
        ),
      ).toEqual(["z-all", "a"])
  })

  it("a place with neither coordinates nor a code is nowhere", () => {
    expect(idsAt(zones, { label: "somewhere" })).toEqual([])
  })
})

it("a point goes before a corridor, a corridor before smaller surfaces", () => {
  const centre = [2.35, 48.85] as const
  const zones = [
    { id: "a-small", name: "a", shape: { type: "RADIUS", centre, radiusKm: 0.1 } },
    {
      id: "b-corridor",
      name: "b",
      shape: { type: "CORRIDOR", line: [centre, [3, 49]], bufferMetres: 10_000 },
    },
    { id: "c-point", name: "c", shape: { type: "POINT", centre, toleranceMetres: 50_000 } },
  ].map(zoneOf)
  expect(idsAt(compileZones(zones, "SPECIFICITY"), { label: "x", latitude: 48.85, longitude: 2.35 })).toEqual(
    ["c-point", "b-corridor", "a-small"],
  )
})

it("zones that are not active do not exist", () => {
  const off = zoneOf({
    id: "off",
    name: "off",
    active: false,
    shape: { type: "RADIUS", centre: [2, 48], radiusKm: 5 },
  })
  const zones = compileZones([off], "SPECIFICITY")
  expect(zones.byId.size).toBe(0)
  expect(idsAt(zones, { label: "x", latitude: 48, longitude: 2 })).toEqual([])
})

it("a zone is known by its id, drawn or not, with its factor: 1 when it has none", () => {
  const centre = [2, 48] as const
  const { byId } = compileZones(
    [
      { id: "plain", name: "a", shape: { type: "RADIUS", centre, radiusKm: 5 } },
      { id: "dear", name: "b", factor: "1.20", shape: { type: "POSTAL_CODES", codes: ["75"] } },
      { id: "coded", name: "c", shape: { type: "POSTAL_CODES", codes: ["92"] } },
    ].map(zoneOf),
    "SPECIFICITY",
  )
  expect([...byId].map(([id, { factor, zone }]) => [id, zone.id, Exact.format(factor)])).toEqual([
    ["plain", "plain", "1"],
    ["dear", "dear", "1.2"],
    ["coded", "coded", "1"],
  ])
  const [plain, dear] = [byId.get("plain"), byId.get("dear")]
  expect(Exact.format(zoneFactor(plain, dear, "AVERAGE").factor)).toBe("1.1")
})

it("a place in no zone has none, and none that gave way", () => {
  const { locate } = zonesWith({ type: "RADIUS", centre: [2, 48], radiusKm: 5 })
  for (const place of [
    { label: "far", latitude: -48, longitude: 2 },
    { label: "near", latitude: 48.04, longitude: 2.06 },
    { label: "unknown" },
  ])
    expect(locate(place)).toEqual({ zone: undefined, others: [] })
  expect(rejectedZones(locate({ label: "unknown" }), "CLOSEST")).toEqual([])
  const { others, zone } = locate({ label: "there", latitude: 48, longitude: 2 })
  expect([zone?.zone.id, others]).toEqual(["z", []])
})
