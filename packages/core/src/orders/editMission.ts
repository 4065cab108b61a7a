/** A mission is moved or changed: driver and vehicle must be free then, and the price that was accepted stays. */
import { DateTime, Effect } from "effect"
import type { DriverUnavailable } from "../drivers/Absence.ts"
import type { DriverBusy, DriverNotFound } from "../drivers/Driver.ts"
import type { VehicleBusy, VehicleNotFound } from "../drivers/Vehicle.ts"
import type { Mission, MissionEdit } from "../missions/Mission.ts"
import { VehicleRepository } from "../drivers/VehicleRepository.ts"
import * as MissionEditing from "../missions/MissionEditing.ts"
import type { WindowInvalid } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { vehicleWarnings } from "../missions/MissionWarning.ts"
import { placed } from "../pricing/LocalTime.ts"
import type { LocalTimeError } from "../pricing/PricingErrors.ts"
import type { MissionId } from "../shared/Ids.ts"
import type { Version } from "../shared/Version.ts"
import { makeClaimWindow } from "./claimWindow.ts"
import { type FoundMission, makeOrderChange } from "./orderChange.ts"
import { makePriceWarnings } from "./priceWarnings.ts"

export type EditError =
  | LocalTimeError
  | WindowInvalid
  | DriverBusy
  | DriverNotFound
  | DriverUnavailable
  | VehicleBusy
  | VehicleNotFound

export const makeEditMission = Effect.gen(function* () {
  const { ofMission } = yield* makeOrderChange
  const missions = yield* MissionRepository
  const vehicles = yield* VehicleRepository
  const claim = yield* makeClaimWindow
  const priceWarnings = yield* makePriceWarnings
  return Effect.fn("Corrections.edit")(function* (id: MissionId, asked: MissionEdit, ifVersion?: Version) {
    let found: FoundMission | undefined
    const edited = yield* ofMission(
      "mission.edit",
      id,
      ifVersion,
      (mission, around) =>
        Effect.gen(function* () {
          found = around
          const { actor, at, operator } = around
          const edit = yield* Effect.fromResult(placed(asked, operator.timeZone))
          const decision = yield* Effect.fromResult(MissionEditing.edit(mission, edit, at))
          if (decision === undefined) return undefined
          const { driverId, vehicleId } = decision.state
          if (isMoved(mission, decision.state)) {
            if (driverId !== undefined) yield* claim.driver(actor.operatorId, driverId, decision.state, at)
            if (vehicleId !== undefined) yield* claim.vehicle(actor.operatorId, vehicleId, decision.state, at)
          }
          return decision
        }),
      (operatorId, mission) =>
        (mission.status === "IN_PROGRESS" ? missions.save : missions.saveWindow)(operatorId, mission),
    )
    const { actor, operator, order } = found! // the edit was decided
    const { vehicleId } = edited
    const vehicle = vehicleId === undefined ? undefined : yield* vehicles.get(actor.operatorId, vehicleId)
    return {
      ...edited,
      warnings: [
        ...(order === undefined ? [] : yield* priceWarnings(operator, order, edited)),
        ...(vehicle === undefined ? [] : vehicleWarnings(edited, vehicle)),
      ],
    }
  })
})

function isMoved(before: Mission, after: Mission): boolean {
  return (
    !DateTime.Equivalence(before.pickupAt, after.pickupAt) ||
    !DateTime.Equivalence(before.estimatedEndAt, after.estimatedEndAt)
  )
}
