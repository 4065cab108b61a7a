/** Where a page of a list begins, for lists that are sorted by an instant and then by id. */
import { Page } from "@caleche/core"
import { DateTime, Effect, Option, Result } from "effect"
import type { Fragment, Sql } from "./tenantSql.ts"

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export interface Start {
  readonly descending: boolean
  readonly after: Page.After | undefined
}

/** `CursorMismatch` also for a cursor whose position is no instant and id: nothing else ever was in one of ours. */
export const startOf = (
  request: Page.PageRequest<string>,
  filters: unknown,
): Effect.Effect<Start, Page.CursorMismatch> =>
  Effect.fromResult(
    Result.flatMap(Page.afterOf(request, filters), (after) =>
      after === undefined || (uuid.test(after.id) && Option.isSome(DateTime.make(after.key)))
        ? Result.succeed({ descending: request.sort.startsWith("-"), after })
        : Result.fail(new Page.CursorMismatch({ cursor: request.cursor ?? "" })),
    ),
  )

/** `and (column, id) > (key, id)`, nothing on the first page. */
export const beyond = (sql: Sql, { after, descending }: Start, column: string, id = "id"): Fragment => {
  if (after === undefined) return sql.literal("")
  const position = sql`(${sql.literal(column)}, ${sql.literal(id)})`
  return descending
    ? sql`and ${position} < (${after.key}::timestamptz, ${after.id}::uuid)`
    : sql`and ${position} > (${after.key}::timestamptz, ${after.id}::uuid)`
}

export const inOrder = (sql: Sql, { descending }: Start, column: string, id = "id"): Fragment =>
  sql.literal(descending ? `order by ${column} desc, ${id} desc` : `order by ${column}, ${id}`)
