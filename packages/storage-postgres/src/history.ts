/** The audit trail. The database refuses to change an entry, whoever asks. */
import {
  type History,
  type HistoryEntry,
  type OperatorId,
  Page,
  type RecordedEntry,
  type Ref,
} from "@caleche/core"
import { Duration, Effect, type Scope } from "effect"
import { filled, type Instant, instant, type Whole } from "./columns.ts"
import { monthsAhead } from "./migrations/ddl.ts"
import { columnsOf, rowFrom } from "./record.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

export interface HistoryRow {
  readonly sequence: Whole
  readonly aggregate: HistoryEntry["aggregate"]
  readonly ref: string
  readonly at: Instant
  readonly actor: HistoryEntry["actor"]
  readonly action: string
  readonly from: string | null
  readonly to: string | null
  readonly reason: string | null
  readonly data: HistoryEntry["data"]
}

const columnNames = [
  "operator_id",
  "at",
  "aggregate",
  "ref",
  "actor",
  "action",
  '"from"',
  '"to"',
  "reason",
  "data",
]

/**
 * The first entries of several records merged, as rows `h`. `refs` is a set of rows (aggregate, ref); each record is walked
 * along its index only as far as the page can reach.
 */
const entriesOf = (
  sql: Sql,
  tenant: TenantSql,
  operatorId: OperatorId,
  refs: Fragment,
  after: number,
  limit: number,
): Fragment => sql`
  select h.* from ${refs} cross join lateral (
    select h.* from ${tenant.named("history")} h
    where h.operator_id = ${operatorId}::uuid and h.aggregate = refs.aggregate and h.ref = refs.ref
      and h.sequence > ${after}::bigint
    order by h.sequence limit ${limit}::int
  ) h`

export const makeHistory = (tenant: TenantSql): History["Service"] => {
  const history = tenant.named("history")
  const columns = columnsOf(tenant, columnNames, [])
  return {
    append: (operatorId, entries) =>
      entries.length === 0
        ? Effect.void
        : tenant.later(
            "History.append",
            operatorId,
            (sql, mine) => sql`
              insert into ${history} (${columns.list})
              select ${columns.values} from ${rowFrom(
                sql,
                history,
                entries.map((entry) => entryRow(operatorId, entry)),
              )}
              where ${mine}`,
          ),
    list: Effect.fnUntraced(function* (operatorId, refs, { cursor, limit }) {
      const request = { sort: "sequence", limit, cursor } as const
      const filters = distinct(refs)
      const after = yield* Effect.fromResult(Page.afterOf(request, filters))
      const sequence = after === undefined ? 0 : Number(after.key)
      if (!Number.isSafeInteger(sequence)) return yield* new Page.CursorMismatch({ cursor: cursor ?? "" })
      const rows = yield* tenant.read<HistoryRow>("History.list", operatorId, (sql, mine) => {
        const asked = sql`unnest(${filters.map(({ aggregate }) => aggregate)}::text[], ${filters.map(({ id }) => id)}::uuid[]) refs (aggregate, ref)`
        return sql`
          ${entriesOf(sql, tenant, operatorId, asked, sequence, limit + 1)} where ${mine}
          order by h.sequence limit ${limit + 1}::int`
      })
      return Page.pageOf(request, filters, rows.map(entryOf), ({ sequence, id }) => ({
        key: String(sequence),
        id,
      }))
    }),
  }
}

/**
 * Sees to it, once a day, that the coming months have partitions. Should that fail for months, entries go to the default
 * partition and nothing is lost.
 */
export const keepPartitions = (tenant: TenantSql): Effect.Effect<void, never, Scope.Scope> =>
  tenant
    .commonWrite(
      "keepPartitions",
      (sql) => sql`select ${tenant.named("ensure_history_partitions")}(${monthsAhead}::int)`,
    )
    .pipe(
      Effect.catchCause((cause) => Effect.logWarning("history partitions could not be made ahead", cause)),
      Effect.andThen(Effect.sleep(Duration.days(1))),
      Effect.forever,
      Effect.forkScoped,
      Effect.asVoid,
    )

/** Each record once, in an order of their own: the same question has the same cursors however it is put. */
function distinct(refs: ReadonlyArray<Ref>): ReadonlyArray<Ref> {
  const byName = new Map(refs.map(({ aggregate, id }) => [`${aggregate} ${id}`, { aggregate, id }]))
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref)
}

const entryRow = (operatorId: OperatorId, { id, ...entry }: HistoryEntry) => ({
  operator_id: operatorId,
  ref: id,
  ...entry,
})

export const entryOf = (row: HistoryRow): RecordedEntry =>
  filled({
    sequence: Number(row.sequence),
    aggregate: row.aggregate,
    id: row.ref,
    at: instant(row.at),
    actor: row.actor,
    action: row.action,
    from: row.from,
    to: row.to,
    reason: row.reason,
    data: row.data,
  })
