/**
 * Everything an order's page shows, by one statement. It answers `json`: made for the wire, it costs less than `jsonb`.
 *
 * An order has some tens of entries: those of each record are read along its index (`offset 0` keeps the planner to that) and
 * sorted once, which costs less than a sort and a limit for each record and partition.
 */
import { type ClientId, OrderNotFound, type OrderPage, type OrderPageReader } from "@caleche/core"
import { Effect } from "effect"
import { clientName } from "./clients.ts"
import { entryOf, type HistoryRow } from "./history.ts"
import { missionOf, type MissionRow } from "./missionRow.ts"
import { orderOf, type OrderLineRow, type OrderRow } from "./orderRow.ts"
import { linesOf } from "./orders.ts"
import { quoteOf, type QuoteRow } from "./quoteRow.ts"
import type { TenantSql } from "./tenantSql.ts"

/** Entries of history on the page. */
const entries = 200

type PageRow = OrderRow & {
  readonly lines: ReadonlyArray<OrderLineRow>
  readonly client: { readonly id: ClientId; readonly name: string }
  readonly quote: QuoteRow
  readonly missions: ReadonlyArray<MissionRow>
  readonly drivers: OrderPage["drivers"]
  readonly history: ReadonlyArray<HistoryRow>
}

export const makeOrderPage = (tenant: TenantSql): OrderPageReader["Service"] => {
  const [clients, contacts, drivers, history, missions, orders, quotes] = [
    "clients",
    "contacts",
    "drivers",
    "history",
    "missions",
    "orders",
    "quotes",
  ].map(tenant.named)
  return {
    get: Effect.fnUntraced(function* (operatorId, id) {
      const [row] = yield* tenant.read<PageRow>("OrderPageReader.get", operatorId, (sql, mine) => {
        const refs = sql`(
          select 'ORDER' as aggregate, o.id as ref union all select 'QUOTE', o.quote_id
          union all select 'MISSION', m.id from ${missions} m where m.operator_id = o.operator_id and m.order_id = o.id
        ) refs`
        return sql`
          select o.*, ${linesOf(sql, tenant)} as lines, row_to_json(q) as quote,
            (select json_build_object('id', c.id, 'name', ${sql.literal(clientName)})
              from ${clients} c left join ${contacts} p on p.operator_id = c.operator_id and p.id = c.self_contact_id
              where c.operator_id = o.operator_id and c.id = o.client_id) as client,
            (select coalesce(json_agg(row_to_json(m) order by m.pickup_at, m.id), '[]'::json) from ${missions} m
              where m.operator_id = o.operator_id and m.order_id = o.id) as missions,
            (select coalesce(json_agg(json_build_object('id', d.id, 'name', d.name) order by d.id), '[]'::json)
              from ${drivers} d where d.operator_id = o.operator_id and d.id = any(array(
                select m.driver_id from ${missions} m where m.operator_id = o.operator_id and m.order_id = o.id
              ))) as drivers,
            (select coalesce(json_agg(row_to_json(h) order by h.sequence), '[]'::json) from (
              select h.* from ${refs} cross join lateral (
                select h.* from ${history} h
                where h.operator_id = ${operatorId}::uuid and h.aggregate = refs.aggregate and h.ref = refs.ref offset 0
              ) h order by h.sequence limit ${entries}::int
            ) h) as history
          from ${orders} o join ${quotes} q on q.operator_id = o.operator_id and q.id = o.quote_id
          where ${mine} and o.operator_id = ${operatorId}::uuid and o.id = ${id}::uuid`
      })
      if (row === undefined) return yield* new OrderNotFound({ id })
      return {
        order: orderOf(row, row.lines),
        client: row.client,
        quote: quoteOf(row.quote),
        missions: row.missions.map(missionOf),
        drivers: row.drivers,
        history: row.history.map(entryOf),
      }
    }),
  }
}
