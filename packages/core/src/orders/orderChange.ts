/**
 * How an order or one of its missions changes: under the order's lock, with all of its missions at hand. An internal mission
 * is locked itself.
 *
 * So the order's status is derived from what is true at the commit: two missions of one order completed at once leave it
 * COMPLETED.
 */
import { DateTime, Effect } from "effect"
import type { Actor } from "../access/Actor.ts"
import { type Action, permit } from "../access/Permissions.ts"
import type { Mission } from "../missions/Mission.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import * as Overlap from "../missions/MissionOverlap.ts"
import type { Operator } from "../operators/Operator.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Decision, type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { MissionId, OperatorId, OrderId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { type Held, makeHoldMissions } from "./holdMissions.ts"
import { derive, type Order } from "./Order.ts"
import type { Changed } from "./OrderCommands.ts"
import { OrderRepository } from "./OrderRepository.ts"

/** What any decision is made from. */
interface Around {
  readonly actor: Actor
  readonly operator: Operator
  readonly at: Instant
}

/** What a decision on an order is made from. */
export interface Found extends Around {
  readonly order: Order
  /** All missions of the order, by (pickupAt, id). */
  readonly missions: ReadonlyArray<Mission>
}

/** What a decision on a mission is made from: an internal one has no order. */
export type FoundMission = Found | (Around & { readonly order?: undefined })

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
  const hold = yield* makeHoldMissions
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

  /** Saves decisions on missions that are held: those of one order with their order, internal ones by themselves. */
  const commitMissions = Effect.fnUntraced(function* <S = never>(
    around: Around,
    held: Held,
    decided: ReadonlyArray<MissionDecision>,
    save: Save<S> = missions.save,
  ) {
    const left = new Set(decided)
    for (const decision of decided) {
      if (!left.has(decision)) continue
      const { order, missions: all } = held.get(decision.state.id) ?? {}
      if (order === undefined || all === undefined) {
        yield* save(around.actor.operatorId, decision.state)
        yield* record(around.actor, around.at, decision.facts, decision.messages)
        continue
      }
      const together = [...left].filter(({ state }) => all.some(({ id }) => id === state.id))
      const changed = together.find(({ ofOrder }) => ofOrder !== undefined)?.ofOrder
      const { facts, order: next } = changed ?? { order, facts: [] }
      yield* commit({ ...around, order, missions: all }, { order: next, facts, missions: together }, save)
      for (const done of together) left.delete(done)
    }
  })

  /** The mission that may no longer overlap with one whose allowance goes. */
  const freed = Effect.fnUntraced(function* (
    { actor: { operatorId }, at }: Around,
    held: Held,
    before: Mission,
    after: Mission,
  ) {
    const id = before.overlapAllowedWith
    if (id === undefined || after.overlapAllowedWith !== undefined) return []
    const other = held.get(id) ?? (yield* hold(operatorId, [id], held)).get(id)
    const decision = other && Overlap.clear(other.mission, before.id, at)
    return decision === undefined ? [] : [decision]
  })

  /** Lets `decide` change one mission. `ifVersion` names the mission's version the caller saw. */
  const ofMission = Effect.fnUntraced(function* <E, S = never>(
    action: Action,
    id: MissionId,
    ifVersion: Version | undefined,
    decide: (mission: Mission, found: FoundMission) => Effect.Effect<MissionDecision | undefined, E>,
    save?: Save<S>,
  ) {
    const { operatorId } = yield* permit(action)
    const operator = yield* operators.get(operatorId)
    return yield* atomically(
      operatorId,
      Effect.gen(function* () {
        const at = yield* DateTime.now
        const held = yield* hold(operatorId, [id])
        const { mission, missions: all, order } = held.get(id)! // or it was not found
        const actor = yield* permit(action, { driverId: mission.driverId })
        if (ifVersion !== undefined && ifVersion !== mission.version) {
          return yield* new StaleVersion({ id, expected: ifVersion, actual: mission.version })
        }
        const around = { actor, operator, at }
        const decision = yield* decide(
          mission,
          order === undefined ? around : { ...around, order, missions: all },
        )
        if (decision === undefined) return mission
        const others = yield* freed(around, held, mission, decision.state)
        yield* commitMissions<S>(around, held, [decision, ...others], save)
        return decision.state
      }),
    )
  })

  /** Lets `decide` change two missions together. `ifVersion` names the version of the first that the caller saw. */
  const ofTwoMissions = Effect.fnUntraced(function* <E>(
    action: Action,
    [id, otherId]: readonly [MissionId, MissionId],
    ifVersion: Version | undefined,
    decide: (
      mission: Mission,
      other: Mission,
      around: Around,
    ) => Effect.Effect<ReadonlyArray<Decision<Mission>>, E>,
  ) {
    const actor = yield* permit(action)
    const { operatorId } = actor
    const operator = yield* operators.get(operatorId)
    return yield* atomically(
      operatorId,
      Effect.gen(function* () {
        const at = yield* DateTime.now
        const held = yield* hold(operatorId, [id, otherId])
        const [{ mission }, { mission: other }] = [held.get(id)!, held.get(otherId)!] // or one was not found
        if (ifVersion !== undefined && ifVersion !== mission.version) {
          return yield* new StaleVersion({ id, expected: ifVersion, actual: mission.version })
        }
        const around = { actor, operator, at }
        const decided = yield* decide(mission, other, around)
        yield* commitMissions(around, held, decided)
        return decided.find(({ state }) => state.id === id)?.state ?? mission
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

  return { ofMission, ofTwoMissions, ofOrder }
})

/** Rows are locked in one order everywhere, so that no two writers wait for each other. */
function inOrderOfIds(decided: ReadonlyArray<Decision<Mission>>): ReadonlyArray<Decision<Mission>> {
  return decided.toSorted((a, b) => (a.state.id < b.state.id ? -1 : 1))
}

function statusFact(before: Order, after: Order): ReadonlyArray<Fact> {
  const { id, status: from } = before
  return from === after.status ? [] : [fact("ORDER", id, "OrderStatusChanged", { from, to: after.status })]
}
