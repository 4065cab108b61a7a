/**
 * The rows of one level that fit a trip, best first: an address end before a zone end, the trip's own category before any,
 * one-way before two-way in the written direction before two-way reversed, the later `validFrom`, then the id.
 *
 * Each end that is an address counts alike, pickup or drop-off: two go before one, one before none. Two rows with one each,
 * at different ends, are equally near to the trip, so what follows decides between them.
 */
import { absence } from "../book/Row.ts"
import type { GridQuery, Stage } from "./compileGrid.ts"
import type { GridReason, GridRow } from "./GridRow.ts"

/** A row that fits the trip, or would but for one thing. */
export interface Candidate {
  readonly compiled: GridRow
  readonly reversed: boolean
  readonly reason: GridReason | undefined
  /** Smaller goes first; no two rows have the same. */
  readonly rank: number
}

/** The best of those that fit. `rows`: how many rows the grid has in all. */
export const bestOf = (stage: Stage, rows: number, query: GridQuery): Candidate | undefined => {
  let best: Candidate | undefined
  fitting(stage, query, (between, reversed) => {
    for (const compiled of between) {
      const { row } = compiled
      const category = categoryRank(compiled, query)
      if (category === other || (reversed && row.oneWay === true)) continue
      const rank = rankOf(compiled, category, reversed, rows)
      if ((best === undefined || rank < best.rank) && absence(row, query.day) === undefined)
        best = { compiled, reversed, reason: undefined, rank }
    }
  })
  return best
}

/** All of them, the best first. */
export const candidatesOf = (stage: Stage, rows: number, query: GridQuery): ReadonlyArray<Candidate> => {
  const found: Array<Candidate> = []
  fitting(stage, query, (between, reversed) => {
    for (const compiled of between) {
      const { row } = compiled
      const category = categoryRank(compiled, query)
      const reason = onlyReason(
        absence(row, query.day),
        category === other ? "OTHER_CATEGORY" : undefined,
        reversed && row.oneWay === true ? "OTHER_DIRECTION" : undefined,
      )
      if (reason !== "SEVERAL")
        found.push({ compiled, reversed, reason, rank: rankOf(compiled, category, reversed, rows) })
    }
  })
  return found.length < 2 ? found : found.toSorted((a, b) => a.rank - b.rank)
}

/** Hands over the rows whose ends are those of the trip, as written and turned round. */
function fitting(
  stage: Stage,
  query: GridQuery,
  visit: (between: ReadonlyArray<GridRow>, reversed: boolean) => void,
): void {
  const from = stage.ends.at(query.from)
  if (from.length === 0) return
  const to = stage.ends.at(query.to)
  for (const origin of from)
    for (const destination of to) {
      const written = stage.byEnds[origin]?.get(destination)
      if (written !== undefined) visit(written, false)
      // A row that fits as written, as from Paris to Paris, is not turned round.
      if (from.includes(destination) && to.includes(origin)) continue
      const turned = stage.byEnds[destination]?.get(origin)
      if (turned !== undefined) visit(turned, true)
    }
}

const [own, any, other] = [0, 1, 2] as const

function categoryRank({ row }: GridRow, { vehicleCategory }: GridQuery): 0 | 1 | 2 {
  return row.vehicleCategory === null ? any : row.vehicleCategory === vehicleCategory ? own : other
}

function rankOf(
  { addresses, order, row }: GridRow,
  category: number,
  reversed: boolean,
  rows: number,
): number {
  const direction = row.oneWay === true ? 0 : reversed ? 2 : 1
  return (((2 - addresses) * 3 + category) * 3 + direction) * rows + order
}

/** What alone keeps a row from fitting; a row that fails in several things is not worth telling of. */
function onlyReason(
  absent: GridReason | undefined,
  category: GridReason | undefined,
  direction: GridReason | undefined,
): GridReason | "SEVERAL" | undefined {
  const first = absent ?? category ?? direction
  const isOnly =
    absent === undefined
      ? category === undefined || direction === undefined
      : category === undefined && direction === undefined
  return isOnly ? first : "SEVERAL"
}
