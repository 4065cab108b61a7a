/** The orders of the quotes an agency has booked. */
import { type AgencyOrderReader, type AgencyOrderRow, Page } from "@caleche/core"
import { DateTime, Effect } from "effect"
import { clientName } from "./clients.ts"
import { type Instant, instant } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import type { TenantSql } from "./tenantSql.ts"

interface Row extends Pick<AgencyOrderRow, "id" | "number" | "status" | "version"> {
  readonly client_id: AgencyOrderRow["client"]["id"]
  readonly client_name: string
  readonly trip_at: Instant
  readonly created_at: Instant
}

export const makeAgencyOrders = (tenant: TenantSql): AgencyOrderReader["Service"] => {
  const [quotes, orders, clients, contacts] = ["quotes", "orders", "clients", "contacts"].map(tenant.named)
  return {
    list: Effect.fnUntraced(function* (operatorId, agencyId, page) {
      const filters = { agencyId }
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<Row>(
        "AgencyOrderReader.list",
        operatorId,
        (sql, mine) => sql`
          select o.id, o.number, o.status, o.version, o.trip_at, o.created_at, o.client_id,
            ${sql.literal(clientName)} as client_name
          from ${quotes} q
          join ${orders} o on o.operator_id = q.operator_id and o.quote_id = q.id
          join ${clients} c on c.operator_id = o.operator_id and c.id = o.client_id
          left join ${contacts} p on p.operator_id = c.operator_id and p.id = c.self_contact_id
          where ${mine} and q.operator_id = ${operatorId}::uuid and q.booked_by_agency_id = ${agencyId}::uuid
          ${beyond(sql, start, "o.created_at", "o.id")}
          ${inOrder(sql, start, "o.created_at", "o.id")} limit ${page.limit + 1}::int`,
      )
      return Page.pageOf(page, filters, rows.map(rowOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
  }
}

const rowOf = (row: Row): AgencyOrderRow => ({
  id: row.id,
  number: row.number,
  client: { id: row.client_id, name: row.client_name },
  tripAt: instant(row.trip_at),
  status: row.status,
  version: row.version,
  createdAt: instant(row.created_at),
})
