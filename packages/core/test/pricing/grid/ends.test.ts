import { describe, expect, it } from "vitest"
import { gridEnds } from "../../../src/pricing/grid/GridEnds.ts"
import type { Place } from "../../../src/shared/Place.ts"

const hotel = { address: { label: "Hôtel", position: [2.295, 48.8738] as const, toleranceMetres: 150 } }
const here: Place = { label: "Hôtel", latitude: 48.8738, longitude: 2.295 }
const nowhere = { zone: undefined, others: [] } as never // a place found in no zone
const zones = (...zoneIds: ReadonlyArray<string>) => ({ zoneIds })

describe("the ends of agreed prices", () => {
  it("are one where they name the same zones, in any order and however often", () => {
    const { numberOf } = gridEnds([zones("A", "B"), zones("B", "A", "A"), zones("A")])
    expect(numberOf(zones("B", "A"))).toBe(numberOf(zones("A", "B")))
    expect(numberOf(zones("A"))).not.toBe(numberOf(zones("A", "B")))
  })

  it("are two where the names of their zones only read alike together", () => {
    const { numberOf } = gridEnds([zones("CD", "G"), zones("C", "DG")])
    expect(numberOf(zones("CD", "G"))).not.toBe(numberOf(zones("C", "DG")))
  })

  it("at an address are those within reach of a place of which both coordinates are known", () => {
    const { at, numberOf } = gridEnds([zones("A"), hotel])
    const ofPlace = (place: Place) => at({ place, located: nowhere })
    expect(ofPlace(here)).toEqual([numberOf(hotel)])
    expect(ofPlace({ ...here, latitude: 48.9 })).toEqual([])
    const { latitude, longitude, ...label } = here
    expect([
      ofPlace(label),
      ofPlace({ ...label, latitude: latitude! }),
      ofPlace({ ...label, longitude: longitude! }),
    ]).toEqual([[], [], []])
  })
})
