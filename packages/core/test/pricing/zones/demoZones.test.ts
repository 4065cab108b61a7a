import { describe, expect, it } from "vitest"
import type { ZoneFactors } from "../../../src/pricing/book/Zone.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { rejectedZones } from "../../../src/pricing/zones/rejectedZones.ts"
import { kmBetween, spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import { zoneFactor } from "../../../src/pricing/zones/zoneFactor.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { demoZones, idsAt, placeAt, points, strategies } from "./demoZones.ts"

const km = ([aLat, aLon]: readonly [number, number], [bLat, bLon]: readonly [number, number]) =>
  kmBetween(spherePoint(aLon, aLat), spherePoint(bLon, bLat))

describe("distances are on the great circle of the mean Earth (fixture 1.1)", () => {
  it.each([
    ["CDG", "PAR", 22.23],
    ["ORY", "PAR", 14.53],
    ["BVA", "PAR", 68.71],
    ["DIS", "PAR", 31.58],
    ["VER", "PAR", 17.91],
    ["LBG", "PAR", 14.14],
    ["CDG", "ORY", 34.24],
    ["CDG", "DIS", 23.38],
    ["LBG", "CDG", 8.97],
    ["REI", "PAR", 130.27],
  ] as const)("%s–%s is %s km", (from, to, expected) => {
    expect(Math.abs(km(points[from], points[to]) - expected)).toBeLessThanOrEqual(0.02)
    expect(km(points[to], points[from])).toBe(km(points[from], points[to]))
  })
})

const louvre = [48.8606, 2.3376] as const
const orly4 = [48.729, 2.369] as const

/** [place, its zones as SPECIFICITY, PRIORITY, MOST_EXPENSIVE and CLOSEST order them] */
const resolutions: ReadonlyArray<
  readonly [string, readonly [number, number], ReadonlyArray<ReadonlyArray<string>>]
> = [
  [
    "the Louvre",
    louvre,
    [
      ["PARIS", "INNER_RING"],
      ["PARIS", "INNER_RING"],
      ["INNER_RING", "PARIS"],
      ["PARIS", "INNER_RING"],
    ],
  ],
  [
    "Aubervilliers",
    [48.9146, 2.3822],
    [
      ["PARIS", "INNER_RING"],
      ["PARIS", "INNER_RING"],
      ["INNER_RING", "PARIS"],
      ["PARIS", "INNER_RING"],
    ],
  ],
  ["CDG T1", [49.0142, 2.5419], [["CDG"], ["CDG"], ["CDG"], ["CDG"]]],
  ["CDG T2E", [49.004, 2.578], [["CDG"], ["CDG"], ["CDG"], ["CDG"]]],
  [
    "Orly 4",
    orly4,
    [
      ["ORY", "INNER_RING"],
      ["ORY", "INNER_RING"],
      ["INNER_RING", "ORY"],
      ["ORY", "INNER_RING"],
    ],
  ],
  [
    "the Château de Versailles",
    points.VER,
    [
      ["VERSAILLES", "INNER_RING"],
      ["VERSAILLES", "INNER_RING"],
      ["VERSAILLES", "INNER_RING"],
      ["VERSAILLES", "INNER_RING"],
    ],
  ],
  ["the gate of Disneyland", [48.8708, 2.7797], [["DISNEY"], ["DISNEY"], ["DISNEY"], ["DISNEY"]]],
  ["Reims", points.REI, [[], [], [], []]],
]

describe("the zone of a place (fixture 1.2)", () => {
  const cases = resolutions.flatMap(([name, place, expected]) =>
    strategies.map((strategy, n) => [name, strategy, place, expected[n]!] as const),
  )
  it.each(cases)("%s under %s", (_, strategy, place, expected) => {
    expect(idsAt(compileZones(demoZones, strategy), placeAt(place))).toEqual(expected)
    expect(idsAt(compileZones(demoZones.toReversed(), strategy), placeAt(place))).toEqual(expected)
  })

  it.each([
    ["SPECIFICITY", "INNER_RING", "LESS_SPECIFIC"],
    ["PRIORITY", "INNER_RING", "LOWER_PRIORITY"],
    ["MOST_EXPENSIVE", "PARIS", "LESS_EXPENSIVE"],
    ["CLOSEST", "INNER_RING", "FARTHER"],
  ] as const)("under %s the Louvre's other zone %s is told as %s", (strategy, id, reason) => {
    const located = compileZones(demoZones, strategy).locate(placeAt(louvre))
    expect(rejectedZones(located, strategy)).toEqual([{ kind: "ZONE", id, label: id, reason }])
  })
})

describe("the zone factor of a trip", () => {
  const { byId } = compileZones(demoZones, "SPECIFICITY")
  const [paris, cdg] = [byId.get("PARIS"), byId.get("CDG")]

  it.each<[ZoneFactors, string, string]>([
    ["MAX", "1.2", "1.2"],
    ["PICKUP_ONLY", "1", "1.2"],
    ["DROPOFF_ONLY", "1.2", "1"],
    ["AVERAGE", "1.1", "1.1"],
  ])("%s of PARIS 1.00 and CDG 1.20 is %s, the other way %s", (how, there, back) => {
    expect(Exact.format(zoneFactor(paris, cdg, how).factor)).toBe(there)
    expect(Exact.format(zoneFactor(cdg, paris, how).factor)).toBe(back)
  })

  it("an end in no zone counts with 1, also against a factor below 1", () => {
    expect(Exact.format(zoneFactor(undefined, undefined, "MAX").factor)).toBe("1")
    expect(Exact.format(zoneFactor(cdg, undefined, "DROPOFF_ONLY").factor)).toBe("1")
    expect(Exact.format(zoneFactor(undefined, cdg, "AVERAGE").factor)).toBe("1.1")
    const cheap = { ...cdg!, factor: Exact.of(9, 10) }
    expect(Exact.format(zoneFactor(cheap, undefined, "MAX").factor)).toBe("1")
  })

  it("says which zones and factors it came from", () => {
    expect(zoneFactor(paris, cdg, "MAX").inputs).toEqual({
      pickupZone: "PARIS",
      pickupFactor: "1.00",
      dropOffZone: "CDG",
      dropOffFactor: "1.20",
      combined: "MAX",
    })
    expect(zoneFactor(undefined, undefined, "AVERAGE").inputs).toEqual({
      pickupFactor: "1.00",
      dropOffFactor: "1.00",
      combined: "AVERAGE",
    })
  })
})
