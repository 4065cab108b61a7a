/**
 * How an order or one of its missions changes: under the order's lock, with all of its missions at hand.
 *
 * So the order's status is derived from what is true at the commit: two missions of one order completed at once leave it
 * COMPLETED.
 */
import { DateTime, Effect } from "effect"
import type { Actor } from "../access/Actor.ts"
import { type Action, permit } from "../access/Permissions.ts"
import type { Mission } from "../missions/Mission.ts"
import { MissionNotFound } from "../missions/MissionErrors.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import type { Operator } from "../operators/Operator.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Decision, type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { MissionId, OperatorId, OrderId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { derive, type Order } from "./Order.ts"
import type { Changed } from "./OrderCommands.ts"
import { OrderRepository } from "./OrderRepository.ts"

/** What a decision is made from. */
export interface Found {
  readonly actor: Actor
  readonly operator: Operator
  readonly order: Order
  /** All missions of the order, by (pickupAt, id). */
  readonly missions: ReadonlyArray<Mission>
  readonly at: Instant
}

/** What becomes of a mission, and of its order when that is more than what follows from the mission. */
export type MissionDecision = Decision<Mission> & { readonly ofOrder?: Changed | undefined }

/** What becomes of an order and of those of its missions that change with it. */
export interface OrderDecision extends Changed {
  readonly missions: ReadonlyArray<Decision<Mission>>
}

type Save<S> = (
  operatorId: OperatorId,
  mission: Mission,
) => Effect.Effect<void, StaleVersion | StorageFailed | S>

export const makeOrderChange = Effect.gen(function* () {
  const { atomically } = yield* UnitOfWork
  const orders = yield* OrderRepository
  const missions = yield* MissionRepository
  const operators = yield* OperatorRepository
  const record = yield* makeRecord

  const commit = Effect.fnUntraced(function* <S = never>(
    { actor, at, missions: all, operator, order: before }: Found,
    { facts, missions: decided, order }: OrderDecision,
    save: Save<S> = missions.save,
  ) {
    const { operatorId } = actor
    const byId = new Map(decided.map(({ state }) => [state.id, state]))
    const derived = derive(
      order,
      all.map((mission) => byId.get(mission.id) ?? mission),
      operator,
    )
    const next: Order = { ...derived, version: before.version + 1, updatedAt: at }
    for (const { state } of inOrderOfIds(decided)) yield* save(operatorId, state)
    yield* orders.save(operatorId, next)
    const told = [...decided.flatMap(({ facts }) => facts), ...facts, ...statusFact(before, next)]
    yield* record(
      actor,
      at,
      told,
      decided.flatMap(({ messages }) => messages),
    )
    return next
  })

  /** Lets `decide` change one mission. `ifVersion` names the mission's version the caller saw. */
  const ofMission = Effect.fnUntraced(function* <E, S = never>(
    action: Action,
    id: MissionId,
    ifVersion: Version | undefined,
    decide: (mission: Mission, found: Found) => Effect.Effect<MissionDecision | undefined, E>,
    save?: Save<S>,
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
        const found = { actor, operator, order, missions: all, at }
        const decision = yield* decide(mission, found)
        if (decision === undefined) return mission
        const { facts, order: changed } = decision.ofOrder ?? { order, facts: [] }
        yield* commit<S>(found, { order: changed, facts, missions: [decision] }, save)
        return decision.state
      }),
    )
  })

  /** Lets `decide` change an order. `ifVersion` names the order's version the caller saw. */
  const ofOrder = Effect.fnUntraced(function* <E>(
    action: Action,
    id: OrderId,
    ifVersion: Version | undefined,
    decide: (found: Found) => Effect.Effect<OrderDecision | undefined, E>,
  ) {
    const actor = yield* permit(action)
    const { operatorId } = actor
    const operator = yield* operators.get(operatorId)
    return yield* atomically(
      operatorId,
      Effect.gen(function* () {
        const at = yield* DateTime.now
        const order = yield* orders.lock(operatorId, id)
        if (ifVersion !== undefined && ifVersion !== order.version) {
          return yield* new StaleVersion({ id, expected: ifVersion, actual: order.version })
        }
        const found = { actor, operator, order, missions: yield* missions.ofOrder(operatorId, id), at }
        const decision = yield* decide(found)
        return decision === undefined ? order : yield* commit(found, decision)
      }),
    )
  })

  return { ofMission, ofOrder }
})

/** Rows are locked in one order everywhere, so that no two writers wait for each other. */
function inOrderOfIds(decided: ReadonlyArray<Decision<Mission>>): ReadonlyArray<Decision<Mission>> {
  return decided.toSorted((a, b) => (a.state.id < b.state.id ? -1 : 1))
}

function statusFact(before: Order, after: Order): ReadonlyArray<Fact> {
  const { id, status: from } = before
  return from === after.status ? [] : [fact("ORDER", id, "OrderStatusChanged", { from, to: after.status })]
}
