/** How orders are found in the order of their trips: each combination of filters walks one index and stops at the limit. */
import {
  type OperatorId,
  type PipelineDriver,
  type PipelineSelection,
  searchNeedles,
  type SearchText,
} from "@caleche/core"
import { DateTime } from "effect"
import { beyond, inOrder, type Start, upTo } from "./keyset.ts"
import { nobody } from "./migrations/orderDrivers.ts"
import { found } from "./search.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** Up to so many clients have their orders walked one by one. */
const fewClients = 1_000

/** Where to begin, and after how many orders to stop. */
export interface Stretch {
  readonly start: Start
  readonly limit: number
}

/**
 * A select of whole orders by (trip_at, id): those with some ids, a driver's, some clients', those in some statuses, or
 * all; other filters thin it out.
 *
 * Clients a text finds are so few that each one's orders are walked, or so many that a walk along all orders meets them
 * soon: both are written down, and a count that is taken before either lets one of them run.
 */
export const walk = (
  sql: Sql,
  tenant: TenantSql,
  operatorId: OperatorId,
  selection: PipelineSelection,
  { start, limit }: Stretch,
): Fragment => {
  const orders = tenant.named("orders")
  const { client, driverId, ids, status } = selection
  const stop = upTo(sql, limit)
  const window = (tripAt: string, id: string) => sql`
    ${during(sql, selection, tripAt)} ${beyond(sql, start, tripAt, id)} ${inOrder(sql, start, tripAt, id)} ${stop}`
  const merged = sql`${inOrder(sql, start, "o.trip_at", "o.id")} ${stop}`
  const anyStatus = status === undefined ? sql.literal("") : sql`and o.status = any(${[...status]}::text[])`
  const none = sql.literal("")
  const matching = client === undefined ? none : matchingClients(sql, tenant, client)
  const meets = client === undefined ? none : matches(sql, tenant, operatorId, client)
  if (ids !== undefined) {
    const driven =
      driverId === undefined
        ? none
        : sql`and exists (select from ${tenant.named("order_drivers")} w where w.operator_id = ${operatorId}::uuid
            and w.order_id = o.id and w.driver_id = ${named(driverId)}::uuid)`
    return sql`
      ${matching} select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.id = any(${[...ids]}::uuid[])
      ${anyStatus} ${driven} ${either(sql, client, meets)} ${window("o.trip_at", "o.id")}`
  }
  if (driverId !== undefined) {
    return sql`
      ${matching} select o.* from ${tenant.named("order_drivers")} w
      join ${orders} o on o.operator_id = ${operatorId}::uuid and o.id = w.order_id
      where w.operator_id = ${operatorId}::uuid and w.driver_id = ${named(driverId)}::uuid
      ${anyStatus} ${either(sql, client, meets)} ${window("w.trip_at", "w.order_id")}`
  }
  const all = (met: Fragment) =>
    status === undefined
      ? sql`
        select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid ${met} ${window("o.trip_at", "o.id")}`
      : sql`
        select o.* from (select distinct s from unnest(${[...status]}::text[]) s) wanted cross join lateral (
          select o.* from ${orders} o where o.operator_id = ${operatorId}::uuid and o.status = wanted.s
          ${met} ${window("o.trip_at", "o.id")}
        ) o ${merged}`
  if (client === undefined) return all(none)
  // One of the two runs, so both together stop where each does: without it the planner counts on twice as many.
  return sql`
    ${matching} select o.* from (
      select o.trip_at, o.id from matching cross join lateral (
        select o.trip_at, o.id from ${orders} o where o.operator_id = ${operatorId}::uuid and o.client_id = matching.id
        ${anyStatus} ${window("o.trip_at", "o.id")}
      ) o where ${few(sql)} ${merged}
    ) found join ${orders} o on o.operator_id = ${operatorId}::uuid and o.id = found.id
    union all select o.* from (${all(meets)}) o where not ${few(sql)} ${stop}`
}

/** `with` the clients a text finds, as many as tell whether they are few. */
function matchingClients(sql: Sql, tenant: TenantSql, client: SearchText): Fragment {
  return sql`with matching as materialized (select f.id from ${found(sql, tenant, "clients", client, fewClients + 1)} f)`
}

const few = (sql: Sql): Fragment => sql.literal(`((select count(*) from matching) <= ${fewClients})`)

/** `and` the order `o` is a matching client's, looked up among those found or in the client itself. */
function either(sql: Sql, client: SearchText | undefined, meets: Fragment): Fragment {
  return client === undefined
    ? sql.literal("")
    : sql`and case when ${few(sql)} then o.client_id = any(array(select m.id from matching m)) else true ${meets} end`
}

/** `and` the client of the order `o` says what is looked for. */
function matches(sql: Sql, tenant: TenantSql, operatorId: OperatorId, client: SearchText): Fragment {
  const [first, second] = searchNeedles(client)
  const other = second === undefined ? sql.literal("") : sql`or strpos(c.search_index, ${second}::text) > 0`
  return sql`and exists (
    select from ${tenant.named("clients")} c where c.operator_id = ${operatorId}::uuid and c.id = o.client_id
      and (strpos(c.search_index, ${first}::text) > 0 ${other}))`
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
