/**
 * Missions are given to drivers and performed here.
 *
 * Every change locks the order first and loads all of its missions, so that the order's status is derived from what is
 * true at the commit: two missions of one order completed at once leave it COMPLETED.
 */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Action, type Forbidden, permit } from "../access/Permissions.ts"
import { DriverBusy, DriverInactive, type DriverNotFound } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import type { Mission, StepTime } from "../missions/Mission.ts"
import * as Commands from "../missions/MissionCommands.ts"
import { MissionNotFound, type StepTimeInvalid } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Decision, type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { Reason } from "../quotes/Quote.ts"
import type { DriverId, MissionId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { derive, type Order } from "./Order.ts"
import { OrderRepository } from "./OrderRepository.ts"

/** What any change to a mission can fail with. `ifVersion` names the mission's version the caller saw. */
type ChangeError =
  | MissionNotFound
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed
type Change<E = never> = Effect.Effect<Mission, E | ChangeError, CurrentActor>
type StepChange = (id: MissionId, time?: StepTime, ifVersion?: Version) => Change<StepTimeInvalid>

export class Dispatch extends Context.Service<
  Dispatch,
  {
    readonly get: (
      id: MissionId,
    ) => Effect.Effect<Mission, MissionNotFound | Forbidden | StorageFailed, CurrentActor>
    /**
     * Gives the mission to a driver, or to another one. `DriverBusy` names the mission in the way: no two windows
     * `[pickupAt, estimatedEndAt)` of one driver's open missions overlap. The driver already on it changes nothing.
     */
    readonly assign: (
      id: MissionId,
      driverId: DriverId,
      ifVersion?: Version,
    ) => Change<DriverNotFound | DriverInactive | DriverBusy>
    readonly unassign: (id: MissionId, ifVersion?: Version) => Change
    readonly driverAccepts: (id: MissionId, ifVersion?: Version) => Change
    readonly driverDeclines: (id: MissionId, reason: Reason, ifVersion?: Version) => Change
    readonly start: StepChange
    readonly arrive: StepChange
    readonly board: StepChange
    readonly dropOff: StepChange
    readonly complete: StepChange
  }
>()("@caleche/core/orders/Dispatch") {
  static readonly layer = Layer.effect(
    Dispatch,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const orders = yield* OrderRepository
      const missions = yield* MissionRepository
      const drivers = yield* DriverRepository
      const operators = yield* OperatorRepository
      const record = yield* makeRecord

      /** Locks the order, lets `decide` change the mission, derives the order, and saves what changed together. */
      const change = Effect.fnUntraced(function* <E, S = never>(
        action: Action,
        id: MissionId,
        ifVersion: Version | undefined,
        decide: (
          mission: Mission,
          at: Instant,
          operatorId: OperatorId,
        ) => Effect.Effect<Decision<Mission> | undefined, E>,
        save: (
          operatorId: OperatorId,
          mission: Mission,
        ) => Effect.Effect<void, StaleVersion | StorageFailed | S> = missions.save,
      ) {
        const { operatorId } = yield* permit(action)
        const operator = yield* operators.get(operatorId)
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const order = yield* orders.lockByMission(operatorId, id)
            const all = yield* missions.ofOrder(operatorId, order.id)
            const mission = all.find((candidate) => candidate.id === id)
            if (mission === undefined) return yield* new MissionNotFound({ id })
            const actor = yield* permit(action, { driverId: mission.driverId })
            if (ifVersion !== undefined && ifVersion !== mission.version) {
              return yield* new StaleVersion({ id, expected: ifVersion, actual: mission.version })
            }
            const decision = yield* decide(mission, at, operatorId)
            if (decision === undefined) return mission
            const next = derive(
              order,
              all.map((other) => (other.id === id ? decision.state : other)),
              operator,
            )
            yield* save(operatorId, decision.state)
            yield* orders.save(operatorId, { ...next, version: order.version + 1, updatedAt: at })
            yield* record(actor, at, [...decision.facts, ...statusFact(order, next)], decision.messages)
            return decision.state
          }),
        )
      })

      const get = Effect.fn("Dispatch.get")(function* (id: MissionId) {
        const { operatorId } = yield* permit("mission.read")
        const mission = yield* missions.get(operatorId, id)
        yield* permit("mission.read", { driverId: mission.driverId })
        return mission
      })

      const assign = Effect.fn("Dispatch.assign")((id: MissionId, driverId: DriverId, ifVersion?: Version) =>
        change(
          "mission.assign",
          id,
          ifVersion,
          (mission, at, operatorId) =>
            Effect.gen(function* () {
              const decision = yield* Effect.fromResult(Commands.assign(mission, driverId, at))
              if (decision === undefined) return undefined
              const driver = yield* drivers.lock(operatorId, driverId)
              if (!driver.active) return yield* new DriverInactive({ id: driverId })
              const from =
                mission.status === "IN_PROGRESS" ? DateTime.max(at, mission.pickupAt) : mission.pickupAt
              const window = { from, to: mission.estimatedEndAt }
              const busy = yield* missions.firstOverlap(operatorId, driverId, window, id)
              if (Option.isNone(busy)) return decision
              const { id: missionId, pickupAt, estimatedEndAt } = busy.value
              return yield* new DriverBusy({ driverId, missionId, pickupAt, estimatedEndAt })
            }),
          missions.saveWindow,
        ),
      )

      const step = (stepping: Commands.Stepping) =>
        Effect.fn(`Dispatch.${stepping}`)((id: MissionId, time?: StepTime, ifVersion?: Version) =>
          change("mission.perform", id, ifVersion, (mission, now) =>
            Effect.fromResult(Commands.take(mission, stepping, time?.at ?? now, now)),
          ),
        )

      return Dispatch.of({
        get,
        assign,
        unassign: Effect.fn("Dispatch.unassign")((id, ifVersion) =>
          change("mission.assign", id, ifVersion, (mission, at) =>
            Effect.fromResult(Commands.unassign(mission, at)),
          ),
        ),
        driverAccepts: Effect.fn("Dispatch.driverAccepts")((id, ifVersion) =>
          change("mission.perform", id, ifVersion, (mission, at) =>
            Effect.fromResult(Commands.driverAccepts(mission, at)),
          ),
        ),
        driverDeclines: Effect.fn("Dispatch.driverDeclines")((id, { reason }, ifVersion) =>
          change("mission.perform", id, ifVersion, (mission, at) =>
            Effect.fromResult(Commands.driverDeclines(mission, reason, at)),
          ),
        ),
        start: step("start"),
        arrive: step("arrive"),
        board: step("board"),
        dropOff: step("dropOff"),
        complete: Effect.fn("Dispatch.complete")((id, time, ifVersion) =>
          change("mission.perform", id, ifVersion, (mission, now) =>
            Effect.fromResult(Commands.complete(mission, time?.at ?? now, now)),
          ),
        ),
      })
    }),
  )
}

function statusFact(before: Order, after: Order): ReadonlyArray<Fact> {
  const { id, status: from } = before
  return from === after.status ? [] : [fact("ORDER", id, "OrderStatusChanged", { from, to: after.status })]
}
