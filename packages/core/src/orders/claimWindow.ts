/** No driver is in two places at once: whoever gives one a window holds the driver's lock and finds it free. */
import { DateTime, Effect, Option } from "effect"
import { DriverBusy } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import type { Mission } from "../missions/Mission.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import type { DriverId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"

/** Locks the driver and checks the mission's window, from now on when it is under way; answers the driver. */
export const makeClaimWindow = Effect.gen(function* () {
  const missions = yield* MissionRepository
  const drivers = yield* DriverRepository
  return Effect.fnUntraced(function* (
    operatorId: OperatorId,
    driverId: DriverId,
    mission: Mission,
    at: Instant,
  ) {
    const driver = yield* drivers.lock(operatorId, driverId)
    const from = mission.status === "IN_PROGRESS" ? DateTime.max(at, mission.pickupAt) : mission.pickupAt
    const window = { from, to: mission.estimatedEndAt }
    const busy = yield* missions.firstOverlap(operatorId, driverId, window, mission.id)
    if (Option.isNone(busy)) return driver
    const { id: missionId, pickupAt, estimatedEndAt } = busy.value
    return yield* new DriverBusy({ driverId, missionId, pickupAt, estimatedEndAt })
  })
})
