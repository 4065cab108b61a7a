/** The index may name a few shapes too many; it must never leave one out, and must not name what lies far away. */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Box, boxIndex, capBox } from "../../../src/pricing/zones/BoxIndex.ts"
import { check } from "../../properties.ts"
import { spherePoint } from "../../../src/pricing/zones/Sphere.ts"

/** Whether the box holds the place, on a globe: longitudes come round again after 360°. */
const holds = ({ east, north, south, west }: Box, longitude: number, latitude: number, slack = 0): boolean =>
  latitude >= south - slack &&
  latitude <= north + slack &&
  [-360, 0, 360].some((turn) => longitude + turn >= west - slack && longitude + turn <= east + slack)

const latitude = fc.double({ min: -85, max: 85, noNaN: true })
const longitude = fc.oneof(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.constantFrom(-180, 180, 179.999_999, -179.999_999),
)
const box: fc.Arbitrary<Box> = fc
  .record({
    west: fc.double({ min: -180, max: 180, noNaN: true }),
    south: fc.double({ min: -85, max: 80, noNaN: true }),
    width: fc.double({ min: 0.001, max: 20, noNaN: true }),
    height: fc.double({ min: 0.001, max: 5, noNaN: true }),
  })
  .map(({ height, south, west, width }) => ({ west, south, east: west + width, north: south + height }))
const inside = ({ east, north, south, west }: Box, across: number, up: number): readonly [number, number] => {
  const at = west + across * (east - west)
  return [at > 180 ? at - 360 : at, south + up * (north - south)]
}
const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))

