/** Answers kept for repeated requests. The second of two equal requests at once waits on the first one's row. */
import { type Idempotency, IdempotencyKeyReused, type RequestKey, type StoredAnswer } from "@caleche/core"
import { DateTime, Effect } from "effect"
import type { Whole } from "./columns.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

interface AnswerRow {
  readonly route: string
  readonly body_hash: string
  readonly status: number | null
  readonly headers: StoredAnswer["headers"] | null
  readonly body: string | null
}

export const makeIdempotency = (tenant: TenantSql): Idempotency["Service"] => {
  const answers = tenant.named("idempotency")
  const purgeAnswers = tenant.named("purge_answers")
  const same = (sql: Sql, { credential, key, operatorId }: RequestKey): Fragment => sql`
    operator_id = ${operatorId}::uuid and credential = ${credential}::text and key = ${key}::text`
  return {
    begin: Effect.fnUntraced(function* (request, at) {
      const { bodyHash, credential, key, operatorId, route } = request
      const first = yield* tenant.write(
        "Idempotency.begin",
        operatorId,
        (sql, mine) => sql`
          insert into ${answers} (operator_id, credential, key, route, body_hash, created_at)
          select ${operatorId}::uuid, ${credential}::text, ${key}::text, ${route}::text, ${bodyHash}::text,
            ${DateTime.toDateUtc(at)}::timestamptz
          where ${mine} on conflict do nothing returning key`,
      )
      if (first.length > 0) return undefined
      const [row] = yield* tenant.write<AnswerRow>(
        "Idempotency.begin",
        operatorId,
        (sql, mine) => sql`select * from ${answers} where ${mine} and ${same(sql, request)}`,
      )
      if (row === undefined) return undefined // purged between the two statements
      if (row.route !== route || row.body_hash !== bodyHash) return yield* new IdempotencyKeyReused({ key })
      const { body, headers, status } = row
      // A unit of work that began it and committed without an answer left nothing to repeat.
      return status === null || headers === null || body === null ? undefined : { status, headers, body }
    }),
    // Completed without having begun, it divides by zero: a defect, and the unit of work is undone.
    complete: (request, { body, headers, status }) =>
      tenant.later(
        "Idempotency.complete",
        request.operatorId,
        (sql, mine) => sql`
          with completed as (
            update ${answers} set status = ${status}::int, headers = ${JSON.stringify(headers)}::jsonb, body = ${body}::text
            where ${same(sql, request)} returning key
          )
          select 1 / count(*) from completed where ${mine}`,
      ),
    forget: (request) =>
      Effect.asVoid(
        tenant.write(
          "Idempotency.forget",
          request.operatorId,
          (sql, mine) => sql`delete from ${answers} where ${mine} and ${same(sql, request)}`,
        ),
      ),
    purge: (before, limit) =>
      Effect.map(
        tenant.commonWrite<{ readonly gone: Whole }>(
          "Idempotency.purge",
          (sql) =>
            sql`select ${purgeAnswers}(${DateTime.toDateUtc(before)}::timestamptz, ${limit}::int) as gone`,
        ),
        ([row]) => Number(row?.gone ?? 0),
      ),
  }
}
