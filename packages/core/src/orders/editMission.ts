/** A mission is moved or changed: driver and vehicle must be free then, and the price that was accepted stays. */
import { DateTime, Effect } from "effect"
import type { DriverUnavailable } from "../drivers/Absence.ts"
import type { DriverBusy, DriverNotFound } from "../drivers/Driver.ts"
import type { VehicleBusy, VehicleNotFound } from "../drivers/Vehicle.ts"
import type { Mission, MissionEdit } from "../missions/Mission.ts"
import * as MissionEditing from "../missions/MissionEditing.ts"
import type { WindowInvalid } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import type { MissionId } from "../shared/Ids.ts"
import type { Version } from "../shared/Version.ts"
import { makeClaimWindow } from "./claimWindow.ts"
import { makeOrderChange } from "./orderChange.ts"

export type EditError =
  | WindowInvalid
  | DriverBusy
  | DriverNotFound
  | DriverUnavailable
  | VehicleBusy
  | VehicleNotFound

export const makeEditMission = Effect.gen(function* () {
  const { ofMission } = yield* makeOrderChange
  const missions = yield* MissionRepository
  const claim = yield* makeClaimWindow
  return Effect.fn("Corrections.edit")((id: MissionId, edit: MissionEdit, ifVersion?: Version) =>
    ofMission(
      "mission.edit",
      id,
      ifVersion,
      (mission, { actor: { operatorId }, at }) =>
        Effect.gen(function* () {
          const decision = yield* Effect.fromResult(MissionEditing.edit(mission, edit, at))
          if (decision === undefined) return undefined
          const { driverId, vehicleId } = decision.state
          if (isMoved(mission, decision.state)) {
            if (driverId !== undefined) yield* claim.driver(operatorId, driverId, decision.state, at)
            if (vehicleId !== undefined) yield* claim.vehicle(operatorId, vehicleId, decision.state, at)
          }
          return decision
        }),
      (operatorId, mission) =>
        (mission.status === "IN_PROGRESS" ? missions.save : missions.saveWindow)(operatorId, mission),
    ),
  )
})

function isMoved(before: Mission, after: Mission): boolean {
  return (
    !DateTime.Equivalence(before.pickupAt, after.pickupAt) ||
    !DateTime.Equivalence(before.estimatedEndAt, after.estimatedEndAt)
  )
}
