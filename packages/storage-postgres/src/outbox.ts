/** Messages wait here until a relay has delivered them. Claims go across operators, by a function that does only that. */
import type { ClaimedMessage, Lease, MessageContent, MessageId, OperatorId, Outbox } from "@caleche/core"
import { DateTime, Effect, Queue } from "effect"
import { filled, type Whole } from "./columns.ts"
import { type End, noting } from "./communications.ts"
import { columnsOf, rowFrom } from "./record.ts"
import type { Build, Fragment, Sql, TenantSql } from "./tenantSql.ts"

interface ClaimRow {
  readonly operator_id: OperatorId
  readonly id: MessageId
  readonly content: MessageContent
  readonly traceparent: string | null
  readonly attempt: number
}

export const makeOutbox = Effect.fnUntraced(function* (
  tenant: TenantSql,
): Effect.fn.Return<Outbox["Service"]> {
  const outbox = tenant.named("outbox")
  const claimMessages = tenant.named("claim_messages")
  const purgeMessages = tenant.named("purge_messages")
  const backlog = tenant.named("outbox_backlog")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "content", "traceparent", "state", "due_at", "attempt", "created_at"],
    [],
  )
  const arrived = yield* Queue.sliding<void>(1)

  /** Changes the message as long as the lease holds, and notes how it ended when it did; whether the lease held. */
  const withLease = (
    operation: string,
    { attempt, claimedBy, id, operatorId }: Lease,
    change: (sql: Sql) => Fragment,
    end?: End,
  ) => {
    const build: Build<object> = (sql, mine) => sql`
      with ended as (
        update ${outbox} set ${change(sql)}
        where operator_id = ${operatorId}::uuid and id = ${id}::uuid and state = 'PENDING'
          and claimed_by = ${claimedBy}::text and attempt = ${attempt}::int
        returning id
      )${end === undefined ? sql.literal("") : sql`, noted as (${noting(sql, tenant, operatorId, end)})`}
      select id from ended where ${mine}`
    return Effect.map(tenant.write(operation, operatorId, build), (rows) => rows.length > 0)
  }

  return {
    put: (operatorId, messages, at) => {
      if (messages.length === 0) return Effect.void
      const rows = messages.map((message) => ({
        operator_id: operatorId,
        ...message,
        state: "PENDING",
        due_at: at,
        attempt: 0,
        created_at: at,
      }))
      const put = tenant.later(
        "Outbox.put",
        operatorId,
        (sql, mine) => sql`
          insert into ${outbox} (${columns.list})
          select ${columns.values} from ${rowFrom(sql, outbox, rows)} where ${mine}`,
      )
      return Effect.andThen(put, tenant.afterCommit(Effect.asVoid(Queue.offer(arrived, undefined))))
    },
    arrival: Queue.take(arrived),
    claim: ({ claimedBy, limit, now, until }) =>
      Effect.map(
        tenant.commonWrite<ClaimRow>(
          "Outbox.claim",
          (sql) => sql`
            select * from ${claimMessages}(${claimedBy}::text, ${limit}::int, ${DateTime.toDateUtc(now)}::timestamptz,
              ${DateTime.toDateUtc(until)}::timestamptz)`,
        ),
        (rows) => rows.map(claimedOf),
      ),
    settle: (lease, at, sent) =>
      withLease(
        "Outbox.settle",
        lease,
        (sql) => sql`state = 'SETTLED', ended_at = ${DateTime.toDateUtc(at)}::timestamptz`,
        sent,
      ),
    postpone: (lease, dueAt, error) =>
      withLease(
        "Outbox.postpone",
        lease,
        (sql) => sql`
          due_at = ${DateTime.toDateUtc(dueAt)}::timestamptz, error = ${error}::text, claimed_by = null, claimed_until = null`,
      ),
    bury: (lease, at, error) =>
      withLease(
        "Outbox.bury",
        lease,
        (sql) =>
          sql`state = 'BURIED', ended_at = ${DateTime.toDateUtc(at)}::timestamptz, error = ${error}::text`,
        { error },
      ),
    purge: (before, limit) =>
      Effect.map(
        tenant.commonWrite<{ readonly gone: Whole }>(
          "Outbox.purge",
          (sql) =>
            sql`select ${purgeMessages}(${DateTime.toDateUtc(before)}::timestamptz, ${limit}::int) as gone`,
        ),
        ([row]) => Number(row?.gone ?? 0),
      ),
    backlog: Effect.map(
      tenant.common<{ readonly size: Whole }>("Outbox.backlog", (sql) => sql`select ${backlog}() as size`),
      ([row]) => Number(row?.size ?? 0),
    ),
  }
})

const claimedOf = (row: ClaimRow): ClaimedMessage =>
  filled({
    operatorId: row.operator_id,
    id: row.id,
    content: row.content,
    traceparent: row.traceparent,
    attempt: row.attempt,
  })
