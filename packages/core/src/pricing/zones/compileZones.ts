/** Finds the zone a place lies in, of many, fast; of several the one the book's strategy picks. */
import { one, type Exact } from "../../shared/Exact.ts"
import type { Place } from "../../shared/Place.ts"
import * as Factor from "../book/Factor.ts"
import type { Zone, ZoneStrategy } from "../book/Zone.ts"
import { type Area, areaOf, type DrawnShape } from "./Area.ts"
import { boxIndex } from "./BoxIndex.ts"
import { normalised, prefixIndex } from "./postalCodes.ts"
import { type Claim, inOrder } from "./strategies.ts"
import { type SpherePoint, spherePoint } from "./Sphere.ts"

export interface CompiledZone {
  readonly zone: Zone
  readonly factor: Exact
  /** Of its surface, for SPECIFICITY; infinite where only postal codes are known. */
  readonly squareKm: number
}

/** Where a place lies: in one zone that counts, or in none, and in others that do not. */
export interface Located {
  readonly zone: CompiledZone | undefined
  /** The best first, by the same strategy. */
  readonly others: ReadonlyArray<CompiledZone>
}

export interface CompiledZones {
  readonly strategy: ZoneStrategy
  /** The active ones. */
  readonly byId: ReadonlyMap<string, CompiledZone>
  readonly locate: (place: Place) => Located
}

/** In no zone. */
const nowhere: Located = { zone: undefined, others: [] }

/**
 * Makes the zones ready to be asked; those that are not active do not exist. A place without coordinates lies in the zones
 * of its postal code only, and a place that names no country in those of any.
 */
export const compileZones = (zones: ReadonlyArray<Zone>, strategy: ZoneStrategy): CompiledZones => {
  const active = zones.filter((zone) => zone.active !== false)
  const drawn: Array<Drawn> = []
  const coded: Array<Claim & { readonly prefix: string }> = []
  const byId = new Map<string, CompiledZone>()
  for (const zone of active) {
    const factor = zone.factor === undefined ? one : Factor.exact(zone.factor)
    if (zone.shape.type === "POSTAL_CODES") {
      const compiled = { zone, factor, squareKm: Number.POSITIVE_INFINITY }
      byId.set(zone.id, compiled)
      for (const prefix of new Set(zone.shape.codes.map(normalised)))
        coded.push({ compiled, prefixLength: prefix.length, prefix })
    } else {
      const area = areaOf(zone.shape satisfies DrawnShape)
      const compiled = { zone, factor, squareKm: area.squareKm }
      byId.set(zone.id, compiled)
      drawn.push({ compiled, prefixLength: 0, area })
    }
  }
  return { strategy, byId, locate: locator(drawn, coded, strategy) }
}

interface Drawn extends Claim {
  readonly area: Area
}

/** A zone that holds the place in question. */
interface Hit {
  readonly compiled: CompiledZone
  /** Its place among all zones by the strategy; smaller is better. */
  readonly rank: number
  /** The squared chord to its centre, under CLOSEST; 0 otherwise. */
  readonly distance: number
}

function locator(
  drawn: ReadonlyArray<Drawn>,
  coded: ReadonlyArray<Claim & { readonly prefix: string }>,
  strategy: ZoneStrategy,
): CompiledZones["locate"] {
  const ranks = new Map([...drawn, ...coded].toSorted(inOrder(strategy)).map((claim, rank) => [claim, rank]))
  const areas = drawn.map((claim) => ({ ...claim, rank: ranks.get(claim)! })) // every claim is ranked
  const boxes = boxIndex(drawn.map(({ area }) => area.box))
  const prefixes = prefixIndex(coded.map((claim) => [claim.prefix, { ...claim, rank: ranks.get(claim)! }])) // the same
  const isClosest = strategy === "CLOSEST"

  const hitsAround = (point: SpherePoint, hits: Array<Hit>): void => {
    const around = boxes.around(point)
    for (let n = 0; n < around.length; n++) {
      const { area, compiled, rank } = areas[around[n]!]! // the index answers with places in the list
      if (area.contains(point))
        insert(hits, { compiled, rank, distance: isClosest ? area.fromCentre(point) : 0 })
    }
  }
  const hitsOfCode = ({ country, postalCode }: Place, hits: Array<Hit>): void => {
    if (coded.length === 0 || postalCode === undefined) return
    for (const { compiled, rank } of prefixes.within(postalCode)) {
      const { shape } = compiled.zone
      const elsewhere =
        country !== undefined &&
        "country" in shape &&
        shape.country !== undefined &&
        shape.country !== country
      if (!elsewhere && !hits.some((hit) => hit.compiled === compiled))
        insert(hits, { compiled, rank, distance: Number.POSITIVE_INFINITY })
    }
  }

  return (place) => {
    const hits: Array<Hit> = []
    if (place.latitude !== undefined && place.longitude !== undefined)
      hitsAround(spherePoint(place.longitude, place.latitude), hits)
    hitsOfCode(place, hits)
    const [best] = hits
    if (best === undefined) return nowhere
    return {
      zone: best.compiled,
      others: hits.length === 1 ? nowhere.others : hits.slice(1).map(({ compiled }) => compiled),
    }
  }
}

/** Puts a hit where it belongs among the few there are. */
function insert(hits: Array<Hit>, hit: Hit): void {
  let at = hits.length
  for (; at > 0; at--) {
    const before = hits[at - 1]! // at > 0
    if (before.distance < hit.distance || (before.distance === hit.distance && before.rank < hit.rank)) break
  }
  hits.splice(at, 0, hit)
}
