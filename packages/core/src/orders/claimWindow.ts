/**
 * No driver and no vehicle is in two places at once: whoever gives one a window holds its lock and finds it free.
 */
import { DateTime, Effect, Option } from "effect"
import { DriverUnavailable } from "../drivers/Absence.ts"
import { AbsenceRepository } from "../drivers/AbsenceRepository.ts"
import { DriverBusy } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import { VehicleBusy } from "../drivers/Vehicle.ts"
import { VehicleRepository } from "../drivers/VehicleRepository.ts"
import type { Mission } from "../missions/Mission.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import type { DriverId, OperatorId, VehicleId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"

/** The mission itself, and the one it may overlap with. */
const apart = ({ id, overlapAllowedWith }: Mission) =>
  overlapAllowedWith === undefined ? [id] : [id, overlapAllowedWith]

/** Locks driver, then vehicle, and checks the mission's window: from now on when it is under way. */
export const makeClaimWindow = Effect.gen(function* () {
  const missions = yield* MissionRepository
  const drivers = yield* DriverRepository
  const vehicles = yield* VehicleRepository
  const absences = yield* AbsenceRepository

  const windowOf = ({ status, pickupAt, estimatedEndAt }: Mission, at: Instant) => ({
    from: status === "IN_PROGRESS" ? DateTime.max(at, pickupAt) : pickupAt,
    to: estimatedEndAt,
  })

  const driver = Effect.fnUntraced(function* (
    operatorId: OperatorId,
    driverId: DriverId,
    mission: Mission,
    at: Instant,
  ) {
    const window = windowOf(mission, at)
    const locked = yield* drivers.lock(operatorId, driverId)
    const [busy] = yield* missions.overlapping(operatorId, { driverId }, window, 1, apart(mission))
    if (busy !== undefined) {
      const { id: missionId, pickupAt, estimatedEndAt } = busy
      return yield* new DriverBusy({ driverId, missionId, pickupAt, estimatedEndAt })
    }
    const absence = yield* absences.firstOverlap(operatorId, driverId, window)
    if (Option.isNone(absence)) return locked
    const { id: absenceId, from, until } = absence.value
    return yield* new DriverUnavailable({ driverId, absenceId, from, until })
  })

  const vehicle = Effect.fnUntraced(function* (
    operatorId: OperatorId,
    vehicleId: VehicleId,
    mission: Mission,
    at: Instant,
  ) {
    const locked = yield* vehicles.lock(operatorId, vehicleId)
    const window = windowOf(mission, at)
    const [busy] = yield* missions.overlapping(operatorId, { vehicleId }, window, 1, apart(mission))
    if (busy === undefined) return locked
    const { id: missionId, pickupAt, estimatedEndAt } = busy
    return yield* new VehicleBusy({ vehicleId, missionId, pickupAt, estimatedEndAt })
  })

  return { driver, vehicle }
})
