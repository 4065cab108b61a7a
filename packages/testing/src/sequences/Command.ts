/**
 * Random lives of clients, quotes, orders and missions, lived twice: once on the in-memory model, once on the storage under
 * test. After every command both must answer the same, and the rules that always hold are checked on what is stored.
 */
import {
  Absences,
  Acceptance,
  Cancellation,
  Clients,
  Contacts,
  Merging,
  ClientViews,
  Communications,
  Corrections,
  type CurrentActor,
  deriveStatus,
  Dispatch,
  Drivers,
  InternalMissions,
  isTerminal,
  type Mission,
  type MissionId,
  type Operator,
  type OrderPage,
  Orders,
  Overlaps,
  Quotes,
  type UseCases,
  totalsOf,
  Vehicles,
  Views,
} from "@caleche/core"
import { Cause, type Context, DateTime, Effect, Exit, Option } from "effect"
import type * as fc from "fast-check"
import { expectEqual, expectTrue } from "../Suite.ts"
import type { turnableClock } from "../World.ts"

/** What can be asked of either side. */
export type Ask<A> = Effect.Effect<A, { readonly _tag: string }, UseCases.UseCases | CurrentActor>

/** One of the two worlds. */
export interface Side {
  readonly context: Context.Context<UseCases.UseCases | CurrentActor>
  readonly clock: ReturnType<typeof turnableClock>
}

/** What both sides know: ids are the same on both. */
export interface Known {
  readonly operator: Operator
  readonly clients: Array<string>
  readonly contacts: Array<string>
  readonly drivers: Array<string>
  readonly vehicles: Array<string>
  readonly absences: Array<{ readonly driverId: string; readonly id: string }>
  readonly quotes: Array<string>
  readonly orders: Array<string>
  readonly missions: Array<MissionId>
  /** Those of them that belong to no order. */
  readonly internal: Array<MissionId>
  /** How often each command was tried and succeeded, for the report. */
  readonly tried: Map<string, { done: number; refused: number }>
}

export interface Both {
  readonly known: Known
  readonly model: Side
  readonly system: Side
}

/** Picks from a list with any number; undefined from an empty one. */
export const pick = <A>(list: ReadonlyArray<A>, n: number): A | undefined =>
  list[n % Math.max(list.length, 1)]

const run = <A>(side: Side, ask: Ask<A>): Promise<Exit.Exit<A, { readonly _tag: string }>> =>
  Effect.runPromiseExit(side.clock.provide(Effect.provide(ask, side.context)))

/** Asks both sides and demands the same answer, the same typed refusal included; the answer, when there is one. */
export const askBoth = async <A>(both: Both, name: string, ask: Ask<A>): Promise<A | undefined> => {
  const model = await run(both.model, ask)
  const system = await run(both.system, ask)
  expectEqual(told(system), told(model), `${name}: the storage answers other than the model`)
  const count = both.known.tried.get(name) ?? { done: 0, refused: 0 }
  both.known.tried.set(name, {
    done: count.done + Number(Exit.isSuccess(model)),
    refused: count.refused + Number(Exit.isFailure(model)),
  })
  return Exit.isSuccess(model) ? model.value : undefined
}

function told(exit: Exit.Exit<unknown, { readonly _tag: string }>): unknown {
  if (Exit.isSuccess(exit)) return { answer: withoutSequence(exit.value) }
  const error = Cause.findErrorOption(exit.cause)
  return Option.isSome(error)
    ? { refusal: { ...error.value, _tag: error.value._tag } }
    : { defect: Cause.pretty(exit.cause) }
}

/** Each storage counts history in its own way; the order of the entries is compared, their sequence is not. */
function withoutSequence(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("history" in value) || !Array.isArray(value.history))
    return value
  return { ...value, history: value.history.map((entry: object) => ({ ...entry, sequence: undefined })) }
}

/** What must hold after every step, on the storage under test. */
export const checkInvariants = async (both: Both): Promise<void> => {
  const { known } = both
  const all: Array<Standing> = []
  for (const id of known.orders) {
    const page = await askBoth(
      both,
      "look at an order",
      Effect.flatMap(Views, (views) => views.orderPage(id as never)),
    ) // an id the system gave
    if (page === undefined) throw new Error(`order ${id} is gone`)
    checkOrder(page, known.operator)
    for (const mission of page.missions) all.push({ mission, from: busyFrom(mission, page) })
  }
  for (const id of known.internal) {
    const mission = await askBoth(
      both,
      "look at a mission",
      Effect.flatMap(Dispatch, (dispatch) => dispatch.get(id)),
    )
    if (mission === undefined) throw new Error(`mission ${id} is gone`)
    const handedOver = mission.status === "IN_PROGRESS" ? mission.updatedAt : mission.pickupAt
    all.push({ mission, from: DateTime.toEpochMillis(DateTime.max(handedOver, mission.pickupAt)) })
  }
  checkApart(all.filter(({ mission }) => !isTerminal(mission.status)))
}

