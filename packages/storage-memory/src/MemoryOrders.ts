/** Orders and their missions in memory. */
import {
  DriverBusy,
  isTerminal,
  type Mission,
  MissionNotFound,
  MissionRepository,
  type Occupied,
  type OperatorId,
  type Order,
  OrderNotFound,
  OrderRepository,
  VehicleBusy,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option, Result } from "effect"
import { listed } from "./listed.ts"
import { numbered } from "./numbered.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

/** The missions of an order, by (pickupAt, id). */
export const missionsOf = (data: Data, operatorId: OperatorId, orderId: string): ReadonlyArray<Mission> =>
  rows(data.missions, operatorId)
    .filter((mission) => mission.orderId === orderId)
    .toSorted((a, b) => DateTime.Order(a.pickupAt, b.pickupAt) || (a.id < b.id ? -1 : 1))

/** The open missions of a driver or vehicle that overlap a window, by (pickupAt, id). */
const overlapping = (
  data: Data,
  operatorId: OperatorId,
  occupied: Occupied,
  window: { readonly from: DateTime.Utc; readonly to: DateTime.Utc },
  except: ReadonlyArray<string>,
): ReadonlyArray<Mission> =>
  rows(data.missions, operatorId)
    .filter(
      (other) =>
        ("driverId" in occupied
          ? other.driverId === occupied.driverId
          : other.vehicleId === occupied.vehicleId) &&
        !except.includes(other.id) &&
        !isTerminal(other.status) &&
        DateTime.isLessThan(other.pickupAt, window.to) &&
        DateTime.isLessThan(window.from, other.estimatedEndAt),
    )
    .toSorted((a, b) => DateTime.Order(a.pickupAt, b.pickupAt) || (a.id < b.id ? -1 : 1))

/** The net below the use case: the mission's driver or vehicle has another one then. */
const inTheWay = (
  data: Data,
  operatorId: OperatorId,
  mission: Mission,
): DriverBusy | VehicleBusy | undefined => {
  const { driverId, vehicleId, id, pickupAt, estimatedEndAt, status, updatedAt } = mission
  const from = status === "IN_PROGRESS" ? DateTime.max(updatedAt, pickupAt) : pickupAt
  if (isTerminal(mission.status) || mission.overlapAllowedWith !== undefined) return undefined
  const first = (occupied: Occupied) => {
    const window = { from, to: estimatedEndAt }
    const other = overlapping(data, operatorId, occupied, window, [id]).find(
      ({ overlapAllowedWith }) => overlapAllowedWith === undefined,
    )
    return other && { missionId: other.id, pickupAt: other.pickupAt, estimatedEndAt: other.estimatedEndAt }
  }
  const ofDriver = driverId && first({ driverId })
  if (driverId !== undefined && ofDriver) return new DriverBusy({ driverId, ...ofDriver })
  const ofVehicle = vehicleId && first({ vehicleId })
  return vehicleId !== undefined && ofVehicle ? new VehicleBusy({ vehicleId, ...ofVehicle }) : undefined
}

export const orders = Layer.effect(
  OrderRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: OrderRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.orders, operatorId, id)),
        (order) => (order === undefined ? Effect.fail(new OrderNotFound({ id })) : Effect.succeed(order)),
      )
    return OrderRepository.of({
      get,
      lock: get,
      insert: (operatorId, unnumbered, missions, series) =>
        write((before) => {
          if (rows(before.orders, operatorId).some(({ quoteId }) => quoteId === unnumbered.quoteId)) {
            throw new Error(`quote ${unnumbered.quoteId} already has an order`)
          }
          const [number, data] = numbered(before, operatorId, series)
          const order: Order = { ...unnumbered, number }
          const withMissions = missions.reduce(
            (table, mission) => put(table, operatorId, mission.id, mission),
            data.missions,
          )
          return [
            order,
            { ...data, orders: put(data.orders, operatorId, order.id, order), missions: withMissions },
          ]
        }),
      findByQuote: (operatorId, quoteId) =>
        read((data) =>
          Option.fromNullishOr(rows(data.orders, operatorId).find((order) => order.quoteId === quoteId)),
        ),
      lockByMissions: (operatorId, missionIds) =>
        read((data) => {
          const ids = rows(data.missions, operatorId)
            .filter(({ id, overlapAllowedWith }) =>
              [id, overlapAllowedWith].some((one) => one !== undefined && missionIds.includes(one)),
            )
            .flatMap(({ orderId }) => (orderId === undefined ? [] : [orderId]))
          return [...new Set(ids)].toSorted().map((id) => row(data.orders, operatorId, id)!) // a mission's order is there
        }),
      save: (operatorId, order) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.orders, operatorId, order)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, orders: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
    })
  }),
)

export const missions = Layer.effect(
  MissionRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const save: MissionRepository["Service"]["save"] = (operatorId, mission) =>
      Effect.flatMap(
        write((data) => {
          const stored = succeed(data.missions, operatorId, mission)
          return [
            Result.map(stored, () => undefined),
            Result.isSuccess(stored) ? { ...data, missions: stored.success } : data,
          ]
        }),
        Effect.fromResult,
      )
    const get: MissionRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.missions, operatorId, id)),
        (mission) =>
          mission === undefined ? Effect.fail(new MissionNotFound({ id })) : Effect.succeed(mission),
      )
    return MissionRepository.of({
      insert: (operatorId, mission) =>
        write((data) => [
          undefined,
          { ...data, missions: put(data.missions, operatorId, mission.id, mission) },
        ]),
      get,
      lock: get,
      ofOrder: (operatorId, orderId) => read((data) => missionsOf(data, operatorId, orderId)),
      ofDriver: (operatorId, driverId, { from, until }, page) =>
        Effect.flatMap(
          read((data) =>
            rows(data.missions, operatorId).filter(
              (mission) =>
                mission.driverId === driverId &&
                (from === undefined || !DateTime.isLessThan(mission.pickupAt, from)) &&
                (until === undefined || DateTime.isLessThan(mission.pickupAt, until)),
            ),
          ),
          (all) =>
            listed(all, { driverId, from, until }, page, ({ pickupAt, id }) => ({
              key: DateTime.formatIso(pickupAt),
              id,
            })),
        ),
      save,
      saveWindow: (operatorId, mission) =>
        Effect.gen(function* () {
          const busy = yield* read((data) => inTheWay(data, operatorId, mission))
          if (busy !== undefined) return yield* busy
          yield* save(operatorId, mission)
        }),
      overlapping: (operatorId, occupied, window, most, except = []) =>
        read((data) => overlapping(data, operatorId, occupied, window, except).slice(0, most)),
    })
  }),
)
