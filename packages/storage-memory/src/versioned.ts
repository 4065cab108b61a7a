/** Storing a record whose version must be one more than the stored one, and finding one under the id of what was folded into it. */
import { type OperatorId, StaleVersion } from "@caleche/core"
import { Result } from "effect"
import { put, row, type Table } from "./Store.ts"

/** The table with `next` in place of its predecessor. A record that is not there is a defect: it was read before. */
export const succeed = <A extends { readonly id: string; readonly version: number }>(
  table: Table<A>,
  operatorId: OperatorId,
  next: A,
): Result.Result<Table<A>, StaleVersion> => {
  const stored = row(table, operatorId, next.id)
  if (stored === undefined) throw new Error(`${next.id} was never stored`)
  return stored.version === next.version - 1
    ? Result.succeed(put(table, operatorId, next.id, next))
    : Result.fail(new StaleVersion({ id: next.id, expected: next.version - 1, actual: stored.version }))
}

/** The row, or the one it was folded into. */
export const standing = <A extends { readonly mergedInto?: string }>(
  table: Table<A>,
  operatorId: OperatorId,
  id: string,
): A | undefined => {
  const found = row(table, operatorId, id)
  return found?.mergedInto === undefined ? found : standing(table, operatorId, found.mergedInto)
}