/** A mission, and since when it occupies driver and vehicle. */
interface Standing {
  readonly mission: Mission
  readonly from: number
}

/** No driver and no vehicle has two missions at once, but for two that name each other. */
function checkApart(open: ReadonlyArray<Standing>): void {
  const byId = new Map(open.map((standing) => [standing.mission.id, standing.mission]))
  for (const [n, { mission: one, from }] of open.entries()) {
    expectTrue(one.driverId !== undefined || one.vehicleId === undefined, "a vehicle without driver")
    const { overlapAllowedWith: allowed } = one
    const counterpart = allowed === undefined ? undefined : byId.get(allowed)
    if (counterpart !== undefined)
      expectEqual(counterpart.overlapAllowedWith, one.id, `${one.id} and ${counterpart.id} name each other`)
    for (const { mission: other, from: otherFrom } of open.slice(n + 1)) {
      const shares =
        (one.driverId !== undefined && one.driverId === other.driverId) ||
        (one.vehicleId !== undefined && one.vehicleId === other.vehicleId)
      const overlaps =
        from < DateTime.toEpochMillis(other.estimatedEndAt) &&
        otherFrom < DateTime.toEpochMillis(one.estimatedEndAt)
      expectTrue(
        !shares || !overlaps || allowed === other.id,
        `a driver or a vehicle has two missions at once: ${one.id} and ${other.id}`,
      )
    }
  }
}

/** A mission handed over under way occupies its new driver from then on. */
function busyFrom({ id, pickupAt, status }: Mission, { history }: OrderPage): number {
  const handed = history.findLast((entry) => entry.id === id && entry.action === "MissionReassigned")
  const from = DateTime.toEpochMillis(pickupAt)
  return handed === undefined || status !== "IN_PROGRESS" || handed.from?.startsWith("IN_PROGRESS") !== true
    ? from
    : Math.max(from, DateTime.toEpochMillis(handed.at))
}

function checkOrder({ order, missions, history, quote }: OrderPage, operator: Operator): void {
  const derived = deriveStatus({
    cancelled: order.cancelledAt !== undefined,
    floor: order.floor,
    confirmedWhen: operator.policies.confirmedWhen,
    missions: missions.map(({ status, startedAt, driverId }) => ({
      status,
      started: startedAt !== undefined,
      driver: driverId !== undefined,
    })),
  })
  expectEqual(order.status, derived, `order ${order.number}: the stored status is not the derived one`)
  expectEqual(quote.status, "ACCEPTED", `order ${order.number} has a quote that is not accepted`)
  expectEqual(
    missions.length,
    quote.lines.filter(({ kind }) => kind === "TRANSPORT").length,
    `order ${order.number}: one mission a transport line`,
  )
  expectEqual(
    order.totals,
    totalsOf(
      order.lines.filter(({ state }) => state === "ACTIVE"),
      order.priceBasis,
    ),
    `order ${order.number}: the totals add up the active lines`,
  )
  const last = history.findLast(({ id, to }) => id === order.id && to !== undefined)?.to
  expectEqual(last, order.status, `order ${order.number}: its history ends at its status`)
  for (const line of order.lines) {
    const mission = missions.find(({ id }) => id === line.missionId)
    const gone = mission?.status === "CANCELLED" || mission?.status === "NO_SHOW"
    if (line.kind !== "CANCELLATION" && mission !== undefined)
      expectEqual(line.state, gone ? "VOID" : "ACTIVE", `line ${line.id} of a mission ${mission.status}`)
  }
  const sequences = history.map(({ sequence }) => sequence)
  expectEqual(
    sequences,
    [...new Set(sequences)].toSorted((a, b) => a - b),
    `order ${order.number}: the history is in order`,
  )
  for (const mission of missions) {
    const last = history.findLast(({ id, to }) => id === mission.id && to !== undefined)?.to
    const state = mission.step === undefined ? mission.status : `${mission.status}.${mission.step}`
    expectEqual(last, state, `mission ${mission.id}: its history ends where it stands`)
  }
}

/** The use cases a command calls. */
export const using = {
  Clients,
  Contacts,
  Merging,
  ClientViews,
  Communications,
  Quotes,
  Drivers,
  Absences,
  Vehicles,
  InternalMissions,
  Overlaps,
  Orders,
  Acceptance,
  Dispatch,
  Cancellation,
  Corrections,
  Views,
}

export type AsyncCommand = fc.AsyncCommand<object, Both>

/** A command that asks something of both sides and remembers what the answer gave. */
export const command = (name: string, label: string, act: (both: Both) => Promise<void>): AsyncCommand => ({
  check: () => true,
  run: async (_, both) => {
    await act(both)
    await checkInvariants(both)
  },
  toString: () => `${name}(${label})`,
})
