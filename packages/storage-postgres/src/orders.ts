/** Orders with their lines. Whoever changes an order or one of its missions holds the lock of the order's row. */
import { type Order, type OrderId, OrderNotFound, type OrderRepository, type OperatorId } from "@caleche/core"
import { Effect, Option } from "effect"
import { changingMissionColumns, fixedMissionColumns, missionRow } from "./missionRow.ts"
import { counted, numberColumns, numberValues } from "./numbering.ts"
import {
  changingLineColumns,
  changingOrderColumns,
  fixedLineColumns,
  fixedOrderColumns,
  lineRows,
  orderOf,
  orderRow,
  type OrderLineRow,
  type OrderRow,
} from "./orderRow.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

type WithLines = OrderRow & { readonly lines: ReadonlyArray<OrderLineRow> }

/** The lines of an order `o` as a JSON array, in their order. */
export const linesOf = (sql: Sql, tenant: TenantSql): Fragment => sql`(
  select coalesce(json_agg(row_to_json(l) order by l.position), '[]'::json) from ${tenant.named("order_lines")} l
  where l.operator_id = o.operator_id and l.order_id = o.id)`

export const makeOrders = (tenant: TenantSql): OrderRepository["Service"] => {
  const orders = tenant.named("orders")
  const missions = tenant.named("missions")
  const lines = tenant.named("order_lines")
  const columns = columnsOf(tenant, fixedOrderColumns, changingOrderColumns)
  const lineColumns = columnsOf(tenant, fixedLineColumns, changingLineColumns)
  const missionColumns = columnsOf(tenant, [...fixedMissionColumns, "driver_from"], changingMissionColumns)

  const read = (operation: string, operatorId: OperatorId, where: (sql: Sql) => Fragment) =>
    Effect.map(
      tenant.read<WithLines>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select o.*, ${linesOf(sql, tenant)} as lines from ${orders} o
          where ${mine} and o.operator_id = ${operatorId}::uuid and ${where(sql)}`,
      ),
      ([row]): Order | undefined => (row === undefined ? undefined : orderOf(row, row.lines)),
    )

  return {
    insert: Effect.fnUntraced(function* (operatorId, order, ofOrder, series) {
      const [row] = yield* tenant.write<{ readonly number: string }>(
        "OrderRepository.insert",
        operatorId,
        (sql, mine) => sql`
          with ${counted(sql, tenant, operatorId, series)}, saved as (
            insert into ${orders} (${sql.literal(numberColumns)}, ${columns.list})
            select ${numberValues(sql, series)}, ${columns.values} from counted, ${rowFrom(sql, orders, orderRow(operatorId, order))}
            returning number
          ), driven as (
            insert into ${missions} (${missionColumns.list})
            select ${missionColumns.values}
            from ${rowFrom(
              sql,
              missions,
              ofOrder.map((mission) => missionRow(operatorId, mission)),
            )}
          ), sold as (
            insert into ${lines} (${lineColumns.list})
            select ${lineColumns.values} from ${rowFrom(sql, lines, lineRows(operatorId, order))}
          )
          select number from saved where ${mine}`,
      )
      return { ...order, number: row!.number } // an insert without a row to show has failed
    }),
    get: Effect.fnUntraced(function* (operatorId, id) {
      const order = yield* read("OrderRepository.get", operatorId, (sql) => sql`o.id = ${id}::uuid`)
      return order ?? (yield* new OrderNotFound({ id }))
    }),
    findByQuote: (operatorId, quoteId) =>
      Effect.map(
        read("OrderRepository.findByQuote", operatorId, (sql) => sql`o.quote_id = ${quoteId}::uuid`),
        Option.fromUndefinedOr,
      ),
    // The lines are read by a second statement: the first one's snapshot is older than the lock it waited for.
    lockByMissions: Effect.fnUntraced(function* (operatorId, missionIds) {
      const operation = "OrderRepository.lockByMissions"
      const locked = yield* tenant.write<{ readonly id: OrderId }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select o.id from ${orders} o where ${mine} and o.operator_id = ${operatorId}::uuid and o.id in (
            select m.order_id from ${missions} m
            where m.operator_id = ${operatorId}::uuid and m.id = any(${[...missionIds]}::uuid[])
            union all
            select m.order_id from ${missions} m
            where m.operator_id = ${operatorId}::uuid and m.overlap_allowed_with = any(${[...missionIds]}::uuid[])
          ) order by o.id for no key update`,
      )
      return yield* Effect.forEach(locked, ({ id }) =>
        Effect.map(
          read(operation, operatorId, (sql) => sql`o.id = ${id}::uuid`),
          (order) => order!, // it is locked
        ),
      )
    }),
    lock: Effect.fnUntraced(function* (operatorId, id) {
      const operation = "OrderRepository.lock"
      const [locked] = yield* tenant.write<{ readonly id: OrderId }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select o.id from ${orders} o where ${mine} and o.operator_id = ${operatorId}::uuid and o.id = ${id}::uuid
          for no key update`,
      )
      const order = locked && (yield* read(operation, operatorId, (sql) => sql`o.id = ${id}::uuid`))
      return order ?? (yield* new OrderNotFound({ id }))
    }),
    save: Effect.fnUntraced(function* (operatorId, order) {
      const operation = "OrderRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          with saved as (
            update ${orders} o set (${columns.changing}) = row(${columns.changed})
            from ${rowFrom(sql, orders, orderRow(operatorId, order))}
            where o.operator_id = ${operatorId}::uuid and o.id = ${order.id}::uuid and o.version = ${order.version - 1}::int
            returning o.id
          ), sold as (
            insert into ${lines} as l (${lineColumns.list})
            select ${lineColumns.values} from saved, ${rowFrom(sql, lines, lineRows(operatorId, order))}
            on conflict (operator_id, order_id, id) do update set (${lineColumns.changing}) =
              row(excluded.position, excluded.state, excluded.mission_id, excluded.net, excluded.terms)
            where (l.position, l.state, l.mission_id, l.net, l.terms) is distinct from
              (excluded.position, excluded.state, excluded.mission_id, excluded.net, excluded.terms)
          )
          select id from saved where ${mine}`,
      )
      yield* orStale(tenant, operation, orders, operatorId, order, updated)
    }),
  }
}
