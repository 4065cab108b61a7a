/** Vehicles. Whoever gives one a mission holds the lock of its row. */
import {
  type OperatorId,
  Page,
  type Vehicle,
  type VehicleId,
  VehicleNotFound,
  type VehicleRepository,
  vehicleSearchIndex,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { type Instant, instant } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import { keyColumns, keysOf, lookedInto } from "./search.ts"
import type { TenantSql } from "./tenantSql.ts"

interface VehicleRow {
  readonly id: VehicleId
  readonly name: string
  readonly registration: string
  readonly category: string
  readonly seats: number
  readonly active: boolean
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const makeVehicles = (tenant: TenantSql): VehicleRepository["Service"] => {
  const vehicles = tenant.named("vehicles")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "created_at"],
    ["name", "registration", "category", "seats", "active", ...keyColumns, "version", "updated_at"],
  )
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: VehicleId) {
      const [row] = yield* run<VehicleRow>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select * from ${vehicles} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
          ${sql.literal(locking)}`,
      )
      return row === undefined ? yield* new VehicleNotFound({ id }) : vehicleOf(row)
    })
  return {
    insert: (operatorId, vehicle) =>
      Effect.asVoid(
        tenant.write(
          "VehicleRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${vehicles} (${columns.list})
            select ${columns.values} from ${rowFrom(sql, vehicles, vehicleRow(operatorId, vehicle))} where ${mine}`,
        ),
      ),
    get: byId("VehicleRepository.get", tenant.read, ""),
    lock: byId("VehicleRepository.lock", tenant.write, "for no key update"),
    save: Effect.fnUntraced(function* (operatorId, vehicle) {
      const operation = "VehicleRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${vehicles} v set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, vehicles, vehicleRow(operatorId, vehicle))}
          where ${mine} and v.operator_id = ${operatorId}::uuid and v.id = ${vehicle.id}::uuid
            and v.version = ${vehicle.version - 1}::int
          returning v.id`,
      )
      yield* orStale(tenant, operation, vehicles, operatorId, vehicle, updated)
    }),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<VehicleRow>("VehicleRepository.list", operatorId, (sql, mine) => {
        const active =
          filters.active === undefined ? sql.literal("") : sql`and active = ${filters.active}::boolean`
        return sql`
          select * from ${vehicles} where ${mine} and operator_id = ${operatorId}::uuid
          ${active} ${lookedInto(sql, filters.q)} ${beyond(sql, start, "created_at")}
          ${inOrder(sql, start, "created_at")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(vehicleOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
  }
}

const vehicleRow = (operatorId: OperatorId, vehicle: Vehicle) => ({
  operator_id: operatorId,
  id: vehicle.id,
  name: vehicle.name,
  registration: vehicle.registration,
  category: vehicle.category,
  seats: vehicle.seats,
  active: vehicle.active,
  ...keysOf(vehicle.name, vehicleSearchIndex(vehicle)),
  version: vehicle.version,
  created_at: vehicle.createdAt,
  updated_at: vehicle.updatedAt,
})

const vehicleOf = (row: VehicleRow): Vehicle => ({
  id: row.id,
  name: row.name,
  registration: row.registration,
  category: row.category,
  seats: row.seats,
  active: row.active,
  version: row.version,
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})
