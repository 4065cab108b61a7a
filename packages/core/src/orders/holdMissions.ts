/**
 * Missions are locked by their orders, by id, then internal ones themselves, by id; with them those they may overlap with,
 * which change when the allowance goes.
 */
import { Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { MissionNotFound } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import type { MissionId, OperatorId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Order } from "./Order.ts"
import { OrderRepository } from "./OrderRepository.ts"

/** A mission that cannot change until the unit of work ends, with its order and that order's missions. */
export interface HeldMission {
  readonly mission: Mission
  readonly order: Order | undefined
  readonly missions: ReadonlyArray<Mission>
}

/** Each mission that is held. */
export type Held = Map<MissionId, HeldMission>

/** Locks and reads the missions, and puts them to those that are held already. */
export const makeHoldMissions = Effect.gen(function* () {
  const orders = yield* OrderRepository
  const missions = yield* MissionRepository
  return Effect.fnUntraced(function* (
    operatorId: OperatorId,
    ids: ReadonlyArray<MissionId>,
    held: Held = new Map(),
  ): Effect.fn.Return<Held, MissionNotFound | StorageFailed> {
    for (const order of yield* orders.lockByMissions(operatorId, ids)) {
      const all = yield* missions.ofOrder(operatorId, order.id)
      for (const mission of all) held.set(mission.id, { mission, order, missions: all })
    }
    for (const id of ids.toSorted()) {
      if (held.has(id)) continue
      const mission = yield* missions.lock(operatorId, id)
      held.set(id, { mission, order: undefined, missions: [] })
    }
    return held
  })
})
