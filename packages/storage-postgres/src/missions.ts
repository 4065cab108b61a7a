/** Missions. The use case checks a driver's windows under the driver's lock; an exclusion constraint is the net below it. */
import {
  DriverBusy,
  type Mission,
  MissionNotFound,
  type MissionRepository,
  type OperatorId,
  Page,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { beyond, inOrder, startOf } from "./keyset.ts"
import {
  changingMissionColumns,
  fixedMissionColumns,
  missionOf,
  missionRow,
  type MissionRow,
} from "./missionRow.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { Build, TenantSql } from "./tenantSql.ts"

export const makeMissions = (tenant: TenantSql): MissionRepository["Service"] => {
  const missions = tenant.named("missions")
  const kept = columnsOf(tenant, fixedMissionColumns, changingMissionColumns)
  const moved = columnsOf(tenant, fixedMissionColumns, [...changingMissionColumns, "driver_from"])

  const updated =
    (operatorId: OperatorId, mission: Mission, columns: typeof kept): Build<{ readonly id: string }> =>
    (sql, mine) =>
      sql`
      update ${missions} m set (${columns.changing}) = row(${columns.changed})
      from ${rowFrom(sql, missions, missionRow(operatorId, mission))}
      where ${mine} and m.operator_id = ${operatorId}::uuid and m.id = ${mission.id}::uuid
        and m.version = ${mission.version - 1}::int
      returning m.id`

  // Materialised, so that only open missions are looked up: in search of the first the planner would walk all he ever had.
  const firstOverlap: MissionRepository["Service"]["firstOverlap"] = (
    operatorId,
    driverId,
    { from, to },
    except,
  ) =>
    Effect.map(
      tenant.read<MissionRow>(
        "MissionRepository.firstOverlap",
        operatorId,
        (sql, mine) => sql`
          with overlapping as materialized (
            select * from ${missions} where operator_id = ${operatorId}::uuid
            and driver_id = ${driverId}::uuid and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW')
            and estimated_end_at > ${DateTime.toDateUtc(from)}::timestamptz
            and pickup_at < ${DateTime.toDateUtc(to)}::timestamptz and id <> ${except}::uuid
          )
          select * from overlapping where ${mine} order by pickup_at, id limit 1`,
      ),
      ([row]) => Option.map(Option.fromUndefinedOr(row), missionOf),
    )

  return {
    firstOverlap,
    get: Effect.fnUntraced(function* (operatorId, id) {
      const [row] = yield* tenant.read<MissionRow>(
        "MissionRepository.get",
        operatorId,
        (sql, mine) => sql`
          select * from ${missions} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
      )
      return row === undefined ? yield* new MissionNotFound({ id }) : missionOf(row)
    }),
    ofOrder: (operatorId, orderId) =>
      Effect.map(
        tenant.read<MissionRow>(
          "MissionRepository.ofOrder",
          operatorId,
          (sql, mine) => sql`
            select * from ${missions} where ${mine} and operator_id = ${operatorId}::uuid and order_id = ${orderId}::uuid
            order by pickup_at, id`,
        ),
        (rows) => rows.map(missionOf),
      ),
    ofDriver: Effect.fnUntraced(function* (operatorId, driverId, { from, until }, page) {
      const filters = { driverId, from, until }
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<MissionRow>("MissionRepository.ofDriver", operatorId, (sql, mine) => {
        const bound = (comparison: string, instant: DateTime.Utc | undefined) =>
          instant === undefined
            ? sql.literal("")
            : sql`and pickup_at ${sql.literal(comparison)} ${DateTime.toDateUtc(instant)}::timestamptz`
        return sql`
          select * from ${missions} where ${mine} and operator_id = ${operatorId}::uuid and driver_id = ${driverId}::uuid
          ${bound(">=", from)} ${bound("<", until)} ${beyond(sql, start, "pickup_at")}
          ${inOrder(sql, start, "pickup_at")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(missionOf), ({ pickupAt, id }) => ({
        key: DateTime.formatIso(pickupAt),
        id,
      }))
    }),
    save: Effect.fnUntraced(function* (operatorId, mission) {
      const operation = "MissionRepository.save"
      const rows = yield* tenant.write(operation, operatorId, updated(operatorId, mission, kept))
      yield* orStale(tenant, operation, missions, operatorId, mission, rows)
    }),
    saveWindow: Effect.fnUntraced(function* (operatorId, mission) {
      const operation = "MissionRepository.saveWindow"
      const rows = yield* tenant.writeUnless(
        "missions_of_driver_apart",
        operation,
        operatorId,
        updated(operatorId, mission, moved),
      )
      if (Option.isSome(rows))
        return yield* orStale(tenant, operation, missions, operatorId, mission, rows.value)
      const { driverId, estimatedEndAt: to, id, pickupAt: from } = mission
      const busy =
        driverId === undefined ? Option.none() : yield* firstOverlap(operatorId, driverId, { from, to }, id)
      if (Option.isNone(busy) || driverId === undefined) {
        return yield* Effect.die(new Error("A mission was in the way of another and is gone")) // its writer would have had to hold the driver's lock
      }
      const { estimatedEndAt, id: missionId, pickupAt } = busy.value
      return yield* new DriverBusy({ driverId, missionId, pickupAt, estimatedEndAt })
    }),
  }
}
