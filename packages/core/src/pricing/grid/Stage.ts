/** Rows that compete with each other, found by where a trip begins and ends: as they are written, and turned round. */
import { type GridPlace, gridEnds } from "./GridEnds.ts"
import type { GridRow } from "./GridRow.ts"

/** A row between the ends of a trip. */
export interface Fitting {
  readonly compiled: GridRow
  /** From its `to` to its `from`. */
  readonly reversed: boolean
  /** Its rank among all rows of the grid, were they all for the trip's own category: smaller goes first. */
  readonly rank: number
  /** What the rank grows by with each step away from the trip's own category. */
  readonly perCategory: number
}

export interface Stage {
  readonly between: (from: GridPlace, to: GridPlace) => ReadonlyArray<Fitting>
}

const none: ReadonlyArray<Fitting> = []

/** `all`: how many rows the grid has, in all of its stages. */
export const stage = (rows: ReadonlyArray<GridRow>, all: number): Stage => {
  const ends = gridEnds(rows.flatMap(({ row }) => [row.from, row.to]))
  /** By the number of the end where a trip begins, then of the one where it ends. */
  const byEnds: Array<Map<number, Array<Fitting>> | undefined> = []
  const file = (from: number, to: number, fitting: Fitting) => {
    const begun = (byEnds[from] ??= new Map())
    const known = begun.get(to)
    if (known === undefined) begun.set(to, [fitting])
    else known.push(fitting)
  }
  for (const compiled of rows) {
    const [from, to] = [ends.numberOf(compiled.row.from), ends.numberOf(compiled.row.to)]
    file(from, to, fittingOf(compiled, false, all))
    // A row that fits as written, as from Paris to Paris, is not turned round.
    if (from !== to) file(to, from, fittingOf(compiled, true, all))
  }
  const between = (from: ReadonlyArray<number>, to: ReadonlyArray<number>): ReadonlyArray<Fitting> => {
    const found: Array<Fitting> = []
    const [origins, destinations] = [new Set(from), new Set(to)]
    const take = (origin: number, destination: number, fitting: ReadonlyArray<Fitting>) => {
      // Nor is one both of whose ends are at both ends of the trip.
      const isEitherWay = origins.has(destination) && destinations.has(origin)
      for (const one of fitting) if (!one.reversed || !isEitherWay) found.push(one)
    }
    for (const origin of origins) {
      const begun = byEnds[origin]! // each end is one of some row
      // The fewer are gone through: a zone may stand in as many different ends as there are rows.
      if (begun.size < destinations.size) {
        for (const [destination, fitting] of begun)
          if (destinations.has(destination)) take(origin, destination, fitting)
      } else for (const destination of destinations) take(origin, destination, begun.get(destination) ?? none)
    }
    return found
  }
  return {
    between: (from, to) => {
      const origins = ends.at(from)
      if (origins.length === 0) return none
      const destinations = ends.at(to)
      if (destinations.length === 0) return none
      if (origins.length > 1 || destinations.length > 1) return between(origins, destinations)
      return byEnds[origins[0]!]!.get(destinations[0]!) ?? none // each has one, which is one of some row
    },
  }
}

function fittingOf(compiled: GridRow, reversed: boolean, all: number): Fitting {
  const { addresses, order, row } = compiled
  const direction = row.oneWay === true ? 0 : reversed ? 2 : 1
  return { compiled, reversed, rank: ((2 - addresses) * 9 + direction) * all + order, perCategory: 3 * all }
}
