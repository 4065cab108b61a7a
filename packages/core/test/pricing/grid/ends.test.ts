import { describe, expect, it } from "vitest"
import { GridEnds } from "../../../src/pricing/grid/GridEnds.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { zoneOf } from "../zones/demoZones.ts"

const hotel = { address: { label: "Hôtel", position: [2.295, 48.8738] as const, toleranceMetres: 150 } }
const here: Place = { label: "Hôtel", latitude: 48.8738, longitude: 2.295 }
const nowhere = { zone: undefined, others: [] } // a place found in no zone
const { byId } = compileZones(
  ["A", "OFF"].map((id) =>
    zoneOf({ id, name: id, active: id === "A", shape: { type: "RADIUS", centre: [2, 48], radiusKm: 5 } }),
  ),
  "SPECIFICITY",
)
const zones = (...zoneIds: ReadonlyArray<string>) => ({ zoneIds })

describe("the ends of agreed prices", () => {
  it("are one where they name the same zones, in any order and however often", () => {
    const ends = new GridEnds([zones("A", "B"), zones("B", "A", "A"), zones("A")], byId)
    expect(ends.numberOf(zones("B", "A"))).toBe(ends.numberOf(zones("A", "B")))
    expect(ends.numberOf(zones("A"))).not.toBe(ends.numberOf(zones("A", "B")))
  })

  it("are two where the names of their zones only read alike together", () => {
    const ends = new GridEnds([zones("CD", "G"), zones("C", "DG")], byId)
    expect(ends.numberOf(zones("CD", "G"))).not.toBe(ends.numberOf(zones("C", "DG")))
  })

  it("at an address are those within reach of a place of which both coordinates are known", () => {
    const ends = new GridEnds([zones("A"), hotel], byId)
    const ofPlace = (place: Place) => ends.at({ place, located: nowhere })
    expect(ofPlace(here)).toEqual([ends.numberOf(hotel)])
    expect(ofPlace({ ...here, latitude: 48.9 })).toEqual([])
    const { latitude, longitude, ...label } = here
    expect([
      ofPlace(label),
      ofPlace({ ...label, latitude: latitude! }),
      ofPlace({ ...label, longitude: longitude! }),
    ]).toEqual([[], [], []])
  })

  it("are those of the zone a place was found in, and never those of zones it cannot be found in", () => {
    const ends = new GridEnds([zones("OFF"), zones("A", "OFF"), zones("A"), zones("GONE")], byId)
    const located = (zone = byId.get("A")) => ({ place: here, located: { zone, others: [] } })
    expect(ends.at(located())).toEqual([1, 2])
    expect(ends.at({ place: here, located: nowhere })).toEqual([])
  })
})
