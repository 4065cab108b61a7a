/** A client's quotes, orders and missions: each kind is walked along its own index as far as the page can reach. */
import {
  type ClientId,
  type ClientRecord,
  type ClientRecordsReader,
  Money,
  type OperatorId,
  type OrderId,
  Page,
  RecordKind,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { type Instant, instant, type Whole } from "./columns.ts"
import { beyond, inOrder, type Start, startOf } from "./keyset.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

interface Row {
  readonly kind: RecordKind
  readonly id: string
  readonly number: string
  readonly date: Instant
  readonly status: string
  readonly net: Whole
  readonly order_id: OrderId | null
  readonly position: Instant
}

export const makeClientRecords = (tenant: TenantSql): ClientRecordsReader["Service"] => {
  const [quotes, orders, missions, lines] = ["quotes", "orders", "missions", "order_lines"].map(tenant.named)
  /** The select of one kind; `stretch` ends it, given its columns of date and id. */
  const selectOf = (
    kind: RecordKind,
    sql: Sql,
    { clientId, operatorId }: { readonly operatorId: OperatorId; readonly clientId: ClientId },
    stretch: (on: string, id: string) => Fragment,
  ): Fragment => {
    const ofClient = sql`o.operator_id = ${operatorId}::uuid and o.client_id = ${clientId}::uuid`
    switch (kind) {
      case "QUOTE":
        return sql`
          select 'QUOTE', o.id, o.number, o.created_at, o.status, (o.totals ->> 'net')::bigint, null::uuid, o.created_at
          from ${quotes!} o where ${ofClient} ${stretch("o.created_at", "o.id")}`
      case "ORDER":
        return sql`
          select 'ORDER', o.id, o.number, o.trip_at, o.status, o.net, null::uuid, o.trip_at
          from ${orders!} o where ${ofClient} ${stretch("o.trip_at", "o.id")}`
      case "MISSION":
        return sql`
          select 'MISSION', m.id, o.number, m.pickup_at, m.status, coalesce((select sum(l.net)::bigint from ${lines!} l
              where l.operator_id = o.operator_id and l.order_id = o.id and l.mission_id = m.id and l.state = 'ACTIVE'), 0),
            o.id, o.trip_at
          from ${orders!} o join ${missions!} m on m.operator_id = o.operator_id and m.order_id = o.id
          where ${ofClient} ${stretch("o.trip_at", "m.id")}`
    }
  }
  return {
    list: Effect.fnUntraced(function* (operatorId, clientId, filters, page) {
      const asked = { clientId, ...filters }
      const start = yield* startOf(page, asked)
      const kinds = filters.kind === undefined ? RecordKind.literals : [filters.kind]
      const rows = yield* tenant.read<Row>("ClientRecordsReader.list", operatorId, (sql, mine) => {
        const limit = sql`limit ${page.limit + 1}::int`
        const stretch = (on: string, id: string) => sql`
          ${reached(sql, start, on)} ${beyond(sql, start, on, id)} ${inOrder(sql, start, on, id)} ${limit}`
        const all = kinds
          .map((kind) => sql`(${selectOf(kind, sql, { operatorId, clientId }, stretch)})`)
          .reduce((before, next) => sql`${before} union all ${next}`)
        return sql`
          select r.* from (${all}) r (kind, id, number, date, status, net, order_id, position)
          where ${mine} ${inOrder(sql, start, "r.position", "r.id")} ${limit}`
      })
      return Page.pageOf(page, asked, rows.map(recordOf), ({ id, position }) => ({
        key: DateTime.formatIso(position),
        id,
      }))
    }),
  }
}

/** What `beyond` implies of the date alone: an index of orders by date can begin there, though the ids are the missions'. */
function reached(sql: Sql, { after, descending }: Start, on: string): Fragment {
  return after === undefined
    ? sql.literal("")
    : sql`and ${sql.literal(on)} ${sql.literal(descending ? "<=" : ">=")} ${after.key}::timestamptz`
}

const recordOf = (row: Row): ClientRecord =>
  ({
    kind: row.kind,
    id: row.id,
    number: row.number,
    date: instant(row.date),
    status: row.status,
    net: Money.make(Number(row.net)),
    position: instant(row.position),
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
  }) as ClientRecord // each branch selects its kind with that kind's id and status
