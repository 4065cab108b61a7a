/** Quotes and orders that change hands when one client is folded into another. */
import type { ClientMoves, OrderId, QuoteId } from "@caleche/core"
import { DateTime, Effect } from "effect"
import type { TenantSql } from "./tenantSql.ts"

export const makeClientMoves = (tenant: TenantSql): ClientMoves["Service"] => {
  const [quotes, orders, named] = ["quotes", "orders", "quote_contacts"].map(tenant.named) as [
    ReturnType<TenantSql["named"]>,
    ReturnType<TenantSql["named"]>,
    ReturnType<TenantSql["named"]>,
  ] // as many as there are names
  return {
    lock: Effect.fnUntraced(function* (operatorId, { clientId, cardId = null }) {
      yield* tenant.write(
        "ClientMoves.lock",
        operatorId,
        (sql, mine) => sql`
          select q.id from ${quotes} q where ${mine} and q.operator_id = ${operatorId}::uuid and q.id = any(array(
              select id from ${quotes} where operator_id = ${operatorId}::uuid and client_id = ${clientId}::uuid
              union select quote_id from ${named} where operator_id = ${operatorId}::uuid and contact_id = ${cardId}::uuid))
          order by q.id for no key update`,
      )
      yield* tenant.write(
        "ClientMoves.lock",
        operatorId,
        (sql, mine) => sql`
          select o.id from ${orders} o where ${mine} and o.operator_id = ${operatorId}::uuid and o.client_id = ${clientId}::uuid
          order by o.id for no key update`,
      )
    }),
    move: Effect.fnUntraced(function* (operatorId, from, to, at) {
      const operation = "ClientMoves.move"
      const when = DateTime.toDateUtc(at)
      const cards = { from: from.cardId ?? null, to: to.cardId ?? null }
      const naming = yield* tenant.write<{ readonly id: QuoteId; readonly moved: boolean }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          with naming as (
            select q.id, q.client_id = ${from.clientId}::uuid as moved from ${named} n
            join ${quotes} q on q.operator_id = n.operator_id and q.id = n.quote_id
            where n.operator_id = ${operatorId}::uuid and n.contact_id = ${cards.from}::uuid
          )
          update ${quotes} q set version = q.version + 1, updated_at = ${when}::timestamptz,
            client_id = case when g.moved then ${to.clientId}::uuid else q.client_id end,
            contacts = (
              select jsonb_agg(once.contact order by once.place) from (
                select r.contact, min(r.place) as place from (
                  select case when c.contact ->> 'contactId' = ${cards.from}::text
                    then jsonb_set(c.contact, '{contactId}', to_jsonb(${cards.to}::text)) else c.contact end as contact, c.place
                  from jsonb_array_elements(q.contacts) with ordinality c (contact, place)
                ) r group by r.contact
              ) once)
          from naming g where ${mine} and q.operator_id = ${operatorId}::uuid and q.id = g.id
          returning q.id, g.moved`,
      )
      const rest = yield* tenant.write<{ readonly id: QuoteId }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${quotes} set client_id = ${to.clientId}::uuid, version = version + 1, updated_at = ${when}::timestamptz
          where ${mine} and operator_id = ${operatorId}::uuid and client_id = ${from.clientId}::uuid returning id`,
      )
      const bought = yield* tenant.write<{ readonly id: OrderId }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${orders} set client_id = ${to.clientId}::uuid, version = version + 1, updated_at = ${when}::timestamptz
          where ${mine} and operator_id = ${operatorId}::uuid and client_id = ${from.clientId}::uuid returning id`,
      )
      for (const [table, old, next] of [
        ["clients", from.clientId, to.clientId],
        ["contacts", cards.from, cards.to],
      ] as const)
        yield* tenant.write(
          operation,
          operatorId,
          (sql, mine) => sql`
            update ${tenant.named(table)} set merged_into = ${next}::uuid
            where ${mine} and operator_id = ${operatorId}::uuid and merged_into = ${old}::uuid`,
        )
      yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${tenant.named("communications")} set contact_id = ${cards.to}::uuid
          where ${mine} and operator_id = ${operatorId}::uuid and contact_id = ${cards.from}::uuid`,
      )
      return {
        quotes: idsOf([...naming.filter(({ moved }) => moved), ...rest]),
        orders: idsOf(bought),
        named: idsOf(naming.filter(({ moved }) => !moved)),
      }
    }),
  }
}

const idsOf = <Id extends string>(rows: ReadonlyArray<{ readonly id: Id }>): ReadonlyArray<Id> =>
  rows.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
