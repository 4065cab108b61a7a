/** What each command makes of a mission: pure functions from state and command to the next state and its facts. */
import { DateTime, Equal, Result } from "effect"
import { fact } from "../ports/Decision.ts"
import { estimatedEndAt, type Trip } from "../pricing/Trip.ts"
import type { DriverId, LineId, MissionId, OrderId, VehicleId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { format } from "../shared/Quantity.ts"
import type { Actuals, Mission } from "./Mission.ts"
import { ReasonRequired, type StepTimeInvalid } from "./MissionErrors.ts"
import { isTerminal, type Step } from "./MissionStatus.ts"
import { type Decided, move, onTime } from "./move.ts"

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
    internal: false,
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

/**
 * Gives the mission to a driver, or to another one, with a vehicle: left out it stays, null takes it away. Driver and
 * vehicle already on it change nothing; another vehicle alone is for the driver to take. Under way it changes hands for a
 * reason only, and may no longer overlap with another one.
 */
export const assign = (
  mission: Mission,
  driverId: DriverId,
  at: Instant,
  reason?: string,
  vehicleId?: VehicleId | null,
): Decided<ReasonRequired> => {
  const { vehicleId: before } = mission
  const vehicle = vehicleId === undefined ? before : (vehicleId ?? undefined)
  const isSameDriver = mission.driverId === driverId
  if (isSameDriver && vehicle === before && !isTerminal(mission.status)) return Result.succeed(undefined)
  const waits = mission.status === "ASSIGNED" || mission.status === "ACCEPTED_BY_DRIVER"
  const action = mission.driverId === undefined ? "assign" : isSameDriver && waits ? "edit" : "reassign"
  const name = isSameDriver ? "MissionVehicleChanged" : assigned[action]
  const moved = move(
    mission,
    action,
    at,
    name,
    ({ vehicleId: _, overlapAllowedWith, ...moved }) => ({
      ...moved,
      driverId,
      ...(overlapAllowedWith === undefined || (mission.driverId !== undefined && !isSameDriver)
        ? {}
        : { overlapAllowedWith }),
      ...(vehicle === undefined ? {} : { vehicleId: vehicle }),
    }),
    {
      data: { driverId, ...(vehicle === before ? {} : { vehicleId: vehicle ?? null }) },
      ...(reason === undefined ? {} : { reason }),
    },
  )
  return Result.isSuccess(moved) && mission.status === "IN_PROGRESS" && reason === undefined
    ? Result.fail(new ReasonRequired({ id: mission.id, action }))
    : moved
}

const assigned = {
  assign: "MissionAssigned",
  edit: "MissionReassigned",
  reassign: "MissionReassigned",
} as const

const withoutDriver = ({
  driverId: _driver,
  vehicleId: _vehicle,
  overlapAllowedWith: _overlap,
  ...mission
}: Mission): Mission => mission

export const unassign = (mission: Mission, at: Instant): Decided<never> =>
  move(mission, "unassign", at, "MissionUnassigned", withoutDriver)

export const driverAccepts = (mission: Mission, at: Instant): Decided<never> =>
  move(mission, "driverAccepts", at, "MissionAcceptedByDriver")

export const driverDeclines = (mission: Mission, reason: string, at: Instant): Decided<never> =>
  move(mission, "driverDeclines", at, "MissionDeclinedByDriver", withoutDriver, { reason })

/**
 * Takes a step that happened `at` and reached us `now`. Repeating a recorded step with its own time changes
 * nothing. A step may not lie in the future, nor before the step it follows. One from before a cancellation that reaches
 * us after it is kept, and the mission stays cancelled.
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
  const { cancellation } = mission
  if (cancellation !== undefined && DateTime.isLessThan(at, cancellation.at))
    return Result.succeed(keptLate(mission, name, at, now))
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

function keptLate(mission: Mission, step: Step, at: Instant, now: Instant) {
  const steps = [...mission.steps, { step, at, recordedAt: now, skipped: false }]
  return {
    state: { ...mission, steps, version: mission.version + 1, updatedAt: now },
    facts: [
      fact("MISSION", mission.id, "MissionStepReportedLate", { data: { step, at: DateTime.formatIso(at) } }),
    ],
    messages: [],
  }
}

/** What a mission took, and whether it is on record or the driver's word. */
export interface ActualsGiven {
  readonly actuals: Actuals
  readonly as: "RECORDED" | "PROPOSED"
}

/**
 * Ends the mission at `at`, with what it took; repeating it with the same time and no other actuals changes nothing. Other
 * ones are for `recordActuals`.
 */
export const complete = (
  mission: Mission,
  at: Instant,
  now: Instant,
  given?: ActualsGiven,
): Decided<StepTimeInvalid> => {
  if (endedSo(mission, "COMPLETED", at) && isKnown(mission, given)) return Result.succeed(undefined)
  const moved = move(
    mission,
    "complete",
    now,
    "MissionCompleted",
    (state) => withActuals({ ...state, endedAt: at }, given),
    { data: { at: DateTime.formatIso(at), ...factsOf(given) } },
  )
  return onTime(moved, mission, at, now)
}

/** Nobody came to the pickup; repeating it with the same time changes nothing. */
export const noShow = (mission: Mission, at: Instant, now: Instant): Decided<StepTimeInvalid> => {
  if (endedSo(mission, "NO_SHOW", at)) return Result.succeed(undefined)
  const moved = move(mission, "noShow", now, "MissionNoShow", (state) => ({ ...state, endedAt: at }), {
    data: { at: DateTime.formatIso(at) },
  })
  return onTime(moved, mission, at, now)
}

/** What a completed mission took: another entry replaces the one before. */
export const recordActuals = (mission: Mission, given: ActualsGiven, at: Instant): Decided<never> =>
  move(
    mission,
    "recordActuals",
    at,
    given.as === "RECORDED" ? "MissionActualsRecorded" : "MissionActualsProposed",
    (state) => withActuals(state, given),
    { data: factsOf(given) },
  )

/** Puts on record what a mission took, in place of what was proposed. */
export const withActuals = (mission: Mission, given: ActualsGiven | undefined): Mission => {
  if (given === undefined) return mission
  if (given.as === "PROPOSED") return { ...mission, proposedActuals: given.actuals }
  const { proposedActuals: _, ...rest } = mission
  return { ...rest, actuals: given.actuals }
}

/** Actuals as an entry of the history has them. */
export const factsOf = (given: ActualsGiven | undefined): Record<string, string> =>
  given === undefined
    ? {}
    : { minutes: String(given.actuals.minutes), km: format(given.actuals.km), actuals: given.as }

/** What the driver proposes says nothing new once the staff has recorded what it took. */
function isKnown({ actuals, proposedActuals }: Mission, given: ActualsGiven | undefined): boolean {
  if (given === undefined) return true
  return given.as === "RECORDED"
    ? Equal.equals(actuals, given.actuals)
    : actuals !== undefined || Equal.equals(proposedActuals, given.actuals)
}

function endedSo({ status, endedAt }: Mission, ended: Mission["status"], at: Instant): boolean {
  return status === ended && endedAt !== undefined && DateTime.Equivalence(endedAt, at)
}
