/** Missions. The use case checks a driver's windows under the driver's lock; an exclusion constraint is the net below it. */
import {
  DriverBusy,
  type Mission,
  type MissionId,
  MissionNotFound,
  type MissionRepository,
  type Occupied,
  type OperatorId,
  Page,
  VehicleBusy,
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

  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: MissionId) {
      const [row] = yield* run<MissionRow>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select * from ${missions} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
          ${sql.literal(locking)}`,
      )
      return row === undefined ? yield* new MissionNotFound({ id }) : missionOf(row)
    })

  const updated =
    (operatorId: OperatorId, mission: Mission, columns: typeof kept): Build<{ readonly id: string }> =>
    (sql, mine) =>
      sql`
      update ${missions} m set (${columns.changing}) = row(${columns.changed})
      from ${rowFrom(sql, missions, missionRow(operatorId, mission))}
      where ${mine} and m.operator_id = ${operatorId}::uuid and m.id = ${mission.id}::uuid
        and m.version = ${mission.version - 1}::int
      returning m.id`

  // Materialised, so that only open missions are looked up: in search of the first the planner would walk all there ever were.
  const overlapping: MissionRepository["Service"]["overlapping"] = (
    operatorId,
    occupied,
    { from, to },
    most,
    except = [],
  ) =>
    Effect.map(
      tenant.read<MissionRow>("MissionRepository.overlapping", operatorId, (sql, mine) => {
        const theirs =
          "driverId" in occupied
            ? sql`driver_id = ${occupied.driverId}::uuid`
            : sql`vehicle_id = ${occupied.vehicleId}::uuid`
        return sql`
          with overlapping as materialized (
            select * from ${missions} where operator_id = ${operatorId}::uuid
            and ${theirs} and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW')
            and estimated_end_at > ${DateTime.toDateUtc(from)}::timestamptz
            and pickup_at < ${DateTime.toDateUtc(to)}::timestamptz and id <> all(${[...except]}::uuid[])
          )
          select * from overlapping where ${mine} order by pickup_at, id limit ${most}::int`
      }),
      (rows) => rows.map(missionOf),
    )

  /** What the exclusion constraints found: the driver's other mission, or the vehicle's. */
  const inTheWay = Effect.fnUntraced(function* (operatorId: OperatorId, mission: Mission) {
    const { driverId, estimatedEndAt: to, id, pickupAt: from, vehicleId } = mission
    const first = (occupied: Occupied) =>
      Effect.map(overlapping(operatorId, occupied, { from, to }, 1, [id]), ([other]) => other)
    const ofDriver = driverId === undefined ? undefined : yield* first({ driverId })
    if (driverId !== undefined && ofDriver !== undefined)
      return new DriverBusy({ driverId, ...windowOf(ofDriver) })
    const ofVehicle = vehicleId === undefined ? undefined : yield* first({ vehicleId })
    return vehicleId !== undefined && ofVehicle !== undefined
      ? new VehicleBusy({ vehicleId, ...windowOf(ofVehicle) })
      : undefined
  })

  return {
    overlapping,
    insert: (operatorId, mission) =>
      Effect.asVoid(
        tenant.write(
          "MissionRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${missions} (${moved.list})
            select ${moved.values} from ${rowFrom(sql, missions, missionRow(operatorId, mission))} where ${mine}`,
        ),
      ),
    get: byId("MissionRepository.get", tenant.read, ""),
    lock: byId("MissionRepository.lock", tenant.write, "for no key update"),
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
        ["missions_of_driver_apart", "missions_of_vehicle_apart"],
        operation,
        operatorId,
        updated(operatorId, mission, moved),
      )
      if (Option.isSome(rows))
        return yield* orStale(tenant, operation, missions, operatorId, mission, rows.value)
      const busy = yield* inTheWay(operatorId, mission)
      if (busy === undefined) {
        return yield* Effect.die(new Error("A mission was in the way of another and is gone")) // its writer would have had to hold the same lock
      }
      return yield* busy
    }),
  }
}

const windowOf = ({ id: missionId, pickupAt, estimatedEndAt }: Mission) => ({
  missionId,
  pickupAt,
  estimatedEndAt,
})
