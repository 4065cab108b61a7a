/** The ends of one owner's rows, each once, and which of them a place is at: its zone's, and the addresses within reach. */
import type { Place } from "../../shared/Place.ts"
import type { End } from "../book/Route.ts"
import { type BoxIndex, boxIndex } from "../zones/BoxIndex.ts"
import { circle } from "../zones/circle.ts"
import type { Area } from "../zones/Area.ts"
import type { Located } from "../zones/compileZones.ts"
import { spherePoint } from "../zones/Sphere.ts"
import { isAddress } from "./GridRow.ts"

/** One end of the trip: the place, and where `CompiledZones.locate` found it. */
export interface GridPlace {
  readonly place: Place
  readonly located: Located
}

export interface GridEnds {
  /** The number of an end; equal ends have one. */
  readonly numberOf: (end: End) => number
  /** The numbers of the ends the place is at. */
  readonly at: (place: GridPlace) => ReadonlyArray<number>
}

const none: ReadonlyArray<number> = []

export const gridEnds = (ends: ReadonlyArray<End>): GridEnds => {
  const numbers = new Map<string, number>()
  const byZone = new Map<string, Array<number>>()
  const addresses: Array<{ readonly number: number; readonly area: Area }> = []
  for (const end of ends) {
    const key = keyOf(end)
    if (numbers.has(key)) continue
    const number = numbers.size
    numbers.set(key, number)
    if (isAddress(end)) {
      const { position, toleranceMetres } = end.address
      addresses.push({ number, area: circle(position, toleranceMetres / 1_000) })
    } else
      for (const id of new Set(end.zoneIds)) {
        const known = byZone.get(id)
        if (known === undefined) byZone.set(id, [number])
        else known.push(number)
      }
  }
  const boxes = boxIndex(addresses.map(({ area }) => area.box))
  return {
    numberOf: (end) => numbers.get(keyOf(end))!, // of one of the ends given above
    at: ({ located, place }) => {
      const zoned = located.zone === undefined ? none : (byZone.get(located.zone.zone.id) ?? none)
      if (addresses.length === 0) return zoned
      const near = addressesAt(place, addresses, boxes)
      return near.length === 0 ? zoned : [...near, ...zoned]
    },
  }
}

function addressesAt(
  { latitude, longitude }: Place,
  addresses: ReadonlyArray<{ readonly number: number; readonly area: Area }>,
  boxes: BoxIndex,
): ReadonlyArray<number> {
  if (latitude === undefined || longitude === undefined) return none
  const around = boxes.around(longitude, latitude)
  if (around.length === 0) return none
  const point = spherePoint(longitude, latitude)
  const near: Array<number> = []
  for (const candidate of around) {
    const { area, number } = addresses[candidate]! // the index answers with places in the list
    if (area.contains(point)) near.push(number)
  }
  return near
}

/** What makes two ends one: the set of zones, or the spot and its tolerance. */
function keyOf(end: End): string {
  if (!isAddress(end)) return [...new Set(end.zoneIds)].toSorted().join(" ")
  const { position, toleranceMetres } = end.address
  return `@${position[0]} ${position[1]} ${toleranceMetres}`
}
