/** Partner agencies. */
import {
  type Agency,
  type AgencyId,
  AgencyNotFound,
  type AgencyRepository,
  type OperatorId,
  Page,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { type Instant, instant } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { TenantSql } from "./tenantSql.ts"

interface AgencyRow {
  readonly id: AgencyId
  readonly name: string
  readonly active: boolean
  readonly portal: Agency["portal"]
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const makeAgencies = (tenant: TenantSql): AgencyRepository["Service"] => {
  const agencies = tenant.named("agencies")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "created_at"],
    ["name", "active", "portal", "version", "updated_at"],
  )
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: AgencyId) {
      const [row] = yield* run<AgencyRow>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select * from ${agencies} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
          ${sql.literal(locking)}`,
      )
      return row === undefined ? yield* new AgencyNotFound({ id }) : agencyOf(row)
    })
  return {
    insert: (operatorId, agency) =>
      Effect.asVoid(
        tenant.write(
          "AgencyRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${agencies} (${columns.list})
            select ${columns.values} from ${rowFrom(sql, agencies, agencyRow(operatorId, agency))} where ${mine}`,
        ),
      ),
    get: byId("AgencyRepository.get", tenant.read, ""),
    lock: byId("AgencyRepository.lock", tenant.write, "for no key update"),
    save: Effect.fnUntraced(function* (operatorId, agency) {
      const operation = "AgencyRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${agencies} a set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, agencies, agencyRow(operatorId, agency))}
          where ${mine} and a.operator_id = ${operatorId}::uuid and a.id = ${agency.id}::uuid
            and a.version = ${agency.version - 1}::int
          returning a.id`,
      )
      yield* orStale(tenant, operation, agencies, operatorId, agency, updated)
    }),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<AgencyRow>("AgencyRepository.list", operatorId, (sql, mine) => {
        const active =
          filters.active === undefined ? sql.literal("") : sql`and active = ${filters.active}::boolean`
        return sql`
          select * from ${agencies} where ${mine} and operator_id = ${operatorId}::uuid
          ${active} ${beyond(sql, start, "created_at")}
          ${inOrder(sql, start, "created_at")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(agencyOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
  }
}

const agencyRow = (operatorId: OperatorId, agency: Agency) => ({
  operator_id: operatorId,
  id: agency.id,
  name: agency.name,
  active: agency.active,
  portal: agency.portal,
  version: agency.version,
  created_at: agency.createdAt,
  updated_at: agency.updatedAt,
})

const agencyOf = (row: AgencyRow): Agency => ({
  id: row.id,
  name: row.name,
  active: row.active,
  portal: row.portal,
  version: row.version,
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})
