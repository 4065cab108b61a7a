/**
 * One command for many orders. Each item is a unit of work of its own, so that one that is refused holds up no other, and
 * asking again goes on where the first attempt was cut off: what is already so counts as done.
 */
import { Context, DateTime, Effect, Layer, Result, Schema } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { DriverUnavailable } from "../drivers/Absence.ts"
import type { DriverBusy, DriverInactive, DriverNotFound } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import type { VehicleBusy, VehicleInactive, VehicleNotFound } from "../drivers/Vehicle.ts"
import type { MissionNotFound, ReasonRequired } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { isTerminal } from "../missions/MissionStatus.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import { DriverId, type MissionId, OrderId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { StaleVersion } from "../shared/Version.ts"
import { Cancellation } from "./Cancellation.ts"
import { Dispatch } from "./Dispatch.ts"
import { OrderCancelling } from "./Order.ts"
import type { OrderNotFound } from "./OrderErrors.ts"
import { OrderRepository } from "./OrderRepository.ts"

const OrderIds = Schema.Array(OrderId).check(Schema.isMinLength(1), Schema.isMaxLength(1_000))

/** One driver for all missions of some orders that have none. */
export const BulkAssigning = Schema.Struct({ orderIds: OrderIds, driverId: DriverId })
export type BulkAssigning = typeof BulkAssigning.Type

/** Orders given up for one reason. */
export const BulkCancelling = Schema.Struct({ orderIds: OrderIds, ...OrderCancelling.fields })
export type BulkCancelling = typeof BulkCancelling.Type

/** Why a mission was not assigned. */
export type AssignRefusal =
  | IllegalTransition
  | DriverBusy
  | DriverInactive
  | DriverNotFound
  | DriverUnavailable
  | VehicleBusy
  | VehicleInactive
  | VehicleNotFound
  | MissionNotFound
  | ReasonRequired
  | StaleVersion

/** Why an order was not cancelled. */
export type CancelRefusal = IllegalTransition | OrderNotFound | StaleVersion

export interface BulkAssigned {
  /** The missions that are the driver's, by (pickupAt, id). */
  readonly assigned: ReadonlyArray<MissionId>
  readonly refused: ReadonlyArray<{ readonly missionId: MissionId; readonly error: AssignRefusal }>
}

export interface BulkCancelled {
  readonly cancelled: ReadonlyArray<OrderId>
  readonly refused: ReadonlyArray<{ readonly orderId: OrderId; readonly error: CancelRefusal }>
}

type Failure = Forbidden | OperatorNotFound | StorageFailed

export class Bulk extends Context.Service<
  Bulk,
  {
    /** Assigns each open mission without driver, in the order of (pickupAt, id), or says why not. */
    readonly assignDriver: (
      assigning: BulkAssigning,
    ) => Effect.Effect<BulkAssigned, OrderNotFound | DriverNotFound | Failure, CurrentActor>
    /** Cancels each order, in the order asked, or says why not. */
    readonly cancel: (
      cancelling: BulkCancelling,
    ) => Effect.Effect<BulkCancelled, OrderNotFound | Failure, CurrentActor>
  }
>()("@caleche/core/orders/Bulk") {
  static readonly layer = Layer.effect(
    Bulk,
    Effect.gen(function* () {
      const orders = yield* OrderRepository
      const missions = yield* MissionRepository
      const drivers = yield* DriverRepository
      const dispatch = yield* Dispatch
      const cancellation = yield* Cancellation

      const assignDriver = Effect.fn("Bulk.assignDriver")(function* ({ driverId, orderIds }: BulkAssigning) {
        const { operatorId } = yield* permit("mission.assign")
        yield* drivers.get(operatorId, driverId)
        const found = yield* Effect.forEach(new Set(orderIds), (id) =>
          Effect.andThen(orders.get(operatorId, id), missions.ofOrder(operatorId, id)),
        )
        const waiting = found
          .flat()
          .filter((mission) => !isTerminal(mission.status) && (mission.driverId ?? driverId) === driverId)
          .toSorted((a, b) => DateTime.Order(a.pickupAt, b.pickupAt) || (a.id < b.id ? -1 : 1))
        const assigned: Array<MissionId> = []
        const refused: Array<BulkAssigned["refused"][number]> = []
        for (const { id } of waiting) {
          const outcome = yield* refusable(dispatch.assign(id, driverId))
          if (Result.isSuccess(outcome)) assigned.push(id)
          else refused.push({ missionId: id, error: outcome.failure })
        }
        return { assigned, refused }
      })

      const cancel = Effect.fn("Bulk.cancel")(function* ({ orderIds, ...cancelling }: BulkCancelling) {
        const { operatorId } = yield* permit("order.cancel")
        const asked = [...new Set(orderIds)]
        yield* Effect.forEach(asked, (id) => orders.get(operatorId, id), { discard: true })
        const cancelled: Array<OrderId> = []
        const refused: Array<BulkCancelled["refused"][number]> = []
        for (const id of asked) {
          const outcome = yield* refusable(cancellation.cancelOrder(id, cancelling))
          if (Result.isSuccess(outcome)) cancelled.push(id)
          else {
            const { cancellation: known } = yield* orders.get(operatorId, id)
            const isSame = known?.reason === cancelling.reason && known.by === (cancelling.by ?? "CLIENT")
            if (isSame) cancelled.push(id)
            else refused.push({ orderId: id, error: outcome.failure })
          }
        }
        return { cancelled, refused }
      })

      return Bulk.of({ assignDriver, cancel })
    }),
  )
}

/** What concerns one item is told of it; what concerns all of them ends the command. */
const refusable = <A, E extends { readonly _tag: string }, R>(
  item: Effect.Effect<A, E | Failure, R>,
): Effect.Effect<Result.Result<A, Exclude<E, Failure>>, Failure, R> =>
  Effect.flatMap(
    Effect.result(item),
    (outcome): Effect.Effect<Result.Result<A, Exclude<E, Failure>>, Failure> => {
      if (Result.isSuccess(outcome)) return Effect.succeed(Result.succeed(outcome.success))
      const { failure } = outcome
      return isFailure(failure)
        ? Effect.fail(failure)
        : Effect.succeed(Result.fail(failure as Exclude<E, Failure>)) // the others were told apart above
    },
  )

function isFailure(error: { readonly _tag: string }): error is Failure {
  return ["Forbidden", "OperatorNotFound", "StorageFailed"].includes(error._tag)
}
