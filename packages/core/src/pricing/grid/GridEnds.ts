/** The ends of one owner's rows, each once, and which of them a place is at: its zone's, and the addresses within reach. */
import type { Place } from "../../shared/Place.ts"
import type { End } from "../book/Route.ts"
import { type BoxIndex, boxIndex } from "../zones/BoxIndex.ts"
import { circle } from "../zones/circle.ts"
import type { Area } from "../zones/Area.ts"
import type { CompiledZone, CompiledZones, Located } from "../zones/compileZones.ts"
import { spherePoint } from "../zones/Sphere.ts"
import { isAddress } from "./GridRow.ts"

/** One end of the trip: the place, and where `CompiledZones.locate` found it. */
export interface GridPlace {
  readonly place: Place
  readonly located: Located
}

interface Address {
  readonly number: number
  readonly area: Area
}

const none: ReadonlyArray<number> = []

export class GridEnds {
  private readonly numbers = new Map<string, number>()
  /** A place in no zone is at none of these ends. */
  private readonly byZone = new Map<CompiledZone | undefined, Array<number>>()
  private readonly addresses: Array<Address> = []
  private readonly boxes: BoxIndex

  /** `zones`: those a place can be found in. */
  constructor(ends: ReadonlyArray<End>, zones: CompiledZones["byId"]) {
    for (const end of ends) this.add(end, zones)
    this.boxes = boxIndex(this.addresses.map(({ area }) => area.box))
  }

  /** The number of one of the ends; equal ends have one. */
  numberOf(end: End): number {
    return this.numbers.get(keyOf(end))! // all have been added
  }

  /** The numbers of the ends the place is at. */
  at({ located, place }: GridPlace): ReadonlyArray<number> {
    const zoned = this.byZone.get(located.zone) ?? none
    if (this.addresses.length === 0) return zoned
    const near = this.addressesAt(place)
    return near.length === 0 ? zoned : [...near, ...zoned]
  }

  private add(end: End, zones: CompiledZones["byId"]): void {
    const key = keyOf(end)
    if (this.numbers.has(key)) return
    const number = this.numbers.size
    this.numbers.set(key, number)
    if (isAddress(end)) {
      const { position, toleranceMetres } = end.address
      this.addresses.push({ number, area: circle(position, toleranceMetres / 1_000) })
    } else
      for (const id of new Set(end.zoneIds)) {
        const zone = zones.get(id)
        if (zone === undefined) continue
        const known = this.byZone.get(zone)
        if (known === undefined) this.byZone.set(zone, [number])
        else known.push(number)
      }
  }

  private addressesAt({ latitude, longitude }: Place): ReadonlyArray<number> {
    if (latitude === undefined || longitude === undefined) return none
    const point = spherePoint(longitude, latitude)
    const near: Array<number> = []
    for (const candidate of this.boxes.around(longitude, latitude)) {
      const { area, number } = this.addresses[candidate]! // the index answers with places in the list
      if (area.contains(point)) near.push(number)
    }
    return near
  }
}

/** What makes two ends one: the set of zones, or the spot and its tolerance. */
function keyOf(end: End): string {
  if (!isAddress(end)) {
    const { zoneIds } = end
    // Most ends are one zone, and a book has thousands.
    return zoneIds.length === 1 ? zoneIds[0]! : [...new Set(zoneIds)].toSorted().join(" ")
  }
  const { position, toleranceMetres } = end.address
  return `@${position[0]} ${position[1]} ${toleranceMetres}`
}
