/** What clients are worth, beside their orders, quotes, communications and history added up anew. */
import { type Checked, differing, figureDifferences, type KeptFigures, type OperatorId } from "@caleche/core"
import { Effect, Stream } from "effect"
import { earningsOf, figureFields, type FigureRow, figuresOf } from "../clients.ts"
import type { Whole } from "../columns.ts"
import type { TenantSql } from "../tenantSql.ts"
import { pages, stretch } from "./pages.ts"

type MonthRow = Pick<FigureRow, "revenue" | "known_net" | "known_cost"> & { readonly month: string }

type Row = FigureRow & {
  readonly id: string
  readonly average_margin: Whole
  readonly months: ReadonlyArray<MonthRow>
  readonly facts: FigureRow
  readonly fact_months: ReadonlyArray<MonthRow>
}

export const checkClients = (tenant: TenantSql, operatorId: OperatorId) => {
  const [clients, months, orders, quotes, communications, history] = [
    "clients",
    "client_months",
    "orders",
    "quotes",
    "communications",
    "history",
  ].map(tenant.named)
  const sums =
    "coalesce(sum(o.revenue), 0) as revenue, coalesce(sum(o.known_net), 0) as known_net, coalesce(sum(o.known_cost), 0) as known_cost"
  return pages((after) =>
    tenant.read<Row>(
      "StorageCheck.clients",
      operatorId,
      (sql, mine) => sql`
        select c.id, ${sql.literal(figureFields)}, c.average_margin, (
          select coalesce(json_agg(row_to_json(m)), '[]'::json) from ${months} m
          where m.operator_id = c.operator_id and m.client_id = c.id
        ) as months, (
          select row_to_json(f) from (
            select ${sql.literal(sums)}, coalesce(sum(o.booked), 0) as booked, greatest(max(o.ended_at), (
                select greatest(max(q.sent_at), max((q.acceptance ->> 'at')::timestamptz)) from ${quotes} q
                where q.operator_id = c.operator_id and q.client_id = c.id
              ), (
                select max(w.at) from ${communications} w where w.operator_id = c.operator_id and w.client_id = c.id
              ), (
                select max(h.at) from ${history} h where h.operator_id = c.operator_id and h.aggregate = 'CLIENT'
                  and h.ref = c.id and h.action in ('ClientEdited', 'ClientMerged')
              )) as last_activity_at
            from ${orders} o where o.operator_id = c.operator_id and o.client_id = c.id
          ) f
        ) as facts, (
          select coalesce(json_agg(row_to_json(f)), '[]'::json) from (
            select o.month, ${sql.literal(sums)} from ${orders} o
            where o.operator_id = c.operator_id and o.client_id = c.id and o.month is not null group by o.month
          ) f
        ) as fact_months
        from ${clients} c where ${mine} and c.operator_id = ${operatorId}::uuid and c.id > ${after}::uuid
        order by c.id limit ${stretch}::int`,
    ),
  ).pipe(
    Stream.map((rows): Checked => ({
      view: "CLIENT_FIGURES",
      records: rows.length,
      differences: rows.flatMap(differencesOf),
    })),
  )
}

const differencesOf = (row: Row): Checked["differences"] => {
  const margin = Number(row.average_margin)
  const kept = { ...figuresOf(row), months: row.months.map(monthOf), ...(margin === -1 ? {} : { margin }) }
  return figureDifferences(row.id, kept, {
    ...figuresOf(row.facts),
    months: row.fact_months.map(monthOf),
  })
}

const monthOf = (row: MonthRow): KeptFigures["months"][number] => ({
  month: row.month as KeptFigures["months"][number]["month"], // the table checks its form
  ...earningsOf(row),
})

type TotalRow = Pick<FigureRow, "revenue" | "known_net" | "known_cost"> & {
  readonly id: string
  readonly clients: Whole
  readonly facts: boolean
}

/** All clients of a type and status, as they are kept in slots and as their rows add up. */
export const checkClientTotals = (tenant: TenantSql, operatorId: OperatorId) =>
  Effect.map(
    tenant.read<TotalRow>("StorageCheck.clientTotals", operatorId, (sql, mine) => {
      const sums = sql.literal(
        "sum(revenue)::bigint as revenue, sum(known_net)::bigint as known_net, sum(known_cost)::bigint as known_cost",
      )
      return sql`
        select * from (
          select type || ' ' || status as id, sum(clients)::bigint as clients, ${sums}, false as facts
          from ${tenant.named("client_totals")} where operator_id = ${operatorId}::uuid group by type, status
          union all
          select type || ' ' || status, count(*) filter (where merged_into is null), ${sums}, true
          from ${tenant.named("clients")} where operator_id = ${operatorId}::uuid group by type, status
        ) t where ${mine} order by id`
    }),
    (rows): Checked => {
      const ids = [...new Set(rows.map(({ id }) => id))]
      const of = (id: string, facts: boolean) => {
        const row = rows.find((one) => one.id === id && one.facts === facts)
        return row === undefined
          ? { clients: 0, revenue: 0, knownNet: 0, knownCost: 0 }
          : { clients: Number(row.clients), ...earningsOf(row) }
      }
      return {
        view: "CLIENT_TOTALS",
        records: ids.length,
        differences: ids.flatMap((id) =>
          differing("CLIENT_TOTALS", id, [["totals", of(id, false), of(id, true)]]),
        ),
      }
    },
  )
