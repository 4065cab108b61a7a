/** How orders are found in the order of their trips: each combination of filters walks one index and stops at the limit. */
import type { OperatorId, PipelineDriver, PipelineSelection } from "@caleche/core"
import { DateTime } from "effect"
import { beyond, inOrder, type Start } from "./keyset.ts"
import { nobody } from "./migrations/orderDrivers.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** Where to begin, and after how many orders to stop. */
export interface Stretch {
  readonly start: Start
  readonly limit: number
}

/** A select of whole orders by (trip_at, id): those with some ids, a driver's, those in some statuses, or all; other filters thin it out. */
export const walk = (
  sql: Sql,
  tenant: TenantSql,
  operatorId: OperatorId,
  selection: PipelineSelection,
  { start, limit }: Stretch,
): Fragment => {
  const orders = tenant.named("orders")
  const { driverId, ids, status } = selection
  const window = (tripAt: string, id: string) => sql`
    ${during(sql, selection, tripAt)} ${beyond(sql, start, tripAt, id)}
    ${inOrder(sql, start, tripAt, id)} limit ${limit}::int`
  const wanted = status === undefined ? sql.literal("") : sql`and o.status = any(${[...status]}::text[])`
  if (ids !== undefined) {
    const driven =
      driverId === undefined
        ? sql.literal("")
        : sql`and exists (select from ${tenant.named("order_drivers")} w where w.operator_id = ${operatorId}::uuid
            and w.order_id = o.id and w.driver_id = ${named(driverId)}::uuid)`
    return sql`
      select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.id = any(${[...ids]}::uuid[])
      ${wanted} ${driven} ${window("o.trip_at", "o.id")}`
  }
  if (driverId !== undefined) {
    return sql`
      select o.* from ${tenant.named("order_drivers")} w
      join ${orders} o on o.operator_id = ${operatorId}::uuid and o.id = w.order_id
      where w.operator_id = ${operatorId}::uuid and w.driver_id = ${named(driverId)}::uuid
      ${wanted} ${window("w.trip_at", "w.order_id")}`
  }
  if (status === undefined) {
    return sql`select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid ${window("o.trip_at", "o.id")}`
  }
  return sql`
    select o.* from (select distinct s from unnest(${[...status]}::text[]) s) wanted cross join lateral (
      select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.status = wanted.s
      ${window("o.trip_at", "o.id")}
    ) o ${inOrder(sql, start, "o.trip_at", "o.id")} limit ${limit}::int`
}

const named = (driverId: PipelineDriver): string => (driverId === "none" ? nobody : driverId)

/** `and column` within the days selected. */
function during(sql: Sql, { from, until }: PipelineSelection, column: string): Fragment {
  const bound = (comparison: string, instant: DateTime.Utc | undefined) =>
    instant === undefined
      ? sql.literal("")
      : sql`and ${sql.literal(column)} ${sql.literal(comparison)} ${DateTime.toDateUtc(instant)}::timestamptz`
  return sql`${bound(">=", from)} ${bound("<", until)}`
}
