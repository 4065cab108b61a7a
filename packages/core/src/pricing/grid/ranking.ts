/**
 * The rows of one level that fit a trip, best first: an address end before a zone end, the trip's own category before any,
 * one-way before two-way in the written direction before two-way reversed, the later `validFrom`, then the id.
 *
 * Each end that is an address counts alike, pickup or drop-off: two go before one, one before none. Two rows with one each,
 * at different ends, are equally near to the trip, so what follows decides between them.
 */
import { absence } from "../book/Row.ts"
import type { GridQuery } from "./compileGrid.ts"
import type { GridReason, GridRow } from "./GridRow.ts"
import type { Fitting } from "./Stage.ts"

/** A row that fits the trip, or would but for one thing. */
export interface Candidate {
  readonly compiled: GridRow
  readonly reason: GridReason | undefined
  /** Smaller goes first; no two rows have the same. */
  readonly rank: number
}

type Asked = Pick<GridQuery, "day" | "vehicleCategory">

/** All of them, the best first. */
export const candidatesOf = (between: ReadonlyArray<Fitting>, query: Asked): ReadonlyArray<Candidate> => {
  const found: Array<Candidate> = []
  for (const { compiled, rank, rankElsewhere, reversed } of between) {
    const { row } = compiled
    const isOther = row.vehicleCategory !== null && row.vehicleCategory !== query.vehicleCategory
    const reason = onlyReason(
      absence(row, query.day),
      isOther ? "OTHER_CATEGORY" : undefined,
      reversed && row.oneWay === true ? "OTHER_DIRECTION" : undefined,
    )
    if (reason !== "SEVERAL") found.push({ compiled, reason, rank: isOther ? rankElsewhere : rank })
  }
  return sorted(found)
}

/** By rank. There are seldom more than one a category, and so few are put in order by hand at a tenth of the cost. */
function sorted(found: Array<Candidate>): ReadonlyArray<Candidate> {
  if (found.length > 8) return found.sort((a, b) => a.rank - b.rank)
  for (let n = 1; n < found.length; n++) {
    const one = found[n]! // all are places in the list
    let at = n
    for (; at > 0 && found[at - 1]!.rank > one.rank; at--) found[at] = found[at - 1]!
    found[at] = one
  }
  return found
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
