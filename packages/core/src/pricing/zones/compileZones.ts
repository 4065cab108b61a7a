/** Finds the zone a place lies in, of many, fast; of several the one the book's strategy picks. */
import { one, type Exact } from "../../shared/Exact.ts"
import type { Place } from "../../shared/Place.ts"
import * as Factor from "../book/Factor.ts"
import type { Zone, ZoneStrategy } from "../book/Zone.ts"
import { type Area, areaOf, type DrawnShape } from "./Area.ts"
import { boxIndex } from "./BoxIndex.ts"
import { normalised, prefixIndex } from "./postalCodes.ts"
import { type Claim, inOrder } from "./strategies.ts"
import { spherePoint } from "./Sphere.ts"

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
  const coded: Array<Coded> = []
  const byId = new Map<string, CompiledZone>()
  for (const zone of active) {
    const factor = zone.factor === undefined ? one : Factor.exact(zone.factor)
    if (zone.shape.type === "POSTAL_CODES") {
      const compiled = { zone, factor, squareKm: Number.POSITIVE_INFINITY }
      byId.set(zone.id, compiled)
      for (const prefix of new Set(zone.shape.codes.map(normalised)))
        coded.push({ compiled, prefixLength: prefix.length, prefix, country: zone.shape.country })
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
interface Coded extends Claim {
  readonly prefix: string
  readonly country: string | undefined
}
/** With its place among all claims by the strategy: smaller is better. */
type Ranked<A extends Claim> = A & {
  readonly rank: number
  /** A place in this zone alone: the same answer each time. */
  readonly alone: Located
}

/** The zones that hold one place, the best first. */
class Hits {
  private claims: Array<Ranked<Claim>> | undefined
  private distances: Array<number> | undefined
  private first: Ranked<Claim> | undefined
  private nearest = 0

  has(zone: CompiledZone): boolean {
    if (this.claims === undefined) return this.first?.compiled === zone
    return this.claims.some(({ compiled }) => compiled === zone)
  }

  /** Puts a claim where it belongs among the few there are: the nearer first, then by rank. */
  insert(claim: Ranked<Claim>, distance: number): void {
    if (this.first === undefined) {
      // Most places are in one zone.
      this.first = claim
      this.nearest = distance
      return
    }
    const claims = (this.claims ??= [this.first])
    const distances = (this.distances ??= [this.nearest])
    let at = claims.length
    for (; at > 0; at--) {
      const before = claims[at - 1]! // at > 0, and there are as many distances
      const near = distances[at - 1]!
      if (near < distance || (near === distance && before.rank < claim.rank)) break
      claims[at] = before
      distances[at] = near
    }
    claims[at] = claim
    distances[at] = distance
  }

  get located(): Located {
    if (this.claims === undefined) return this.first?.alone ?? nowhere
    const [zone, ...others] = this.claims.map(({ compiled }) => compiled)
    return { zone, others }
  }
}

function locator(
  drawn: ReadonlyArray<Drawn>,
  coded: ReadonlyArray<Coded>,
  strategy: ZoneStrategy,
): CompiledZones["locate"] {
  const ranks = new Map<Claim, number>(
    [...drawn, ...coded].toSorted(inOrder(strategy)).map((claim, rank) => [claim, rank]),
  )
  const ranked = <A extends Claim>(claim: A): Ranked<A> => ({
    ...claim,
    rank: ranks.get(claim)!, // all are
    alone: { zone: claim.compiled, others: nowhere.others },
  })
  const areas = drawn.map(ranked)
  const boxes = boxIndex(drawn.map(({ area }) => area.box))
  const prefixes = prefixIndex(coded.map((claim) => [claim.prefix, ranked(claim)]))
  const isClosest = strategy === "CLOSEST"

  const drawnAround = (longitude: number, latitude: number, hits: Hits): void => {
    const around = boxes.around(longitude, latitude)
    if (around.length === 0) return
    const point = spherePoint(longitude, latitude)
    for (let n = 0; n < around.length; n++) {
      const claim = areas[around[n]!]! // the index answers with places in the list
      if (claim.area.contains(point)) hits.insert(claim, isClosest ? claim.area.fromCentre(point) : 0)
    }
  }
  const codedAt = ({ country }: Place, postalCode: string, hits: Hits): void => {
    for (const claim of prefixes.within(postalCode))
      if (!isAbroad(claim, country) && !hits.has(claim.compiled))
        hits.insert(claim, isClosest ? Number.POSITIVE_INFINITY : 0)
  }

  return (place) => {
    const hits = new Hits()
    if (place.latitude !== undefined && place.longitude !== undefined)
      drawnAround(place.longitude, place.latitude, hits)
    if (coded.length > 0 && place.postalCode !== undefined) codedAt(place, place.postalCode, hits)
    return hits.located
  }
}

/** Whether the zone is known to lie in another country. */
function isAbroad(claim: Coded, country: string | undefined): boolean {
  return country !== undefined && claim.country !== undefined && claim.country !== country
}
