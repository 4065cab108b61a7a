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

/** `rows`: how many rows the grid has in all. */
export const candidatesOf = (stage: Stage, rows: number, query: GridQuery): ReadonlyArray<Candidate> => {
  const from = stage.ends.at(query.from)
  if (from.length === 0) return none
  const to = stage.ends.at(query.to)
  const found: Array<Candidate> = []
  for (const origin of from)
    for (const destination of to) {
      const written = stage.byEnds[origin]?.get(destination)
      if (written !== undefined) collect(written, false, rows, query, found)
      // A row that fits as written, as from Paris to Paris, is not turned round.
      if (from.includes(destination) && to.includes(origin)) continue
      const turned = stage.byEnds[destination]?.get(origin)
      if (turned !== undefined) collect(turned, true, rows, query, found)
    }
  return found
}

const none: ReadonlyArray<Candidate> = []

function collect(
  between: ReadonlyArray<GridRow>,
  reversed: boolean,
  rows: number,
  { day, vehicleCategory }: GridQuery,
  found: Array<Candidate>,
): void {
  for (const compiled of between) {
    const { row } = compiled
    const category = row.vehicleCategory === null ? 1 : row.vehicleCategory === vehicleCategory ? 0 : 2
    const reason = onlyReason(
      absence(row, day),
      category === 2 ? "OTHER_CATEGORY" : undefined,
      reversed && row.oneWay === true ? "OTHER_DIRECTION" : undefined,
    )
    if (reason === "SEVERAL") continue
    const direction = row.oneWay === true ? 0 : reversed ? 2 : 1
    const rank = (((2 - compiled.addresses) * 3 + category) * 3 + direction) * rows + compiled.order
    insert(found, { compiled, reversed, reason, rank })
  }
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

/** Puts a candidate where it belongs among the few there are. */
function insert(found: Array<Candidate>, candidate: Candidate): void {
  let at = found.length
  found.push(candidate)
  for (; at > 0 && found[at - 1]!.rank > candidate.rank; at--) found[at] = found[at - 1]! // at > 0
  found[at] = candidate
}
