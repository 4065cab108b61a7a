/** Rows that compete with each other, found by where a trip begins and ends: as they are written, and turned round. */
import type { LocalDate } from "../../shared/Instant.ts"
import { absence } from "../book/Row.ts"
import type { CompiledZones } from "../zones/compileZones.ts"
import type { GridQuery } from "./compileGrid.ts"
import { EndPairs } from "./EndPairs.ts"
import { GridEnds, type GridPlace } from "./GridEnds.ts"
import type { GridRow } from "./GridRow.ts"

/** A row between the ends of a trip. */
export interface Fitting {
  readonly compiled: GridRow
  /** From its `to` to its `from`. */
  readonly reversed: boolean
  /** Its rank among all rows of the grid, for a trip of a category it is for: smaller goes first. */
  readonly rank: number
  /** The same for a trip of another category, which it is told of. */
  readonly rankElsewhere: number
  /** On whatever day: most rows are, and are not read to find that out. */
  readonly isAlways: boolean
  /** No other row lies between the same ends. */
  readonly isAlone: boolean
}

type Asked = Pick<GridQuery, "day" | "vehicleCategory">
/** Of the ends a place is at. */
type Numbers = ReadonlyArray<number>

/** Stands for the category of a row against its direction. */
const never = -1

export class Stage {
  private readonly ends: GridEnds
  private readonly pairs: EndPairs
  /** Those between the same ends beside each other, the best first. */
  private readonly fittings: ReadonlyArray<Fitting>
  /** Of each of them the number of its category: what most are passed over for is read without reading them. */
  private readonly takes: Int32Array
  private readonly categories: ReadonlyMap<string | null, number>
  private readonly any: number | undefined

  /** `all`: how many rows the grid has, in all of its stages. */
  constructor(rows: ReadonlyArray<GridRow>, all: number, zones: CompiledZones["byId"]) {
    const ends = new GridEnds(
      rows.flatMap(({ row }) => [row.from, row.to]),
      zones,
    )
    const filed = rows.flatMap((compiled) => bothWays(compiled, ends, all)).toSorted(byEndsThenRank)
    const pairs = new EndPairs(filed)
    const categories = new Map(
      [...new Set(rows.map(({ row }) => row.vehicleCategory))].map((category, number) => [category, number]),
    )
    this.ends = ends
    this.pairs = pairs
    this.fittings = filed.map(({ compiled, destination, origin, rank, reversed }) => ({
      compiled,
      reversed,
      rank,
      rankElsewhere: rank + 6 * all,
      isAlways: isAlways(compiled),
      isAlone: pairs.count(pairs.slotOf(origin, destination)) === 1,
    }))
    this.takes = Int32Array.from(
      filed,
      ({ compiled: { row }, reversed }) =>
        reversed && row.oneWay === true ? never : categories.get(row.vehicleCategory)!, // each row's is there
    )
    this.categories = categories
    this.any = categories.get(null)
  }

  /** The ends a place is at. */
  at(place: GridPlace): Numbers {
    return this.ends.at(place)
  }

  /** The best row that fits between any of the ends. */
  best(from: Numbers, to: Numbers, asked: Asked): Fitting | undefined {
    const category = this.categories.get(asked.vehicleCategory)
    if (from.length === 1 && to.length === 1)
      return this.bestOf(this.pairs.slotOf(from[0]!, to[0]!), category, asked.day) // each has one
    let best: Fitting | undefined
    for (const slot of this.pairs.slotsBetween(from, to)) {
      const one = this.bestOf(slot, category, asked.day)
      if (one !== undefined && (best === undefined || one.rank < best.rank)) best = one
    }
    return best
  }

  /** All rows between any of the ends, whether they fit or not. */
  between(from: Numbers, to: Numbers): ReadonlyArray<Fitting> {
    if (from.length === 1 && to.length === 1) return this.filed(this.pairs.slotOf(from[0]!, to[0]!)) // each has one
    const [origins, destinations] = [new Set(from), new Set(to)]
    return this.pairs.slotsBetween(from, to).flatMap((slot) => {
      // One both of whose ends are at both ends of the trip fits as written, and is not turned round.
      const isEitherWay =
        origins.has(this.pairs.destination(slot)) && destinations.has(this.pairs.origin(slot))
      return this.filed(slot).filter(({ reversed }) => !reversed || !isEitherWay)
    })
  }

  private bestOf(slot: number, category: number | undefined, day: LocalDate): Fitting | undefined {
    const { any, fittings, pairs, takes } = this
    const first = pairs.first(slot)
    const after = first + pairs.count(slot)
    for (let place = first; place < after; place++) {
      if (takes[place] !== category && takes[place] !== any) continue
      const fitting = fittings[place]! // a place in the list
      if (fitting.isAlways || absence(fitting.compiled.row, day) === undefined) return fitting
    }
    return undefined
  }

  private filed(slot: number): ReadonlyArray<Fitting> {
    const first = this.pairs.first(slot)
    return this.fittings.slice(first, first + this.pairs.count(slot))
  }
}

interface Filed extends Pick<Fitting, "compiled" | "reversed" | "rank"> {
  /** Numbers of ends. */
  readonly origin: number
  readonly destination: number
}

/** As it is written and turned round; one that then reads the same, as from Paris to Paris, is not turned round. */
function bothWays(compiled: GridRow, ends: GridEnds, all: number): ReadonlyArray<Filed> {
  const [from, to] = [ends.numberOf(compiled.row.from), ends.numberOf(compiled.row.to)]
  const written = {
    origin: from,
    destination: to,
    compiled,
    reversed: false,
    rank: rankOf(compiled, false, all),
  }
  if (from === to) return [written]
  return [
    written,
    { origin: to, destination: from, compiled, reversed: true, rank: rankOf(compiled, true, all) },
  ]
}

function isAlways({ row }: GridRow): boolean {
  return row.active !== false && row.validFrom === undefined && row.validUntil === undefined
}

/** Fewer addresses, then any category, then the direction, then the order make it greater. */
function rankOf({ addresses, order, row }: GridRow, reversed: boolean, all: number): number {
  const category = row.vehicleCategory === null ? 1 : 0
  const direction = row.oneWay === true ? 0 : reversed ? 2 : 1
  return ((2 - addresses) * 9 + category * 3 + direction) * all + order
}

function byEndsThenRank(a: Filed, b: Filed): number {
  return a.origin - b.origin || a.destination - b.destination || a.rank - b.rank
}
