/** Missions are given to drivers and performed here, step by step, to their end. */
import { Context, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { DriverUnavailable } from "../drivers/Absence.ts"
import { type DriverBusy, DriverInactive, type DriverNotFound } from "../drivers/Driver.ts"
import { type VehicleBusy, VehicleInactive, type VehicleNotFound } from "../drivers/Vehicle.ts"
import { VehicleRepository } from "../drivers/VehicleRepository.ts"
import type { Completing, Mission, StepTime } from "../missions/Mission.ts"
import * as Commands from "../missions/MissionCommands.ts"
import type { MissionNotFound, ReasonRequired, StepTimeInvalid } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { vehicleWarnings, type WarnedMission } from "../missions/MissionWarning.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import type { Reason } from "../quotes/Quote.ts"
import type { DriverId, MissionId, VehicleId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import { actualsFrom } from "./actualsFrom.ts"
import { makeBillActuals } from "./billActuals.ts"
import { makeClaimWindow } from "./claimWindow.ts"
import { makeOrderChange } from "./orderChange.ts"

/** What any change to a mission can fail with. `ifVersion` names the mission's version the caller saw. */
export type MissionChangeError =
  | MissionNotFound
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed
export type MissionChange<E = never> = Effect.Effect<Mission, E | MissionChangeError, CurrentActor>

/** What is said beside the driver: why the mission changes hands, and with which vehicle; null takes it away. */
export type AssignMore = Partial<Reason> & { readonly vehicleId?: VehicleId | null }

export type AssignError =
  | DriverNotFound
  | DriverInactive
  | DriverBusy
  | DriverUnavailable
  | VehicleNotFound
  | VehicleInactive
  | VehicleBusy
  | ReasonRequired

type StepChange = (id: MissionId, time?: StepTime, ifVersion?: Version) => MissionChange<StepTimeInvalid>

export class Dispatch extends Context.Service<
  Dispatch,
  {
    readonly get: (
      id: MissionId,
    ) => Effect.Effect<Mission, MissionNotFound | Forbidden | StorageFailed, CurrentActor>
    /**
     * Gives the mission to a driver, or to another one. `DriverBusy` names the mission in the way: no two windows
     * `[pickupAt, estimatedEndAt)` of one driver's open missions overlap, nor of one vehicle's (`VehicleBusy`), and none
     * falls into a time the driver is absent. Driver and vehicle already on it change nothing. Under way it changes hands
     * for a reason only, and what counts is the window from now on. Of a vehicle that does not fit, the answer warns.
     */
    readonly assign: (
      id: MissionId,
      driverId: DriverId,
      ifVersion?: Version,
      more?: AssignMore,
    ) => Effect.Effect<WarnedMission, AssignError | MissionChangeError, CurrentActor>
    readonly unassign: (id: MissionId, ifVersion?: Version) => MissionChange
    readonly driverAccepts: (id: MissionId, ifVersion?: Version) => MissionChange
    readonly driverDeclines: (id: MissionId, reason: Reason, ifVersion?: Version) => MissionChange
    readonly start: StepChange
    readonly arrive: StepChange
    readonly board: StepChange
    readonly dropOff: StepChange
    /**
     * COMPLETED, with what it took: on record when the staff says so, proposed when the driver does. What is on record
     * corrects the order's price, and waiting is proposed as a fee.
     */
    readonly complete: (
      id: MissionId,
      completing?: Completing,
      ifVersion?: Version,
    ) => MissionChange<StepTimeInvalid>
  }
>()("@caleche/core/orders/Dispatch") {
  static readonly layer = Layer.effect(
    Dispatch,
    Effect.gen(function* () {
      const missions = yield* MissionRepository
      const vehicles = yield* VehicleRepository
      const claim = yield* makeClaimWindow
      const { ofMission } = yield* makeOrderChange
      const { billed } = yield* makeBillActuals

      const get = Effect.fn("Dispatch.get")(function* (id: MissionId) {
        const { operatorId } = yield* permit("mission.read")
        const mission = yield* missions.get(operatorId, id)
        yield* permit("mission.read", { driverId: mission.driverId })
        return mission
      })

      const assign = Effect.fn("Dispatch.assign")(function* (
        id: MissionId,
        driverId: DriverId,
        ifVersion?: Version,
        more?: AssignMore,
      ) {
        const mission = yield* ofMission(
          "mission.assign",
          id,
          ifVersion,
          (mission, { actor: { operatorId }, at }) =>
            Effect.gen(function* () {
              const decision = yield* Effect.fromResult(
                Commands.assign(mission, driverId, at, more?.reason, more?.vehicleId),
              )
              if (decision === undefined) return undefined
              if (driverId !== mission.driverId) {
                const driver = yield* claim.driver(operatorId, driverId, decision.state, at)
                if (!driver.active) return yield* new DriverInactive({ id: driverId })
              }
              const { vehicleId } = decision.state
              if (vehicleId !== undefined && vehicleId !== mission.vehicleId) {
                const vehicle = yield* claim.vehicle(operatorId, vehicleId, decision.state, at)
                if (!vehicle.active) return yield* new VehicleInactive({ id: vehicleId })
              }
              return decision
            }),
          missions.saveWindow,
        )
        const { operatorId } = yield* permit("mission.assign")
        const { vehicleId } = mission
        const vehicle = vehicleId === undefined ? undefined : yield* vehicles.get(operatorId, vehicleId)
        return { ...mission, warnings: vehicle === undefined ? [] : vehicleWarnings(mission, vehicle) }
      })

      const step = (stepping: Commands.Stepping) =>
        Effect.fn(`Dispatch.${stepping}`)((id: MissionId, time?: StepTime, ifVersion?: Version) =>
          ofMission("mission.perform", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(Commands.take(mission, stepping, time?.at ?? at, at)),
          ),
        )

      return Dispatch.of({
        get,
        assign,
        unassign: Effect.fn("Dispatch.unassign")((id, ifVersion) =>
          ofMission("mission.assign", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(Commands.unassign(mission, at)),
          ),
        ),
        driverAccepts: Effect.fn("Dispatch.driverAccepts")((id, ifVersion) =>
          ofMission("mission.perform", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(Commands.driverAccepts(mission, at)),
          ),
        ),
        driverDeclines: Effect.fn("Dispatch.driverDeclines")((id, { reason }, ifVersion) =>
          ofMission("mission.perform", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(Commands.driverDeclines(mission, reason, at)),
          ),
        ),
        start: step("start"),
        arrive: step("arrive"),
        board: step("board"),
        dropOff: step("dropOff"),
        complete: Effect.fn("Dispatch.complete")((id, completing, ifVersion) =>
          ofMission("mission.perform", id, ifVersion, (mission, found) =>
            Effect.flatMap(
              Effect.fromResult(
                Commands.complete(
                  mission,
                  completing?.at ?? found.at,
                  found.at,
                  completing?.actuals && actualsFrom(found.actor, completing.actuals),
                ),
              ),
              (decision) => billed(found, decision),
            ),
          ),
        ),
      })
    }),
  )
}
