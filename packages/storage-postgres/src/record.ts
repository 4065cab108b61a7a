/**
 * A record travels as one JSON parameter whose keys are the columns, and PostgreSQL reads it by the table's own types.
 *
 * Columns are always named: a release must go on writing while the next one has already added a column.
 */
import { type OperatorId, StaleVersion } from "@caleche/core"
import { Effect } from "effect"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** The columns of a table that are written from JSON. */
export interface Columns {
  /** `a, b`. */
  readonly list: Fragment
  /** `r.a, r.b`. */
  readonly values: Fragment
  /** The columns of an update: all but those that never change once written. */
  readonly changing: Fragment
  readonly changed: Fragment
}

/** Columns of `table`; `fixed` ones are written once. */
export const columnsOf = (
  tenant: TenantSql,
  fixed: ReadonlyArray<string>,
  changing: ReadonlyArray<string>,
): Columns => {
  const all = [...fixed, ...changing]
  const listed = (columns: ReadonlyArray<string>, from = "") =>
    tenant.literal(columns.map((column) => from + column).join(", "))
  return {
    list: listed(all),
    values: listed(all, "r."),
    changing: listed(changing),
    changed: listed(changing, "r."),
  }
}

/** `r`: one row of the table from a JSON object, or a set of rows from an array. */
export const rowFrom = (sql: Sql, table: Fragment, row: object): Fragment =>
  Array.isArray(row)
    ? sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(row)}::jsonb) r`
    : sql`jsonb_populate_record(null::${table}, ${JSON.stringify(row)}::jsonb) r`

/** Fails with the stored version when an update that asked for the version before `version` changed nothing; 0 when there is no such row. */
export const orStale = Effect.fnUntraced(function* (
  tenant: TenantSql,
  operation: string,
  table: Fragment,
  operatorId: OperatorId,
  { id, version }: { readonly id: string; readonly version: number },
  updated: ReadonlyArray<object>,
) {
  if (updated.length > 0) return
  const [stored] = yield* tenant.read<{ readonly version: number }>(
    operation,
    operatorId,
    (sql, mine) => sql`
      select version from ${table} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
  )
  return yield* new StaleVersion({ id, expected: version - 1, actual: stored?.version ?? 0 })
})
