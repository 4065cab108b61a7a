/** One move of a mission along its table, at a time that is possible. */
import { DateTime, Result } from "effect"
import { type Decision, fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import { actionsFrom, IllegalTransition, step } from "../shared/Transition.ts"
import type { Mission } from "./Mission.ts"
import { StepTimeInvalid } from "./MissionErrors.ts"
import { type MissionAction, missionMachine, type MissionState, stateOf, statusOf } from "./MissionStatus.ts"

/** A change, or nothing when the command repeats what is already so. */
export type Decided<E> = Result.Result<Decision<Mission> | undefined, E | IllegalTransition>

/** The mission after `action`, with its fact in the history; `change` fills in what the action brings besides. */
export const move = (
  mission: Mission,
  action: MissionAction,
  at: Instant,
  name: string,
  change: (moved: Mission) => Mission = (moved) => moved,
  more: { reason?: string; data?: Record<string, string | number | null> } = {},
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

/**
 * Where the table leads; but of ours a drop-off is followed by the next ride only on an excursion or a hire by time, and
 * from there one steps back to that drop-off: the ride before it was made.
 */
function legal(mission: Mission, action: MissionAction): Result.Result<MissionState, IllegalTransition> {
  const from = stateOf(mission)
  const moved = step(missionMachine, mission.id, from, action)
  if (
    action === "stepBack" &&
    from === "IN_PROGRESS.ON_BOARD" &&
    mission.steps.at(-2)?.step === "DROPPED_OFF"
  )
    return Result.succeed("IN_PROGRESS.DROPPED_OFF")
  const severalRides = mission.tripType !== "TRANSFER" && mission.tripType !== "OFF_GRID"
  if (from !== "IN_PROGRESS.DROPPED_OFF" || severalRides) return moved
  if (Result.isSuccess(moved) && action !== "board") return moved
  const allowed = actionsFrom(missionMachine.table, from).filter((name) => name !== "board")
  const refused = Result.isFailure(moved) ? moved.failure.action : action
  return Result.fail(
    new IllegalTransition({ machine: "mission", id: mission.id, from, action: refused, allowed }),
  )
}

/** A legal move at an impossible time is refused; an illegal one stays what it is. */
export function onTime(
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
