/** Drivers' absences. Whoever adds one holds the lock of the driver's row. */
import {
  type Absence,
  type AbsenceId,
  AbsenceNotFound,
  type AbsenceRepository,
  type DriverId,
  type OperatorId,
  Page,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { filled, type Instant, instant } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, rowFrom } from "./record.ts"
import type { TenantSql } from "./tenantSql.ts"

interface AbsenceRow {
  readonly id: AbsenceId
  readonly driver_id: DriverId
  readonly from_at: Instant
  readonly until_at: Instant
  readonly reason: string | null
  readonly created_at: Instant
}

export const makeAbsences = (tenant: TenantSql): AbsenceRepository["Service"] => {
  const absences = tenant.named("driver_absences")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "driver_id", "from_at", "until_at", "reason", "created_at"],
    [],
  )
  return {
    insert: (operatorId, absence) =>
      Effect.asVoid(
        tenant.write(
          "AbsenceRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${absences} (${columns.list})
            select ${columns.values} from ${rowFrom(sql, absences, absenceRow(operatorId, absence))} where ${mine}`,
        ),
      ),
    remove: Effect.fnUntraced(function* (operatorId, driverId, id) {
      const [row] = yield* tenant.write<AbsenceRow>(
        "AbsenceRepository.remove",
        operatorId,
        (sql, mine) => sql`
          delete from ${absences} where ${mine} and operator_id = ${operatorId}::uuid
            and driver_id = ${driverId}::uuid and id = ${id}::uuid
          returning *`,
      )
      return row === undefined ? yield* new AbsenceNotFound({ driverId, id }) : absenceOf(row)
    }),
    ofDriver: Effect.fnUntraced(function* (operatorId, driverId, { from, until }, page) {
      const filters = { driverId, from, until }
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<AbsenceRow>("AbsenceRepository.ofDriver", operatorId, (sql, mine) => {
        const bound = (comparison: string, at: DateTime.Utc | undefined) =>
          at === undefined
            ? sql.literal("")
            : sql`and ${sql.literal(comparison)} ${DateTime.toDateUtc(at)}::timestamptz`
        return sql`
          select * from ${absences} where ${mine} and operator_id = ${operatorId}::uuid
          and driver_id = ${driverId}::uuid ${bound("until_at >", from)} ${bound("from_at <", until)}
          ${beyond(sql, start, "from_at")} ${inOrder(sql, start, "from_at")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(absenceOf), ({ from, id }) => ({
        key: DateTime.formatIso(from),
        id,
      }))
    }),
    firstOverlap: (operatorId, driverId, { from, to }) =>
      Effect.map(
        tenant.read<AbsenceRow>(
          "AbsenceRepository.firstOverlap",
          operatorId,
          (sql, mine) => sql`
            select * from ${absences} where ${mine} and operator_id = ${operatorId}::uuid
            and driver_id = ${driverId}::uuid and from_at < ${DateTime.toDateUtc(to)}::timestamptz
            and until_at > ${DateTime.toDateUtc(from)}::timestamptz order by from_at, id limit 1`,
        ),
        ([row]) => Option.map(Option.fromUndefinedOr(row), absenceOf),
      ),
  }
}

const absenceRow = (operatorId: OperatorId, absence: Absence) => ({
  operator_id: operatorId,
  id: absence.id,
  driver_id: absence.driverId,
  from_at: absence.from,
  until_at: absence.until,
  reason: absence.reason,
  created_at: absence.createdAt,
})

const absenceOf = (row: AbsenceRow): Absence =>
  filled({
    id: row.id,
    driverId: row.driver_id,
    from: instant(row.from_at),
    until: instant(row.until_at),
    reason: row.reason,
    createdAt: instant(row.created_at),
  })
