/** Drivers. Whoever gives one a mission holds the lock of its row. */
import {
  type Driver,
  type DriverId,
  DriverNotFound,
  driverSearchIndex,
  type DriverRepository,
  type OperatorId,
  Page,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { filled, type Instant, instant } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import { keyColumns, keysOf, lookedInto } from "./search.ts"
import type { Fragment, TenantSql } from "./tenantSql.ts"

interface DriverRow {
  readonly id: DriverId
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly active: boolean
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const makeDrivers = (tenant: TenantSql): DriverRepository["Service"] => {
  const drivers = tenant.named("drivers")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "created_at"],
    ["name", "email", "phone", "active", ...keyColumns, "version", "updated_at"],
  )
  const one = (operation: string, locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: DriverId) {
      const run = locking === "" ? tenant.read<DriverRow> : tenant.write<DriverRow>
      const [row] = yield* run(
        operation,
        operatorId,
        (sql, mine) => sql`
          select * from ${drivers} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
          ${sql.literal(locking)}`,
      )
      return row === undefined ? yield* new DriverNotFound({ id }) : driverOf(row)
    })
  return {
    insert: (operatorId, driver) =>
      Effect.asVoid(
        tenant.write(
          "DriverRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${drivers} (${columns.list})
            select ${columns.values} from ${rowFrom(sql, drivers, driverRow(operatorId, driver))} where ${mine}`,
        ),
      ),
    get: one("DriverRepository.get", ""),
    lock: one("DriverRepository.lock", "for no key update"),
    save: Effect.fnUntraced(function* (operatorId, driver) {
      const operation = "DriverRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${drivers} d set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, drivers, driverRow(operatorId, driver))}
          where ${mine} and d.operator_id = ${operatorId}::uuid and d.id = ${driver.id}::uuid
            and d.version = ${driver.version - 1}::int
          returning d.id`,
      )
      yield* orStale(tenant, operation, drivers, operatorId, driver, updated)
    }),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<DriverRow>("DriverRepository.list", operatorId, (sql, mine) => {
        const active: Fragment =
          filters.active === undefined ? sql.literal("") : sql`and active = ${filters.active}::boolean`
        return sql`
          select * from ${drivers} where ${mine} and operator_id = ${operatorId}::uuid
          ${active} ${lookedInto(sql, filters.q)} ${beyond(sql, start, "created_at")}
          ${inOrder(sql, start, "created_at")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(driverOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
  }
}

const driverRow = (operatorId: OperatorId, driver: Driver) => ({
  operator_id: operatorId,
  id: driver.id,
  name: driver.name,
  email: driver.email,
  phone: driver.phone,
  active: driver.active,
  ...keysOf(driver.name, driverSearchIndex(driver)),
  version: driver.version,
  created_at: driver.createdAt,
  updated_at: driver.updatedAt,
})

const driverOf = (row: DriverRow): Driver =>
  filled({
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    active: row.active,
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })
