/** Communications with clients. Writing one moves the client's last activity. */
import {
  type Communication,
  type CommunicationRepository,
  emailKey,
  type OperatorId,
  Page,
  type PersonReached,
  type Sent,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, rowFrom } from "./record.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"
import type { Activity } from "./unitOfWork.ts"

interface CommunicationRow {
  readonly id: Communication["id"]
  readonly client_id: Communication["clientId"]
  readonly contact_id: NonNullable<Communication["contactId"]> | null
  readonly quote_id: NonNullable<Communication["quoteId"]> | null
  readonly order_id: NonNullable<Communication["orderId"]> | null
  readonly kind: Communication["kind"]
  readonly channel: Communication["channel"]
  readonly to: string | null
  readonly subject: string | null
  readonly text: string | null
  readonly status: Communication["status"]
  readonly error: string | null
  readonly at: Instant
  readonly erased_at: Instant | null
}

/** How a message ended. */
export type End = Sent | { readonly error: string }

/** Notes the end of the message `ended (id)`, one row or none, on the communication it is. */
export const noting = (sql: Sql, tenant: TenantSql, operatorId: OperatorId, end: End): Fragment => {
  const communications = tenant.named("communications")
  const where = sql`from ended e where m.operator_id = ${operatorId}::uuid and m.id = e.id`
  if ("error" in end)
    return sql`update ${communications} m set status = 'FAILED', error = ${end.error}::text, text = null ${where}`
  const { contactId, subject, to } = end
  const unlessErased = (kept: string, noted: Fragment) =>
    sql`case when m.erased_at is null then ${noted} else m.${sql.literal(kept)} end`
  return sql`
    update ${communications} m set status = 'SENT', text = null, "to" = ${unlessErased('"to"', sql`${to}::text`)},
      to_key = ${unlessErased("to_key", sql`${emailKey(to)}::text`)},
      subject = ${unlessErased("subject", sql`${subject}::text`)},
      contact_id = coalesce((select p.id from ${tenant.named("contacts")} p
        where p.operator_id = ${operatorId}::uuid and p.id = ${contactId ?? null}::uuid), m.contact_id)
    ${where}`
}

