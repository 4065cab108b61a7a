/** The operator's orders as a list, from columns that are kept up to date: nothing is added up when it is read. */
import {
  type ClientId,
  type DriverId,
  type ExportRow,
  Money,
  type OperatorId,
  type OrderStatus,
  Page,
  type PipelineReader,
  type PipelineRow,
  type PipelineSelection,
  type PipelineSort,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { clientName } from "./clients.ts"
import { type Instant, instant, type Whole } from "./columns.ts"
import { inOrder, startOf } from "./keyset.ts"
import type { OrderRow } from "./orderRow.ts"
import { walk } from "./pipelineWalk.ts"
import type { TenantSql } from "./tenantSql.ts"

type Row = Pick<
  OrderRow,
  | "id"
  | "number"
  | "status"
  | "trip_at"
  | "missions_total"
  | "missions_assigned"
  | "invoice_status"
  | "version"
> & {
  readonly trip_at: Instant
  readonly client_id: ClientId
  readonly client_name: string
  readonly driver_id: DriverId | null
  readonly driver_name: string | null
}

type WithTotals = Row & { readonly totals: ExportRow["totals"] }

export const makePipeline = (tenant: TenantSql): PipelineReader["Service"] => {
  const [clients, contacts, drivers, missions] = ["clients", "contacts", "drivers", "missions"].map(
    tenant.named,
  )

  const page = <R extends Row, A extends PipelineRow>(
    operation: string,
    more: string,
    present: (row: R) => A,
  ) =>
    Effect.fnUntraced(function* (
      operatorId: OperatorId,
      selection: PipelineSelection,
      request: Page.PageRequest<PipelineSort>,
    ) {
      const start = yield* startOf(request, selection)
      const rows = yield* tenant.read<R>(operation, operatorId, (sql, mine) => {
        const walked = walk(sql, tenant, operatorId, selection, { start, limit: request.limit + 1 })
        return sql`
          select o.id, o.number, o.status, o.trip_at, o.missions_total, o.missions_assigned, o.invoice_status, o.version,
            o.client_id, ${sql.literal(clientName)} as client_name, d.id as driver_id, d.name as driver_name
            ${sql.literal(more)}
          from (${walked}) o
          join ${clients} c on c.operator_id = ${operatorId}::uuid and c.id = o.client_id
          left join ${contacts} p on p.operator_id = ${operatorId}::uuid and p.id = c.self_contact_id
          left join ${drivers} d on d.operator_id = ${operatorId}::uuid and d.id = o.primary_driver_id
          where ${mine} ${inOrder(sql, start, "o.trip_at", "o.id")}`
      })
      return Page.pageOf(request, selection, rows.map(present), ({ tripAt, id }) => ({
        key: DateTime.formatIso(tripAt),
        id,
      }))
    })

  return {
    list: page("PipelineReader.list", "", rowOf),
    listForExport: page("PipelineReader.listForExport", ", o.totals", (row: WithTotals): ExportRow => ({
      ...rowOf(row),
      totals: row.totals,
    })),
    summary: Effect.fnUntraced(function* (operatorId, selection, most) {
      const latest = {
        start: { descending: true, after: undefined, keyType: "timestamptz" },
        limit: most,
      } as const
      const rows = yield* tenant.read<SummaryRow>(
        "PipelineReader.summary",
        operatorId,
        (sql, mine) => sql`
          select o.status, count(*) as orders, sum(o.net)::bigint as net, count(*) filter (where exists (
              select from ${missions} m
              where m.operator_id = ${operatorId}::uuid and m.order_id = o.id and m.trip_type = 'OFF_GRID'
            )) as off_grid
          from (${walk(sql, tenant, operatorId, selection, latest)}) o where ${mine} group by o.status`,
      )
      const byStatus = { PENDING: 0, CONFIRMED: 0, IN_PROGRESS: 0, COMPLETED: 0, CANCELLED: 0 }
      for (const { status, orders } of rows) byStatus[status] = Number(orders)
      return {
        byStatus,
        net: Money.sum(rows.map(({ net }) => Money.make(Number(net)))),
        offGrid: rows.reduce((sum, row) => sum + Number(row.off_grid), 0),
      }
    }),
  }
}

interface SummaryRow {
  readonly status: OrderStatus
  readonly orders: Whole
  readonly net: Whole
  readonly off_grid: Whole
}

const rowOf = (row: Row): PipelineRow => ({
  id: row.id,
  number: row.number,
  client: { id: row.client_id, name: row.client_name },
  tripAt: instant(row.trip_at),
  status: row.status,
  missions: { total: row.missions_total, assigned: row.missions_assigned },
  driver:
    row.driver_id === null || row.driver_name === null ? null : { id: row.driver_id, name: row.driver_name },
  invoiceStatus: row.invoice_status,
  version: row.version,
})
