/** What each command makes of a mission: pure functions from state and command to the next state and its facts. */
import { DateTime, Result } from "effect"
import { type Decision, fact } from "../ports/Decision.ts"
import { estimatedEndAt, type Trip } from "../pricing/Trip.ts"
import type { DriverId, LineId, MissionId, OrderId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { actionsFrom, IllegalTransition, step } from "../shared/Transition.ts"
import type { Mission } from "./Mission.ts"
import { StepTimeInvalid } from "./MissionErrors.ts"
import {
  isTerminal,
  type MissionAction,
  missionMachine,
  type MissionState,
  stateOf,
  statusOf,
} from "./MissionStatus.ts"

/** A change, or nothing when the command repeats what is already so. */
export type Decided<E> = Result.Result<Decision<Mission> | undefined, E | IllegalTransition>

/** The steps a driver reports, in the order of the day. */
export type Stepping = "start" | "arrive" | "board" | "dropOff"
const recorded = { start: "EN_ROUTE", arrive: "ON_SITE", board: "ON_BOARD", dropOff: "DROPPED_OFF" } as const

/** The mission a transport line yields. */
export const missionOf = (
  line: { id: LineId; trip: Trip },
  orderId: OrderId,
  id: MissionId,
  at: Instant,
): Mission => {
  const { pickup, dropOff, stops, vehicleCategory } = line.trip
  return {
    id,
    orderId,
    lineId: line.id,
    tripType: line.trip.tripType,
    status: "PENDING_ASSIGNMENT",
    steps: [],
    pickupAt: line.trip.pickupAt,
    estimatedEndAt: estimatedEndAt(line.trip),
    passengers: line.trip.passengers,
    ...(pickup === undefined ? {} : { pickup }),
    ...(dropOff === undefined ? {} : { dropOff }),
    ...(stops === undefined ? {} : { stops }),
    ...(vehicleCategory === undefined ? {} : { vehicleCategory }),
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

const move = (
  mission: Mission,
  action: MissionAction,
  at: Instant,
  name: string,
  change: (moved: Mission) => Mission = (moved) => moved,
  more: { reason?: string; data?: Record<string, string> } = {},
): Result.Result<Decision<Mission>, IllegalTransition> =>
  Result.map(legal(mission, action), (to) => {
    const { step: _, ...rest } = mission
    const state = change({ ...rest, ...statusOf(to), version: mission.version + 1, updatedAt: at })
    return {
      state,
      facts: [fact("MISSION", mission.id, name, { from: stateOf(mission), to, ...more })],
      messages: [],
    }
  })

/** Gives the mission to a driver, or to another one; the driver already on it changes nothing. */
export const assign = (mission: Mission, driverId: DriverId, at: Instant): Decided<never> => {
  if (mission.driverId === driverId && !isTerminal(mission.status)) return Result.succeed(undefined)
  const action = mission.driverId === undefined ? "assign" : "reassign"
  return move(
    mission,
    action,
    at,
    action === "assign" ? "MissionAssigned" : "MissionReassigned",
    (moved) => ({ ...moved, driverId }),
    {
      data: { driverId },
    },
  )
}

const withoutDriver = ({ driverId: _, ...mission }: Mission): Mission => mission

export const unassign = (mission: Mission, at: Instant): Decided<never> =>
  move(mission, "unassign", at, "MissionUnassigned", withoutDriver)

export const driverAccepts = (mission: Mission, at: Instant): Decided<never> =>
  move(mission, "driverAccepts", at, "MissionAcceptedByDriver")

export const driverDeclines = (mission: Mission, reason: string, at: Instant): Decided<never> =>
  move(mission, "driverDeclines", at, "MissionDeclinedByDriver", withoutDriver, { reason })

/**
 * Takes a step that happened `at` and reached us `now`. Repeating a recorded step with its own time changes
 * nothing. A step may not lie in the future, nor before the step it follows.
 */
export const take = (
  mission: Mission,
  stepping: Stepping,
  at: Instant,
  now: Instant,
): Decided<StepTimeInvalid> => {
  const name = recorded[stepping]
  const repeated = mission.steps.some(
    (taken) => taken.step === name && !taken.skipped && DateTime.Equivalence(taken.at, at),
  )
  if (repeated) return Result.succeed(undefined)
  const moved = move(
    mission,
    stepping,
    now,
    `Mission${stepNames[stepping]}`,
    (state) => ({
      ...state,
      steps: [...mission.steps, { step: name, at, recordedAt: now, skipped: false }],
      ...(mission.startedAt === undefined ? { startedAt: at } : {}),
    }),
    { data: { at: DateTime.formatIso(at) } },
  )
  return onTime(moved, mission, at, now)
}

const stepNames = { start: "Started", arrive: "Arrived", board: "Boarded", dropOff: "DroppedOff" } as const

/** Ends the mission at `at`; repeating it with the same time changes nothing. */
export const complete = (mission: Mission, at: Instant, now: Instant): Decided<StepTimeInvalid> => {
  if (
    mission.status === "COMPLETED" &&
    mission.endedAt !== undefined &&
    DateTime.Equivalence(mission.endedAt, at)
  ) {
    return Result.succeed(undefined)
  }
  const moved = move(mission, "complete", now, "MissionCompleted", (state) => ({ ...state, endedAt: at }), {
    data: { at: DateTime.formatIso(at) },
  })
  return onTime(moved, mission, at, now)
}

/** Where the table leads; but a drop-off is followed by the next ride only on an excursion or a hire by time. */
function legal(mission: Mission, action: MissionAction): Result.Result<MissionState, IllegalTransition> {
  const from = stateOf(mission)
  const moved = step(missionMachine, mission.id, from, action)
  const severalRides = mission.tripType === "DISPO" || mission.tripType === "EXCURSION"
  if (from !== "IN_PROGRESS.DROPPED_OFF" || severalRides) return moved
  if (Result.isSuccess(moved) && action !== "board") return moved
  const allowed = actionsFrom(missionMachine.table, from).filter((name) => name !== "board")
  const refused = Result.isFailure(moved) ? moved.failure.action : action
  return Result.fail(
    new IllegalTransition({ machine: "mission", id: mission.id, from, action: refused, allowed }),
  )
}

/** A legal move at an impossible time is refused; an illegal one stays what it is. */
function onTime(
  moved: Result.Result<Decision<Mission>, IllegalTransition>,
  mission: Mission,
  at: Instant,
  now: Instant,
): Decided<StepTimeInvalid> {
  const last = mission.steps.at(-1)
  if (Result.isFailure(moved)) return moved
  if (DateTime.isGreaterThan(at, now))
    return Result.fail(new StepTimeInvalid({ id: mission.id, at, notAfter: now }))
  return last !== undefined && DateTime.isLessThan(at, last.at)
    ? Result.fail(new StepTimeInvalid({ id: mission.id, at, notBefore: last.at }))
    : moved
}
