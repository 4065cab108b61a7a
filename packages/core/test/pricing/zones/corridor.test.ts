/** Strips along lines and circles anywhere on the globe, against a walk along the line in small steps and other formulas. */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { areaOf, type DrawnShape } from "../../../src/pricing/zones/Area.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { chordSquared, earthRadiusKm, edgeKm, spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import { check, classes } from "../../properties.ts"
import { idsAt, zoneOf } from "./demoZones.ts"

type Point = readonly [longitude: number, latitude: number]

const radians = Math.PI / 180
/** −180 to 180. */
const around = (longitude: number): number => longitude - 360 * Math.round(longitude / 360)
const north = (km: number): number => km / earthRadiusKm / radians
const corridor = (line: ReadonlyArray<Point>, bufferKm: number) =>
  areaOf({ type: "CORRIDOR", line: [...line], bufferMetres: bufferKm * 1_000 })
const kmOf = (chordSquare: number): number => 2 * earthRadiusKm * Math.asin(Math.sqrt(chordSquare) / 2)
const kmBetween = ([aLon, aLat]: Point, [bLon, bLat]: Point): number => {
  const h =
    Math.sin(((bLat - aLat) * radians) / 2) ** 2 +
    Math.cos(aLat * radians) * Math.cos(bLat * radians) * Math.sin(((bLon - aLon) * radians) / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Points from one to the other, straight through the Earth and up to its surface: on the great circle. */
const walk = (from: Point, to: Point, steps: number): ReadonlyArray<Point> => {
  const [a, b] = [spherePoint(...from), spherePoint(...to)]
  return Array.from({ length: steps + 1 }, (_, n) => {
    const share = n / steps
    const [x, y, z] = (["x", "y", "z"] as const).map((axis) => a[axis] + share * (b[axis] - a[axis])) as [
      number,
      number,
      number,
    ] // one an axis
    return [Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians] as const
  })
}

/** Tenths of a degree. */
const tenths = (most: number) => fc.integer({ min: -10 * most, max: 10 * most }).map((n) => n / 10)
/** A way of some pieces, near the meridian of 0°; `at` is a place not far from one of them. */
const journey = fc
  .tuple(
    fc.integer({ min: -75, max: 70 }),
    fc.array(fc.tuple(tenths(6), tenths(3)), { minLength: 1, maxLength: 4 }),
    fc.tuple(fc.nat(3), fc.nat(10)),
    fc.tuple(tenths(5), tenths(5)),
  )
  .map(([latitude, steps, [n, share], [x, y]]) => {
    const line: Array<Point> = [[0, latitude]]
    for (const [east, up] of steps) line.push([line.at(-1)![0] + east, line.at(-1)![1] + up]) // never empty
    const piece = n % steps.length
    const [[ax, ay], [bx, by]] = [line[piece]!, line[piece + 1]!] // one point more than there are pieces
    const at: Point = [ax + (share / 10) * (bx - ax) + x, ay + (share / 10) * (by - ay) + y]
    return { line, at }
  })
const moved = ([longitude, latitude]: Point, east: number): Point => [around(longitude + east), latitude]
const meridian = fc.oneof(fc.constantFrom(180, 178, -175), fc.integer({ min: -180, max: 180 }))

describe("a corridor anywhere on the globe", () => {
  it("holds what is within its buffer of some point on the way", () => {
    const seen = classes(["in", "out", "beside a piece", "beyond an end"])
    const stepsOnAWay = 300
    check(
      fc.property(
        journey,
        meridian,
        fc.constantFrom(0.05, 1, 20, 200, 1_000),
        ({ at, line }, east, bufferKm) => {
          const way = line.slice(1).flatMap((to, n) => walk(line[n]!, to, stepsOnAWay)) // n counts from the point before
          const walked = Math.min(...way.map((step) => kmBetween(step, at)))
          const atCorners = Math.min(...line.map((corner) => kmBetween(corner, at)))
          const longest = Math.max(...line.slice(1).map((to, n) => kmBetween(line[n]!, to)))
          const area = corridor(
            line.map((point) => moved(point, east)),
            bufferKm,
          )
          const point = spherePoint(...moved(at, east))
          const km = kmOf(area.fromCentre(point))
          // Between two steps the way comes nearer still, by no more than half a step would along it.
          expect(km).toBeLessThanOrEqual(walked + 1e-6)
          expect(Math.hypot(km, longest / stepsOnAWay) + 1e-6).toBeGreaterThanOrEqual(walked)
          if (Math.abs(km - bufferKm) > 1e-5) expect(area.contains(point)).toBe(km < bufferKm)
          seen.note(km < bufferKm ? "in" : "out", walked < atCorners ? "beside a piece" : "beyond an end")
        },
      ),
    )
    seen.enough()
  })

  it("has a box no larger than its pieces with their buffers, the same one wherever it lies", () => {
    check(
      fc.property(journey, meridian, fc.constantFrom(0.05, 1, 20), ({ line }, east, bufferKm) => {
        const here = corridor(line, bufferKm).box
        const there = corridor(
          line.map((point) => moved(point, east)),
          bufferKm,
        ).box
        expect(there.south).toBeCloseTo(here.south, 6)
        expect(there.north).toBeCloseTo(here.north, 6)
        expect(there.east - there.west).toBeCloseTo(here.east - here.west, 6)
        expect(around(there.west - here.west - east)).toBeCloseTo(0, 6)

        const latitudes = line.map(([, latitude]) => latitude)
        const reach =
          north(bufferKm + Math.max(...line.slice(1).map((to, n) => kmBetween(line[n]!, to)))) + 1e-9
        expect(here.north - Math.max(...latitudes)).toBeLessThanOrEqual(reach)
        expect(Math.min(...latitudes) - here.south).toBeLessThanOrEqual(reach)
        expect(here.east - here.west).toBeLessThan(180)
      }),
    )
  })

  it("has the surface of the strip and its two ends, be its buffer half a kilometre or thirty", () => {
    const meridianDegree = 2 * Math.PI * earthRadiusKm * (1 / 360)
    for (const bufferKm of [0.5, 30]) {
      const area = corridor(
        [
          [2, 48],
          [2, 49],
        ],
        bufferKm,
      )
      const cap = 2 * Math.PI * earthRadiusKm ** 2 * (1 - Math.cos(bufferKm / earthRadiusKm))
      expect(area.squareKm / (2 * bufferKm * meridianDegree + cap)).toBeCloseTo(1, 6)
    }
  })
})

describe("the edge of what is measured on the great circle", () => {
  const shapes: ReadonlyArray<readonly [string, (km: number) => DrawnShape]> = [
    ["a radius", (km) => ({ type: "RADIUS", centre: [0, 0], radiusKm: km })],
    ["a point", (km) => ({ type: "POINT", centre: [0, 0], toleranceMetres: km * 1_000 })],
    [
      "a corridor",
      (km) => ({
        type: "CORRIDOR",
        line: [
          [0, 0],
          [0, 0],
        ],
        bufferMetres: km * 1_000,
      }),
    ],
    [
      "a corridor along the equator",
      (km) => ({
        type: "CORRIDOR",
        line: [
          [-1, 0],
          [1, 0],
        ],
        bufferMetres: km * 1_000,
      }),
    ],
  ]

  it.each(shapes)("of %s is a millimetre wide, to the last bit, and no more", (_, shapeOf) => {
    for (let km = 1; km <= 40; km++) {
      const area = areaOf(shapeOf(km))
      expect(area.contains(spherePoint(0, north(km + 0.9e-6)))).toBe(true)
      expect(area.contains(spherePoint(0, north(km + 1.1e-6)))).toBe(false)
      // The chord that spans it: 2 sin(α / 2). Neighbouring latitudes are much nearer to each other than a millimetre.
      const widest = 4 * Math.sin((km + edgeKm) / earthRadiusKm / 2) ** 2
      let [inside, outside] = [north(km), north(km + 2e-6)]
      for (let n = 0; n < 60; n++) {
        const middle = (inside + outside) / 2
        if (area.fromCentre(spherePoint(0, middle)) > widest) outside = middle
        else inside = middle
      }
      expect([inside, outside].map((at) => area.contains(spherePoint(0, at)))).toEqual([true, false])
    }
  })

  it.each([1, -1])("is found beside a pole, where a millimetre is a great deal of a longitude", (pole) => {
    // A metre and some short of the pole: its easternmost point is far nearer to it than its centre.
    const [centre, radiusKm] = [[20, pole * 89] as const, 111.195 * 0.999]
    const zone = zoneOf({ id: "ice", name: "ice", shape: { type: "RADIUS", centre: [...centre], radiusKm } })
    const zones = compileZones([zone], "SPECIFICITY")
    const reach = radiusKm / earthRadiusKm
    const latitude = (pole * Math.asin(Math.sin(89 * radians) / Math.cos(reach))) / radians
    const width = Math.asin(Math.sin(reach) / Math.cos(89 * radians)) / radians
    const beyond = north(0.8e-6) / Math.cos(latitude * radians)
    for (const longitude of [20 + width + beyond, 20 - width - beyond])
      expect(idsAt(zones, { label: "x", latitude, longitude })).toEqual(["ice"])
    expect(idsAt(zones, { label: "x", latitude, longitude: 20 + width + 2 * beyond })).toEqual([])
  })

  it("of a circle that just touches the pole has it, under every longitude", () => {
    const zone = zoneOf({
      id: "ice",
      name: "ice",
      shape: { type: "RADIUS", centre: [10, 89], radiusKm: 111.195_080_233_532_9 },
    })
    for (const longitude of [10, -170, 100, 180])
      expect(idsAt(compileZones([zone], "SPECIFICITY"), { label: "x", latitude: 90, longitude })).toEqual([
        "ice",
      ])
  })
})

it("the way over the globe is measured by the chord beneath it", () => {
  check(
    fc.property(
      fc.tuple(meridian, fc.integer({ min: -90, max: 90 })),
      fc.tuple(meridian, fc.integer({ min: -90, max: 90 })),
      (a, b) => {
        expect(kmOf(Math.min(4, chordSquared(spherePoint(...a), spherePoint(...b))))).toBeCloseTo(
          kmBetween(a, b),
          3,
        )
      },
    ),
  )
})
