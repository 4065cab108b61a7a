/** How orders are found in the order of their trips: each combination of filters walks one index and stops at the limit. */
import {
  type ClientId,
  type OperatorId,
  type PipelineDriver,
  type PipelineSelection,
  searchNeedles,
  type SearchText,
} from "@caleche/core"
import { DateTime } from "effect"
import { beyond, inOrder, type Start } from "./keyset.ts"
import { nobody } from "./migrations/orderDrivers.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** Clients a text finds: so few that each one's orders are walked, or so many that a walk along all orders meets them soon. */
export type FoundClients = { readonly few: ReadonlyArray<ClientId> } | { readonly many: SearchText }

/** Where to begin, and after how many orders to stop. */
export interface Stretch {
  readonly start: Start
  readonly limit: number
}

/**
 * A select of whole orders by (trip_at, id): those with some ids, a driver's, some clients', those in some statuses, or
 * all; other filters thin it out.
 */
export const walk = (
  sql: Sql,
  tenant: TenantSql,
  operatorId: OperatorId,
  {
    clients,
    ...selection
  }: Omit<PipelineSelection, "client"> & { readonly clients: FoundClients | undefined },
  { start, limit }: Stretch,
): Fragment => {
  const orders = tenant.named("orders")
  const { driverId, ids, status } = selection
  const window = (tripAt: string, id: string) => sql`
    ${during(sql, selection, tripAt)} ${beyond(sql, start, tripAt, id)}
    ${inOrder(sql, start, tripAt, id)} limit ${limit}::int`
  const merged = sql`${inOrder(sql, start, "o.trip_at", "o.id")} limit ${limit}::int`
  const anyStatus = status === undefined ? sql.literal("") : sql`and o.status = any(${[...status]}::text[])`
  const ofClients = clients === undefined ? sql.literal("") : belonging(sql, tenant, operatorId, clients)
  if (ids !== undefined) {
    const driven =
      driverId === undefined
        ? sql.literal("")
        : sql`and exists (select from ${tenant.named("order_drivers")} w where w.operator_id = ${operatorId}::uuid
            and w.order_id = o.id and w.driver_id = ${named(driverId)}::uuid)`
    return sql`
      select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.id = any(${[...ids]}::uuid[])
      ${anyStatus} ${driven} ${ofClients} ${window("o.trip_at", "o.id")}`
  }
  if (driverId !== undefined) {
    return sql`
      select o.* from ${tenant.named("order_drivers")} w
      join ${orders} o on o.operator_id = ${operatorId}::uuid and o.id = w.order_id
      where w.operator_id = ${operatorId}::uuid and w.driver_id = ${named(driverId)}::uuid
      ${anyStatus} ${ofClients} ${window("w.trip_at", "w.order_id")}`
  }
  if (clients !== undefined && "few" in clients) {
    return sql`
      select o.* from (
        select o.trip_at, o.id from unnest(${[...clients.few]}::uuid[]) wanted cross join lateral (
          select o.trip_at, o.id from ${orders} o where o.operator_id = ${operatorId}::uuid and o.client_id = wanted
          ${anyStatus} ${window("o.trip_at", "o.id")}
        ) o ${merged}
      ) found join ${orders} o on o.operator_id = ${operatorId}::uuid and o.id = found.id`
  }
  if (status === undefined) {
    return sql`
      select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid ${ofClients} ${window("o.trip_at", "o.id")}`
  }
  return sql`
    select o.* from (select distinct s from unnest(${[...status]}::text[]) s) wanted cross join lateral (
      select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.status = wanted.s
      ${ofClients} ${window("o.trip_at", "o.id")}
    ) o ${merged}`
}

/** `and` the order `o` is one of the clients'. */
function belonging(sql: Sql, tenant: TenantSql, operatorId: OperatorId, clients: FoundClients): Fragment {
  if ("few" in clients) return sql`and o.client_id = any(${[...clients.few]}::uuid[])`
  const [first, second] = searchNeedles(clients.many)
  const either = second === undefined ? sql.literal("") : sql`or strpos(c.search_index, ${second}::text) > 0`
  return sql`and exists (
    select from ${tenant.named("clients")} c where c.operator_id = ${operatorId}::uuid and c.id = o.client_id
      and (strpos(c.search_index, ${first}::text) > 0 ${either}))`
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
