/** Where a page of a list begins, for lists that are sorted by an instant, a text or a number, and then by id. */
import { Page } from "@caleche/core"
import { DateTime, Effect, Option, Result } from "effect"
import type { Fragment, Sql } from "./tenantSql.ts"

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The type of the column a list is sorted by. */
export type KeyType = "timestamptz" | "text" | "bigint"

export interface Start {
  readonly descending: boolean
  readonly keyType: KeyType
  readonly after: Page.After | undefined
}

/** `CursorMismatch` also for a cursor whose position is no key of that type and id: nothing else ever was in one of ours. */
export const startOf = (
  request: Page.PageRequest<string>,
  filters: unknown,
  keyType: KeyType = "timestamptz",
): Effect.Effect<Start, Page.CursorMismatch> =>
  Effect.fromResult(
    Result.flatMap(Page.afterOf(request, filters), (after) =>
      after === undefined || (uuid.test(after.id) && isKey(keyType, after.key))
        ? Result.succeed({ descending: request.sort.startsWith("-"), keyType, after })
        : Result.fail(new Page.CursorMismatch({ cursor: request.cursor ?? "" })),
    ),
  )

const isKey = (keyType: KeyType, key: string): boolean => {
  switch (keyType) {
    case "text":
      return key.isWellFormed() && !key.includes("\0")
    case "bigint":
      return /^-?[0-9]{1,18}$/.test(key)
    case "timestamptz":
      return key === "-infinity" || Option.isSome(DateTime.make(key))
  }
}

/** `and (column, id) > (key, id)`, nothing on the first page. */
export const beyond = (
  sql: Sql,
  { after, descending, keyType }: Start,
  column: string,
  id = "id",
): Fragment => {
  if (after === undefined) return sql.literal("")
  const position = sql`(${sql.literal(column)}, ${sql.literal(id)})`
  const sign = sql.literal(descending ? "<" : ">")
  return sql`and ${position} ${sign} (${after.key}::${sql.literal(keyType)}, ${after.id}::uuid)`
}

export const inOrder = (sql: Sql, { descending }: Start, column: string, id = "id"): Fragment =>
  sql.literal(descending ? `order by ${column} desc, ${id} desc` : `order by ${column}, ${id}`)

/**
 * `limit` so many rows, written out: a plan that serves any parameters would take a parameter for a tenth of the table, and
 * join the page to whole tables.
 */
export const upTo = (sql: Sql, rows: number): Fragment => sql.literal(`limit ${Math.trunc(Number(rows))}`)
