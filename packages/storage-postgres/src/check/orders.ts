/** Orders beside their lines, missions and places in the pipeline by driver: one statement a stretch, so one moment. */
import { type Checked, differing, type DriverPlace, type Operator, orderDifferences } from "@caleche/core"
import { Stream } from "effect"
import { type Instant, instant } from "../columns.ts"
import { nobody } from "../migrations/orderDrivers.ts"
import { missionOf, type MissionRow } from "../missionRow.ts"
import { linesOf } from "../orders.ts"
import { orderOf, type OrderLineRow, type OrderRow } from "../orderRow.ts"
import type { TenantSql } from "../tenantSql.ts"
import { pages, stretch } from "./pages.ts"

type Row = OrderRow & {
  readonly net: bigint | number
  readonly lines: ReadonlyArray<OrderLineRow>
  readonly missions: ReadonlyArray<MissionRow>
  readonly drivers: ReadonlyArray<{ readonly driver_id: string; readonly trip_at: Instant }>
}

export const checkOrders = (tenant: TenantSql, operator: Operator) =>
  pages((after) =>
    tenant.read<Row>(
      "StorageCheck.orders",
      operator.id,
      (sql, mine) => sql`
        select o.*, ${linesOf(sql, tenant)} as lines, (
          select coalesce(json_agg(row_to_json(m) order by m.pickup_at, m.id), '[]'::json) from ${tenant.named("missions")} m
          where m.operator_id = o.operator_id and m.order_id = o.id
        ) as missions, (
          select coalesce(json_agg(row_to_json(d)), '[]'::json) from ${tenant.named("order_drivers")} d
          where d.operator_id = o.operator_id and d.order_id = o.id
        ) as drivers
        from ${tenant.named("orders")} o
        where ${mine} and o.operator_id = ${operator.id}::uuid and o.id > ${after}::uuid order by o.id limit ${stretch}::int`,
    ),
  ).pipe(
    Stream.map((rows): Checked => ({
      view: "ORDER",
      records: rows.length,
      differences: rows.flatMap((row) => differencesOf(row, operator)),
    })),
  )

const differencesOf = (row: Row, operator: Operator): Checked["differences"] => {
  const order = orderOf(row, row.lines)
  const drivers = row.drivers.map(({ driver_id, trip_at }): DriverPlace => ({
    driverId: driver_id === nobody ? null : (driver_id as DriverPlace["driverId"]), // a driver's id, by what writes the table
    tripAt: instant(trip_at),
  }))
  const net = Number(row.net)
  return [
    ...orderDifferences({ order, missions: row.missions.map(missionOf), drivers }, operator),
    ...(net === order.totals.net
      ? []
      : [
          {
            view: "ORDER" as const,
            id: row.id,
            field: "net",
            stored: String(net),
            expected: String(order.totals.net),
          },
        ]),
  ]
}

/** Quotes beside whom they name. */
export const checkQuoteContacts = (tenant: TenantSql, { id: operatorId }: Pick<Operator, "id">) =>
  pages((after) =>
    tenant.read<{
      readonly id: string
      readonly stored: ReadonlyArray<string>
      readonly named: ReadonlyArray<string>
    }>(
      "StorageCheck.quoteContacts",
      operatorId,
      (sql, mine) => sql`
        select q.id, array(
          select n.contact_id::text from ${tenant.named("quote_contacts")} n
          where n.operator_id = q.operator_id and n.quote_id = q.id order by 1
        ) as stored, array(
          select distinct e ->> 'contactId' from jsonb_array_elements(q.contacts) e order by 1
        ) as named
        from ${tenant.named("quotes")} q
        where ${mine} and q.operator_id = ${operatorId}::uuid and q.id > ${after}::uuid order by q.id limit ${stretch}::int`,
    ),
  ).pipe(
    Stream.map((rows): Checked => ({
      view: "QUOTE_CONTACTS",
      records: rows.length,
      differences: rows.flatMap(({ id, named, stored }) =>
        differing("QUOTE_CONTACTS", id, [["contacts", stored, named]]),
      ),
    })),
  )
