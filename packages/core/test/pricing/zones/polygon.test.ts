/** Outlines with holes, anywhere on the globe, against readings of another kind: angles seen from a point, and thin strips. */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { polygon } from "../../../src/pricing/zones/polygon.ts"
import { chordSquared, earthRadiusKm, spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import { check, classes } from "../../properties.ts"

type Point = readonly [longitude: number, latitude: number]
type Ring = ReadonlyArray<Point>

const closed = (ring: Ring): Ring => [...ring, ring[0]!] // a ring has positions
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
const areaOf = (...rings: ReadonlyArray<Ring>) => polygon(rings.map(closed))
const holds = (rings: ReadonlyArray<Ring>, longitude: number, latitude: number): boolean =>
  areaOf(...rings).contains(spherePoint(longitude, latitude))

/** −180 to 180. */
const around = (longitude: number): number => longitude - 360 * Math.round(longitude / 360)
const moved = (ring: Ring, east: number): Ring => ring.map(([x, y]) => [around(x + east), y])
const edges = (ring: Ring): ReadonlyArray<readonly [Point, Point]> =>
  ring.map((from, n) => [from, ring[(n + 1) % ring.length]!]) // a place in the ring

/** Whether the ring is seen all round from the point: the angles under which its edges are seen add up to a turn. */
const surrounds = (ring: Ring, [x, y]: Point): boolean => {
  const seen = edges(ring).reduce((sum, [[ax, ay], [bx, by]]) => {
    const [px, py, qx, qy] = [ax - x, ay - y, bx - x, by - y]
    return sum + Math.atan2(px * qy - py * qx, px * qx + py * qy)
  }, 0)
  return Math.abs(seen) > Math.PI
}

/** The polygon cut along parallels into strips so thin that each is a row of rectangles. */
const inStrips = (rings: ReadonlyArray<Ring>, count = 4_000) => {
  const latitudes = rings.flat().map(([, y]) => y)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const height = (north - south) / count
  const radians = Math.PI / 180
  let [squareKm, weight, x, y] = [0, 0, 0, 0]
  for (let n = 0; n < count; n++) {
    const at = south + (n + 0.5) * height
    const crossings = rings
      .flatMap(edges)
      .filter(([[, from], [, to]]) => from < at !== to < at)
      .map(([[ax, ay], [bx, by]]) => ax + ((bx - ax) * (at - ay)) / (by - ay))
      .toSorted((a, b) => a - b)
    for (let pair = 0; pair < crossings.length; pair += 2) {
      const [west, east] = [crossings[pair]!, crossings[pair + 1]!] // rings are crossed in pairs
      squareKm += (east - west) * height * radians ** 2 * Math.cos(at * radians) * earthRadiusKm ** 2
      weight += (east - west) * height
      x += ((east ** 2 - west ** 2) / 2) * height
      y += (east - west) * height * at
    }
  }
  return { squareKm, centre: [x / weight, y / weight] as Point }
}

/** Corners about a centre, in turn: any point between the centre and the outline is in. The hole is a part of one wedge. */
const outlineWithHole = fc
  .tuple(
    fc.array(fc.double({ min: 1, max: 12, noNaN: true }), { minLength: 4, maxLength: 9 }),
    fc.integer({ min: -60, max: 60 }),
    fc.double({ min: 0.3, max: 0.9, noNaN: true }),
  )
  .map(([reaches, latitude, share]) => {
    const outline = reaches.map((reach, n): Point => {
      const angle = (2 * Math.PI * (n + 0.1)) / reaches.length
      return [reach * Math.cos(angle), latitude + reach * Math.sin(angle)]
    })
    const part = ([x, y]: Point): Point => [share * x, latitude + share * (y - latitude)]
    const hole: Ring = [[0, latitude], part(outline[0]!), part(outline[1]!)] // there are four or more
    return { outline, hole, latitude }
  })
/** The same ring, begun at another corner and perhaps the other way round. */
const written = (ring: Ring, start: number, isTurned: boolean): Ring => {
  const first = start % ring.length
  const begun = [...ring.slice(first), ...ring.slice(0, first)]
  return isTurned ? begun.toReversed() : begun
}
const manner = fc.tuple(fc.nat(8), fc.boolean())
const meridian = fc.oneof(fc.constantFrom(180, 179, -178), fc.integer({ min: -180, max: 180 }))

/** Between two corners, so far from the centre: 1 would be on the edge between them, which has a property of its own. */
const spot = fc.record({
  wedge: fc.oneof(fc.constant(0), fc.nat(8)),
  between: fc.integer({ min: 0, max: 9 }).map((n) => (n + 0.317) / 10),
  reach: fc.integer({ min: 0, max: 14 }).map((n) => (n + 0.317) / 10),
})

describe("a polygon anywhere on the globe, however its rings are written", () => {
  it("holds the points that its outline surrounds and its hole does not", () => {
    const seen = classes(["in", "in the hole", "out", "across the antimeridian"])
    check(
      fc.property(
        outlineWithHole,
        manner,
        manner,
        meridian,
        fc.array(spot, { minLength: 20, maxLength: 20 }),
        ({ hole, latitude, outline }, how, howHole, east, places) => {
          const area = areaOf(moved(written(outline, ...how), east), moved(written(hole, ...howHole), east))
          const sides = edges(outline)
          for (const { between, reach, wedge } of places) {
            const [[ax, ay], [bx, by]] = sides[wedge % sides.length]! // a place in the list
            const x = reach * (ax + between * (bx - ax))
            const point: Point = [x, latitude + reach * (ay + between * (by - ay) - latitude)]
            const [isAround, isInHole] = [surrounds(outline, point), surrounds(hole, point)]
            seen.note(
              isInHole ? "in the hole" : isAround ? "in" : "out",
              Math.abs(x + east) > 180 && "across the antimeridian",
            )
            const isIn = area.contains(spherePoint(around(x + east), point[1]))
            expect(isIn).toBe(isAround && !isInHole)
          }
        },
      ),
    )
    seen.enough()
  })

  it("holds every point of every edge, of the hole's too", () => {
    check(
      fc.property(
        outlineWithHole,
        manner,
        meridian,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ hole, outline }, how, east, share) => {
          const area = areaOf(moved(written(outline, ...how), east), moved(hole, east))
          for (const [[ax, ay], [bx, by]] of [outline, hole].flatMap(edges)) {
            const [x, y] = [ax + share * (bx - ax), ay + share * (by - ay)]
            expect(area.contains(spherePoint(around(x + east), y))).toBe(true)
          }
        },
      ),
    )
  })

  it("has the surface and the centre of gravity of the strips it can be cut into", () => {
    check(
      fc.property(outlineWithHole, manner, manner, meridian, ({ hole, outline }, how, howHole, east) => {
        const area = areaOf(moved(written(outline, ...how), east), moved(written(hole, ...howHole), east))
        const { centre, squareKm } = inStrips([outline, hole])
        expect(Math.abs(area.squareKm / squareKm - 1)).toBeLessThan(1e-5)
        expect(area.fromCentre(spherePoint(centre[0] + east, centre[1]))).toBeLessThan(1e-12)
      }),
      100,
    )
  })

  it("that is tall has its surface, too", () => {
    const wedge: Ring = [
      [0, -60],
      [40, 80],
      [-10, 70],
    ]
    expect(areaOf(wedge).squareKm / inStrips([wedge]).squareKm).toBeCloseTo(1, 6)
  })
})

