/** The operator's orders as a list, from columns that are kept up to date: nothing is added up when it is read. */
import { type ClientId, type DriverId, Page, type PipelineReader, type PipelineRow } from "@caleche/core"
import { DateTime, Effect } from "effect"
import { clientName } from "./clients.ts"
import { type Instant, instant } from "./columns.ts"
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

export const makePipeline = (tenant: TenantSql): PipelineReader["Service"] => {
  const [clients, contacts, drivers] = ["clients", "contacts", "drivers"].map(tenant.named)
  return {
    list: Effect.fnUntraced(function* (operatorId, selection, page) {
      const start = yield* startOf(page, selection)
      const rows = yield* tenant.read<Row>("PipelineReader.list", operatorId, (sql, mine) => {
        const walked = walk(sql, tenant, operatorId, selection, { start, limit: page.limit + 1 })
        return sql`
          select o.id, o.number, o.status, o.trip_at, o.missions_total, o.missions_assigned, o.invoice_status, o.version,
            o.client_id, ${sql.literal(clientName)} as client_name, d.id as driver_id, d.name as driver_name
          from (${walked}) o
          join ${clients} c on c.operator_id = ${operatorId}::uuid and c.id = o.client_id
          left join ${contacts} p on p.operator_id = ${operatorId}::uuid and p.id = c.self_contact_id
          left join ${drivers} d on d.operator_id = ${operatorId}::uuid and d.id = o.primary_driver_id
          where ${mine} ${inOrder(sql, start, "o.trip_at", "o.id")}`
      })
      return Page.pageOf(page, selection, rows.map(rowOf), ({ tripAt, id }) => ({
        key: DateTime.formatIso(tripAt),
        id,
      }))
    }),
  }
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