describe("an index of boxes", () => {
  it("names every box that holds a point, its edges and corners included", () => {
    check(
      fc.property(
        fc.array(box, { minLength: 1, maxLength: 60 }),
        fc.nat(),
        share,
        share,
        (boxes, n, x, y) => {
          const chosen = boxes[n % boxes.length]!
          const [east, north] = inside(chosen, x, y)
          const named = boxIndex(boxes).around(east, north)
          expect(named).toHaveLength(new Set(named).size)
          expect(named).toContain(n % boxes.length)
          for (const [place, each] of boxes.entries())
            if (holds(each, east, north)) expect(named).toContain(place)
        },
      ),
    )
  })

  it("names all that a look at every box in turn finds, of many that touch and overlap, wherever it is asked first", () => {
    const step = fc.constantFrom(0.5, 0.1, 1 / 3)
    const block = fc
      .tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .map(([x, y, width, height]) => ({ x, y, width, height }))
    const somewhere = fc.oneof(
      fc.tuple(fc.nat(14), fc.nat(14)),
      fc.tuple(
        fc.double({ min: -0.5, max: 15, noNaN: true }),
        fc.double({ min: -0.5, max: 15, noNaN: true }),
      ),
    )
    check(
      fc.property(
        fc.tuple(fc.constantFrom(2, 177.5, -180, 166), fc.constantFrom(48, -3, 70), step),
        fc.array(block, { minLength: 1, maxLength: 120, size: "max" }),
        fc.array(somewhere, { minLength: 40, maxLength: 80, size: "max" }),
        ([west, south, size], blocks, places) => {
          const boxes = blocks.map(({ height, width, x, y }): Box => ({
            west: west + x * size,
            south: south + y * size,
            east: west + (x + width) * size,
            north: south + (y + height) * size,
          }))
          const index = boxIndex(boxes)
          for (const [x, y] of places) {
            const [at, up] = [west + x * size, south + y * size]
            const across = at > 180 ? at - 360 : at < -180 ? at + 360 : at
            const named = index.around(across, up)
            expect(named).toHaveLength(new Set(named).size)
            for (const [place, each] of boxes.entries())
              if (holds(each, across, up)) expect(named).toContain(place)
          }
        },
      ),
    )
  })

  it("names one that goes nearly round the globe, or all round it and on, once", () => {
    const wide = { south: -10, north: 10 }
    for (const { west, east } of [
      { west: 10, east: 365 },
      { west: -10, east: 340 },
      { west: -180, east: 180 },
      { west: 90, east: 600 },
    ]) {
      const index = boxIndex([{ ...wide, west, east }])
      for (const at of [-180, -100, 15, 100, 180]) expect(index.around(at, 5)).toEqual([0])
    }
    expect(boxIndex([{ ...wide, west: 10, east: 365 }]).around(7.5, 20)).toEqual([])
  })

  it("names the same again, whatever it was asked before", () => {
    check(
      fc.property(
        fc.array(box, { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(longitude, latitude), { minLength: 1, maxLength: 20 }),
        (boxes, places) => {
          const asked = boxIndex(boxes)
          for (const place of places) asked.around(...place)
          for (const place of places) expect(asked.around(...place)).toEqual(boxIndex(boxes).around(...place))
        },
      ),
    )
  })

  it.each([
    { many: 100, apart: 0.1 },
    { many: 12, apart: 0.002 },
  ])("names none far off: of a row of $many small boxes only those beside the point", ({ apart, many }) => {
    const row = Array.from({ length: many }, (_, n): Box => {
      const west = 2 + n * apart
      return { west, south: 48, east: west + apart / 2, north: 48 + apart / 2 }
    })
    const index = boxIndex(row)
    const column = row.map(({ east, north, south, west }): Box => ({
      west: south,
      south: west,
      east: north,
      north: east,
    }))
    const upwards = boxIndex(column)
    // A cell of the raster is two and a half boxes at most.
    for (const [n, { south, west }] of row.entries())
      for (const named of [
        index.around(west + apart / 10, south + apart / 10),
        upwards.around(south + apart / 10, west + apart / 10),
      ]) {
        expect(named).toContain(n)
        for (const place of named) expect(Math.abs(place - n)).toBeLessThanOrEqual(4)
      }
    const end = 2 + many * apart
    for (const [east, north] of [
      [2 - apart, 48 + apart / 4],
      [end + apart, 48 + apart / 4],
      [(2 + end) / 2, 48 - apart],
      [(2 + end) / 2, 48 + apart],
    ] as const)
      expect(index.around(east, north)).toEqual([])
  })

  it("names none outside of all of them, be it by a metre", () => {
    const index = boxIndex([{ west: 2, south: 48, east: 3, north: 49 }])
    for (const [east, north] of [
      [1.999_99, 48.5],
      [3.000_01, 48.5],
      [2.5, 47.999_99],
      [2.5, 49.000_01],
    ] as const)
      expect(index.around(east, north)).toEqual([])
  })

  it("names just those that hold the point where many lie on one another", () => {
    const heap = Array.from({ length: 400 }, (_, n): Box => {
      const west = 2 + (n % 20) * 0.001
      const south = 48 + Math.floor(n / 20) * 0.001
      return { west, south, east: west + 0.0005, north: south + 0.0005 }
    })
    const far: Box = { west: 100, south: -40, east: 101, north: -39 }
    const index = boxIndex([...heap, far])
    for (const [n, { south, west }] of heap.entries())
      expect(index.around(west + 0.0002, south + 0.0002)).toEqual([n])
    expect(index.around(100.5, -39.5)).toEqual([400])
  })

  it("comes round at the antimeridian, from both sides", () => {
    const fiji: Box = { west: 177, south: -19, east: 182, north: -16 }
    const index = boxIndex([fiji, { west: 2, south: 48, east: 3, north: 49 }])
    for (const at of [177.5, 180, -180, -178.5]) expect(index.around(at, -17)).toEqual([0])
    for (const at of [-100, 2.5, 100]) expect(index.around(at, -17)).toEqual([])
    expect(index.around(2.5, 48.5)).toEqual([1])
  })

  it("names what ends at the antimeridian there, by either of its names, however far the others lie", () => {
    check(
      fc.property(fc.array(box, { maxLength: 30 }), latitude, (others, at) => {
        const [south, north] = [at - 1, at + 1]
        const index = boxIndex([
          { west: 170, south, east: 180, north },
          { west: -180, south, east: -170, north },
          ...others,
        ])
        for (const meridian of [180, -180]) {
          expect(index.around(meridian, at)).toContain(0)
          expect(index.around(meridian, at)).toContain(1)
        }
      }),
    )
    // A raster of every number of columns there can be.
    for (let root = 2; root <= 64; root++) {
      const others = Array.from({ length: root * root - 2 }, (_, n): Box => ({
        west: n / 100,
        south: 0,
        east: n / 100,
        north: 1,
      }))
      const index = boxIndex([{ west: 170, south: 0, east: 180, north: 10 }, ...others])
      for (const meridian of [180, 180 - 2 ** -45, -180]) expect(index.around(meridian, 5)).toEqual([0])
    }
  })

  it("of no boxes names none", () => expect(boxIndex([]).around(2, 48)).toEqual([]))
})

describe("the box about a circle", () => {
  it("is a degree for each 111.195 km to the north and south, and wider in longitude by the latitude", () => {
    const { east, north, south, west } = capBox(spherePoint(10, 60), 111.195)
    expect([south, north].map((at) => at.toFixed(3))).toEqual(["59.000", "61.000"])
    expect([west, east].map((at) => at.toFixed(2))).toEqual(["8.00", "12.00"])
  })

  it("takes in every longitude where the circle holds a pole, and only there", () => {
    for (const pole of [89.5, -89.5])
      expect(capBox(spherePoint(10, pole), 111.195)).toMatchObject({ west: -180, east: 180 })
    // It reaches the pole just so: a degree to the last bit.
    const degree = 111.195_080_233_532_9
    for (const at of [89, -89]) {
      const { east, north, south, west } = capBox(spherePoint(10, at), degree)
      expect(at < 0 ? -south : north).toBe(90)
      expect({ east, west }).toEqual({ west: -180, east: 180 })
    }
    for (const near of [88, -88]) {
      const { east, west } = capBox(spherePoint(10, near), 111.195)
      expect(east - west).toBeLessThan(90)
    }
  })
})