describe("the edge of a polygon", () => {
  const corner = [box(-1, -1, 0, 0)]
  const opposite = [box(0, 0, 1, 1)]

  it("is a millimetre wide, the eighth decimal of a degree, and no more", () => {
    for (const [rings, way] of [
      [corner, 1],
      [opposite, -1],
    ] as const) {
      for (const along of [0.25 * -way, 0.5 * -way]) {
        expect(holds(rings, way * 1e-8, along)).toBe(true)
        expect(holds(rings, along, way * 1e-8)).toBe(true)
        expect(holds(rings, way * 1.01e-8, along)).toBe(false)
        expect(holds(rings, along, way * 1.01e-8)).toBe(false)
      }
    }
  })

  it("ends with a corner, and the millimetre goes round it", () => {
    expect(holds(corner, 0.7e-8, 0.7e-8)).toBe(true)
    expect(holds(corner, 0.8e-8, 0.8e-8)).toBe(false)
  })

  it("may be all there is of it: a line, or one position written four times", () => {
    const line = [[[2, 48] as const, [3, 49] as const, [2, 48] as const]]
    expect(holds(line, 2.3, 48.3)).toBe(true)
    expect(holds(line, 2.3, 48.301)).toBe(false)
    const spot: ReadonlyArray<Ring> = [Array.from({ length: 3 }, () => [2, 48] as const)]
    expect(holds(spot, 2, 48)).toBe(true)
    expect(holds(spot, 2 + 0.5e-8, 48)).toBe(true)
    expect(holds(spot, 2 + 2e-8, 48)).toBe(false)
    expect(areaOf(...spot).squareKm).toBe(0)
  })
})

