/** What clients are worth: columns of theirs and rows of their months, kept by the triggers of the orders they follow from. */
import {
  type ClientFiguresRepository,
  ClientNotFound,
  type ClientTotals,
  type ClientType,
  Money,
  type Month,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { earningsOf, figureFields, type FigureRow, figuresOf } from "./clients.ts"
import type { Whole } from "./columns.ts"
import { found, lookedInto } from "./search.ts"
import type { TenantSql } from "./tenantSql.ts"

type SumRow = Pick<FigureRow, "revenue" | "known_net" | "known_cost">
type TotalRow = SumRow & { readonly type: ClientType; readonly clients: Whole }

export const makeClientFigures = (tenant: TenantSql): ClientFiguresRepository["Service"] => {
  const clients = tenant.named("clients")
  const months = tenant.named("client_months")
  const fields = tenant.literal(figureFields)
  return {
    get: Effect.fnUntraced(function* (operatorId, id) {
      const [row] = yield* tenant.read<FigureRow>(
        "ClientFiguresRepository.get",
        operatorId,
        (sql, mine) => sql`
          select ${fields} from ${clients} c where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = ${id}::uuid`,
      )
      return row === undefined ? yield* new ClientNotFound({ id }) : figuresOf(row)
    }),
    months: (operatorId, id, { from, to }) =>
      Effect.map(
        tenant.read<SumRow & { readonly month: Month }>(
          "ClientFiguresRepository.months",
          operatorId,
          (sql, mine) => sql`
            select m.month, m.revenue, m.known_net, m.known_cost from ${months} m
            where ${mine} and m.operator_id = ${operatorId}::uuid and m.client_id = ${id}::uuid
              and m.month >= ${from}::text and m.month <= ${to}::text and (m.revenue, m.known_net, m.known_cost) <> (0, 0, 0)
            order by m.month`,
        ),
        (rows) => rows.map((row) => ({ month: row.month, ...earningsOf(row) })),
      ),
    totals: (operatorId, { agencyId, q, status, type }, most) =>
      Effect.map(
        tenant.read<TotalRow>("ClientFiguresRepository.totals", operatorId, (sql, mine) => {
          const sums = sql.literal(
            "sum(c.revenue)::bigint as revenue, sum(c.known_net)::bigint as known_net, sum(c.known_cost)::bigint as known_cost",
          )
          const ofStatus = status === undefined ? sql.literal("") : sql`and c.status = ${status}::text`
          const ofType = type === undefined ? sql.literal("") : sql`and c.type = ${type}::text`
          if (agencyId !== undefined)
            return sql`
              select c.type, count(*) as clients, ${sums} from (
                select c.type, c.revenue, c.known_net, c.known_cost from ${clients} c
                where c.operator_id = ${operatorId}::uuid and c.agency_id = ${agencyId}::uuid and c.merged_into is null ${ofType} ${ofStatus}
                  ${lookedInto(sql, q)} limit ${most}::int
              ) c where ${mine} group by c.type`
          if (q !== undefined)
            return sql`
              select c.type, count(*) as clients, ${sums} from ${found(sql, tenant, "clients", q, most, { status, type })} f
              join ${clients} c on c.operator_id = ${operatorId}::uuid and c.id = f.id where ${mine} group by c.type`
          return sql`
            select c.type, sum(c.clients)::bigint as clients, ${sums} from ${tenant.named("client_totals")} c
            where ${mine} and c.operator_id = ${operatorId}::uuid ${ofType} ${ofStatus} group by c.type`
        }),
        totalsOf,
      ),
    touch: (operatorId, id, at) =>
      Effect.asVoid(
        tenant.write(
          "ClientFiguresRepository.touch",
          operatorId,
          (sql, mine) => sql`
            update ${clients} set last_activity_at = ${DateTime.toDateUtc(at)}::timestamptz
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
              and last_activity_at < ${DateTime.toDateUtc(at)}::timestamptz`,
        ),
      ),
    absorb: (operatorId, { at, from, into }) =>
      Effect.asVoid(
        tenant.write(
          "ClientFiguresRepository.absorb",
          operatorId,
          (sql, mine) => sql`
            with taken as (
              insert into ${months} as m (operator_id, client_id, month, revenue, known_net, known_cost)
              select ${operatorId}::uuid, ${into}::uuid, g.month, g.revenue, g.known_net, g.known_cost from ${months} g
              where g.operator_id = ${operatorId}::uuid and g.client_id = ${from}::uuid
              on conflict (operator_id, client_id, month) do update set revenue = m.revenue + excluded.revenue,
                known_net = m.known_net + excluded.known_net, known_cost = m.known_cost + excluded.known_cost
            ), given as (
              update ${months} set revenue = 0, known_net = 0, known_cost = 0
              where operator_id = ${operatorId}::uuid and client_id = ${from}::uuid
            ), told as (
              update ${tenant.named("communications")} set client_id = ${into}::uuid
              where operator_id = ${operatorId}::uuid and client_id = ${from}::uuid
            ), standing as (
              select ${into}::uuid as id, sum(c.revenue) as revenue, sum(c.booked) as booked, sum(c.known_net) as known_net,
                sum(c.known_cost) as known_cost
              from ${clients} c where c.operator_id = ${operatorId}::uuid and c.id = any(${[from, into]}::uuid[])
              union all select ${from}::uuid, 0, 0, 0, 0
            )
            update ${clients} c set revenue = s.revenue, booked = s.booked, known_net = s.known_net, known_cost = s.known_cost,
              average_margin = ${tenant.named("margin_of")}(s.known_net::bigint, s.known_cost::bigint),
              last_activity_at = greatest(c.last_activity_at, ${DateTime.toDateUtc(at)}::timestamptz)
            from standing s where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = s.id`,
        ),
      ),
  }
}

const totalsOf = (rows: ReadonlyArray<TotalRow>): ClientTotals => {
  const all = rows.map((row) => ({ ...earningsOf(row), type: row.type, clients: Number(row.clients) }))
  const counted = (type: ClientType) => all.find((row) => row.type === type)?.clients ?? 0
  return {
    byType: { PRIVATE: counted("PRIVATE"), BUSINESS: counted("BUSINESS") },
    revenue: Money.sum(all.map(({ revenue }) => revenue)),
    knownNet: Money.sum(all.map(({ knownNet }) => knownNet)),
    knownCost: Money.sum(all.map(({ knownCost }) => knownCost)),
  }
}
