/**
 * What the table of states costs when a mission is started, arrives and takes its passengers on board: beside a plain
 * lookup, and, with records, facts and guards, beside the same bookkeeping written out by hand.
 */
import {
  DriverId,
  type Instant,
  LineId,
  type Mission,
  MissionCommands,
  MissionId,
  missionMachine,
  type MissionState,
  missionTable,
  OrderId,
  Transition,
} from "@caleche/core"
import { DateTime, Result } from "effect"
import type { Benchmark } from "./Benchmark.ts"
import { cpuRatio, type Work } from "./cpuTurns.ts"

const actions = ["start", "arrive", "board"] as const
const origins: ReadonlyArray<MissionState> = ["ASSIGNED", "ACCEPTED_BY_DRIVER"]

const steps: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    let state = origins[time & 1]! // one of the two
    for (const action of actions) {
      const moved = Transition.step(missionMachine, "id", state, action)
      if (Result.isFailure(moved)) throw moved.failure
      state = moved.success
    }
    sum += state.length
  }
  return sum
}

const plain: Readonly<Record<string, { readonly on: Readonly<Record<string, string>> }>> = missionTable

const lookups: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    let state: string = origins[time & 1]! // one of the two
    for (const action of actions) {
      const to = plain[state]!.on[action] // a state of the table
      if (to === undefined) throw new Error(`${state} knows no ${action}`)
      state = to
    }
    sum += state.length
  }
  return sum
}

const uuid = (place: number) => `0190a000-0000-7000-8000-${String(place).padStart(12, "0")}`
const dawn = DateTime.makeUnsafe("2026-12-01T05:00:00Z")

const assigned = Array.from({ length: 64 }, (_, place): Mission => ({
  id: MissionId.make(uuid(place)),
  internal: false,
  orderId: OrderId.make(uuid(1_000 + place)),
  lineId: LineId.make(uuid(2_000 + place)),
  tripType: "TRANSFER",
  status: place % 2 === 0 ? "ASSIGNED" : "ACCEPTED_BY_DRIVER",
  steps: [],
  driverId: DriverId.make(uuid(3_000)),
  pickupAt: DateTime.add(dawn, { minutes: 30 }),
  estimatedEndAt: DateTime.add(dawn, { minutes: 90 }),
  passengers: 2,
  version: 2,
  createdAt: dawn,
  updatedAt: dawn,
}))
const moments = actions.map((_, place) => DateTime.toUtc(DateTime.add(dawn, { minutes: 10 * (place + 1) })))
const now = DateTime.toUtc(DateTime.add(dawn, { hours: 2 }))

/** Something of every part of a result, so that none can be left out. */
const weigh = (mission: Mission, fact: { readonly action: string; readonly data: object }): number =>
  mission.version + mission.steps.length + fact.action.length + Object.keys(fact.data).length

const commands: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    let mission = assigned[time & 63]! // a place in the list
    for (let place = 0; place < actions.length; place++) {
      const decided = MissionCommands.take(mission, actions[place]!, moments[place]!, now) // as long as actions
      if (Result.isFailure(decided)) throw decided.failure
      mission = decided.success!.state // nothing is repeated here
      sum += weigh(mission, decided.success!.facts[0]!) // as above
    }
  }
  return sum
}

const next = {
  start: { from: ["ASSIGNED", "ACCEPTED_BY_DRIVER"], step: "EN_ROUTE", fact: "MissionStarted" },
  arrive: { from: ["EN_ROUTE"], step: "ON_SITE", fact: "MissionArrived" },
  board: { from: ["ON_SITE", "DROPPED_OFF"], step: "ON_BOARD", fact: "MissionBoarded" },
} as const satisfies Record<string, { from: ReadonlyArray<string>; step: string; fact: string }>

/** The same by hand: the guards, the record with one step more, and the fact of it. */
const byHand = (mission: Mission, action: keyof typeof next, at: Instant, now: Instant) => {
  const { from, step, fact } = next[action]
  const last = mission.steps[mission.steps.length - 1]
  if (last?.step === step && !last.skipped && last.at.epochMilliseconds === at.epochMilliseconds)
    return undefined
  const here = mission.step ?? mission.status
  if (!(from as ReadonlyArray<string>).includes(here)) throw new Error(`${here} knows no ${action}`) // read as words
  if (at.epochMilliseconds > now.epochMilliseconds) throw new Error("in the future")
  if (last !== undefined && at.epochMilliseconds < last.at.epochMilliseconds)
    throw new Error("before the last step")
  const state: Mission = {
    ...mission,
    status: "IN_PROGRESS",
    step,
    steps: [...mission.steps, { step, at, recordedAt: now, skipped: false }],
    startedAt: mission.startedAt ?? at,
    version: mission.version + 1,
    updatedAt: now,
  }
  const entry = {
    aggregate: "MISSION",
    id: mission.id,
    action: fact,
    from: mission.step === undefined ? mission.status : `${mission.status}.${mission.step}`,
    to: `IN_PROGRESS.${step}`,
    data: { at: new Date(at.epochMilliseconds).toISOString() },
  }
  return { state, facts: [entry] }
}

const bookkeeping: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    let mission = assigned[time & 63]! // a place in the list
    for (let place = 0; place < actions.length; place++) {
      const decided = byHand(mission, actions[place]!, moments[place]!, now)! // as long as actions; nothing is repeated
      mission = decided.state
      sum += weigh(mission, decided.facts[0]!) // it has one
    }
  }
  return sum
}

export const transitions: Benchmark = {
  name: "transitions",
  run: async () => [
    {
      what: "three transitions: `Transition.step` alone",
      against: "a plain table lookup",
      ratio: cpuRatio(steps, lookups),
      goal: { atMost: 3 },
    },
    {
      what: "three guarded transitions: `MissionCommands` start, arrive, board, with record and fact",
      against: "the same guards and bookkeeping by hand",
      ratio: cpuRatio(commands, bookkeeping),
      goal: { atMost: 3 },
    },
  ],
}