describe("a ring around the globe", () => {
  const equator: Ring = [
    [0, 0],
    [90, 0],
    [180, 0],
    [-90, 0],
  ]

  it("along the equator holds the northern half, either way round", () => {
    for (const ring of [equator, equator.toReversed()])
      for (const longitude of [-180, -45, 0, 135]) {
        expect(holds([ring], longitude, 1)).toBe(true)
        expect(holds([ring], longitude, 0)).toBe(true)
        expect(holds([ring], longitude, -1)).toBe(false)
      }
  })

  it("has its surface down to the pole it holds", () => {
    const cap = (degrees: number) =>
      2 * Math.PI * (1 - Math.sin((degrees * Math.PI) / 180)) * earthRadiusKm ** 2
    for (const latitude of [0, 60])
      expect(
        areaOf(equator.map(([longitude]) => [longitude, latitude])).squareKm / cap(latitude),
      ).toBeCloseTo(1, 9)
  })

  it("may be a ribbon that goes round one and a half times, and holds what lies on either round", () => {
    const way = Array.from({ length: 10 }, (_, n) => ({ longitude: around(170 + n * 60), latitude: n * 4 }))
    const ribbon: Ring = [
      ...way.map(({ latitude, longitude }): Point => [longitude, latitude]),
      ...way.toReversed().map(({ latitude, longitude }): Point => [longitude, latitude + 5]),
    ]
    const area = areaOf(ribbon)
    for (let n = 0; n < 9; n++) {
      const at = (up: number) => area.contains(spherePoint(around(200 + n * 60), n * 4 + 2 + up))
      expect([at(-0.5), at(0.5), at(4.5), at(5.5)]).toEqual([false, true, true, false])
    }
  })
})

describe("an edge of half the globe", () => {
  it("goes the way it is written: only a longer one goes round the back", () => {
    const half = [box(-90, 10, 90, 20)]
    for (const rings of [half, half.map((ring) => ring.toReversed())]) {
      expect([0, -90, 90, 89].map((longitude) => holds(rings, longitude, 15))).toEqual([
        true,
        true,
        true,
        true,
      ])
      expect([180, -91, 91].map((longitude) => holds(rings, longitude, 15))).toEqual([false, false, false])
    }
    expect(holds([box(-91, 10, 90, 20)], 0, 15)).toBe(false)
    expect(holds([box(-91, 10, 90, 20)], 180, 15)).toBe(true)
  })
})

describe("a hole", () => {
  const fiji = box(177, -20, -178, -16)

  it("may be written on either side of the antimeridian", () => {
    for (const [west, east] of [
      [-179.5, -179],
      [178, 178.5],
      [179.5, -179.5],
    ] as const) {
      const rings = [fiji, box(west, -18.5, east, -17.5)]
      const middle = around(west + around(east - west) / 2)
      expect(holds(rings, middle, -18)).toBe(false)
      expect(holds(rings, middle, -17)).toBe(true)
      expect(holds(rings, west, -18)).toBe(true)
    }
  })

  it("may reach the outline, whose edge is in all the same", () => {
    for (const east of [0, 180, -178]) {
      const rings = [box(2, 48, 3, 49), box(2, 48.4, 2.5, 48.6)].map((ring) => moved(ring, east))
      expect(holds(rings, around(2.2 + east), 48.5)).toBe(false)
      expect(holds(rings, around(2.7 + east), 48.5)).toBe(true)
      expect(holds(rings, around(2 + east), 48.5)).toBe(true)
    }
  })

  it("may end where the world does", () => {
    const world = box(-180, -90, 180, 90)
    for (const hole of [box(170, 0, 180, 10), box(-180, 0, -170, 10)]) {
      const middle = hole[0]![0] + 5 // its first corner is its western one
      expect(holds([world, hole], middle, 5)).toBe(false)
      expect(holds([world, hole], middle, 11)).toBe(true)
      expect(holds([world, hole], -middle, 5)).toBe(true)
    }
  })

  it("without a surface changes neither the surface nor the centre", () => {
    const square = box(2, 48, 3, 49)
    const slit: Ring = [
      [2.6, 48.6],
      [2.8, 48.7],
      [2.6, 48.6],
    ]
    const wedge: Ring = [
      [2, 48],
      [3, 48],
      [2, 49],
    ]
    expect(areaOf(square, slit).squareKm).toBeCloseTo(areaOf(square).squareKm, 6)
    const third = spherePoint(2 + 1 / 3, 48 + 1 / 3)
    expect(areaOf(wedge, slit).fromCentre(third)).toBeLessThan(1e-20)
    expect(chordSquared(third, spherePoint(2.5, 48.5))).toBeGreaterThan(1e-6)
  })

  it("as large as the outline leaves the middle of the box for a centre", () => {
    const wedge: Ring = [
      [2, 48],
      [3, 48],
      [2, 49],
    ]
    const area = areaOf(wedge, wedge.toReversed())
    expect(area.squareKm).toBe(0)
    expect(area.fromCentre(spherePoint(2.5, 48.5))).toBeLessThan(1e-20)
  })
})