export const makeCommunications = (tenant: TenantSql): CommunicationRepository["Service"] => {
  const communications = tenant.named("communications")
  const columns = columnsOf(
    tenant,
    [
      "operator_id",
      "id",
      "client_id",
      "contact_id",
      "quote_id",
      "order_id",
      "kind",
      "channel",
      '"to"',
      "to_key",
      "subject",
      "text",
      "status",
      "error",
      "at",
      "erased_at",
    ],
    [],
  )
  /** Each way a person is reached by has an index; their union meets no other row. */
  const reaching = (sql: Sql, operatorId: OperatorId, person: PersonReached): Fragment => sql`(
    select id from ${communications} where operator_id = ${operatorId}::uuid and client_id = ${person.clientId ?? null}::uuid
    union select id from ${communications} where operator_id = ${operatorId}::uuid and contact_id = ${person.contactId}::uuid
    union select id from ${communications} where operator_id = ${operatorId}::uuid
      and to_key = ${person.email === undefined ? null : emailKey(person.email)}::text
  )`
  return {
    insert: Effect.fnUntraced(function* (operatorId, added) {
      if (added.length === 0) return
      const latest = new Map<string, Activity>()
      for (const { at, clientId } of added) {
        const before = latest.get(clientId)
        if (before === undefined || DateTime.isLessThan(before.at, at)) latest.set(clientId, { clientId, at })
      }
      const moving: Array<Activity> = []
      for (const activity of latest.values()) if (!(yield* tenant.wasActive(activity))) moving.push(activity)
      yield* tenant.later("CommunicationRepository.insert", operatorId, (sql, mine) => {
        const inserted = sql`
          insert into ${communications} (${columns.list})
          select ${columns.values} from ${rowFrom(
            sql,
            communications,
            added.map((one) => communicationRow(operatorId, one)),
          )}`
        if (moving.length === 0) return sql`${inserted} where ${mine}`
        const [ids, instants] = [
          moving.map(({ clientId }) => clientId),
          moving.map(({ at }) => DateTime.formatIso(at)),
        ]
        // Found by an array: of a set the planner would expect so many rows that it reads all clients there are.
        return sql`
          with written as (${inserted} returning id), active as (
            update ${tenant.named("clients")} c set last_activity_at = w.at
            from unnest(${ids}::uuid[], ${instants}::timestamptz[]) w (client_id, at)
            where c.operator_id = ${operatorId}::uuid and c.id = any(${ids}::uuid[]) and c.id = w.client_id
              and c.last_activity_at < w.at
          )
          select id from written where ${mine}`
      })
      yield* Effect.forEach(moving, tenant.noteActive, { discard: true })
    }),
    find: (operatorId, id) =>
      Effect.map(
        tenant.read<CommunicationRow>(
          "CommunicationRepository.find",
          operatorId,
          (sql, mine) => sql`
            select * from ${communications} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
        ([row]) => Option.map(Option.fromUndefinedOr(row), communicationOf),
      ),
    ofClient: Effect.fnUntraced(function* (operatorId, clientId, page) {
      const filters = { clientId }
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<CommunicationRow>(
        "CommunicationRepository.ofClient",
        operatorId,
        (sql, mine) => sql`
          select m.* from ${communications} m
          where ${mine} and m.operator_id = ${operatorId}::uuid and m.client_id = ${clientId}::uuid
          ${beyond(sql, start, "m.at", "m.id")} ${inOrder(sql, start, "m.at", "m.id")} limit ${page.limit + 1}::int`,
      )
      return Page.pageOf(page, filters, rows.map(communicationOf), ({ at, id }) => ({
        key: DateTime.formatIso(at),
        id,
      }))
    }),
    ofPerson: (operatorId, person) =>
      Effect.map(
        tenant.read<CommunicationRow>(
          "CommunicationRepository.ofPerson",
          operatorId,
          (sql, mine) => sql`
            select * from ${communications} where ${mine} and operator_id = ${operatorId}::uuid
              and id in ${reaching(sql, operatorId, person)} order by at, id`,
        ),
        (rows) => rows.map(communicationOf),
      ),
    erase: (operatorId, person, at) =>
      Effect.map(
        tenant.write<Pick<CommunicationRow, "id">>(
          "CommunicationRepository.erase",
          operatorId,
          (sql, mine) => sql`
            update ${communications} m set "to" = null, to_key = null, subject = null, text = null,
              erased_at = coalesce(m.erased_at, ${DateTime.toDateUtc(at)}::timestamptz)
            where ${mine} and m.operator_id = ${operatorId}::uuid and m.id in ${reaching(sql, operatorId, person)}
            returning m.id`,
        ),
        (rows) => rows.map(({ id }) => id),
      ),
  }
}

const communicationRow = (operatorId: OperatorId, one: Communication) => ({
  operator_id: operatorId,
  id: one.id,
  client_id: one.clientId,
  contact_id: one.contactId,
  quote_id: one.quoteId,
  order_id: one.orderId,
  kind: one.kind,
  channel: one.channel,
  to: one.to,
  to_key: one.to === undefined ? undefined : emailKey(one.to),
  subject: one.subject,
  text: one.text,
  status: one.status,
  error: one.error,
  at: one.at,
  erased_at: one.erasedAt,
})

const communicationOf = (row: CommunicationRow): Communication =>
  filled({
    id: row.id,
    clientId: row.client_id,
    contactId: row.contact_id,
    quoteId: row.quote_id,
    orderId: row.order_id,
    kind: row.kind,
    channel: row.channel,
    to: row.to,
    subject: row.subject,
    text: row.text,
    status: row.status,
    error: row.error,
    at: instant(row.at),
    erasedAt: instantOrNull(row.erased_at),
  })
