/** What the office does to a mission that did not go by the book: steps skipped or taken back, given up, closed by hand. */
import { DateTime } from "effect"
import type { Instant } from "../shared/Instant.ts"
import type { Cancelling, Closing, Mission, Skipping, StepRecord } from "./Mission.ts"
import { factsOf, withActuals } from "./MissionCommands.ts"
import type { StepTimeInvalid } from "./MissionErrors.ts"
import { Step } from "./MissionStatus.ts"
import { type Decided, move, onTime } from "./move.ts"

const order = Step.literals

/** Goes on from a later step, reached `at`; the steps in between are marked as skipped. */
export const skipTo = (
  mission: Mission,
  { step, reason }: Skipping,
  at: Instant,
  now: Instant,
): Decided<StepTimeInvalid> => {
  const reached = mission.step === undefined ? 0 : order.indexOf(mission.step) + 1
  const passed = order.slice(reached, order.indexOf(step) + 1)
  const moved = move(
    mission,
    `skipTo.${step}`,
    now,
    "MissionStepsSkipped",
    (state) => ({
      ...state,
      steps: [
        ...mission.steps,
        ...passed.map((name) => ({ step: name, at, recordedAt: now, skipped: name !== step })),
      ],
      ...(mission.startedAt === undefined ? { startedAt: at } : {}),
    }),
    { reason, data: { step, at: DateTime.formatIso(at) } },
  )
  return onTime(moved, mission, at, now)
}

/** Takes the last step back; the history keeps it. The step one stands at again counts, also when it had been skipped. */
export const stepBack = (mission: Mission, reason: string, now: Instant): Decided<never> =>
  move(
    mission,
    "stepBack",
    now,
    "MissionSteppedBack",
    (state) => ({ ...state, steps: upTo(mission.steps, state.step) }),
    { reason },
  )

/** The records up to the last one of `step`, which counts. */
function upTo(steps: ReadonlyArray<StepRecord>, step: Step | undefined): ReadonlyArray<StepRecord> {
  const last = steps.findLastIndex((taken) => taken.step === step)
  return steps.slice(0, last + 1).map((taken, n) => (n === last ? { ...taken, skipped: false } : taken))
}

/** Gives the mission up. */
export const cancel = (
  mission: Mission,
  { by, reason, billable = by === "CLIENT" }: Cancelling,
  at: Instant,
): Decided<never> =>
  move(
    mission,
    "cancel",
    at,
    "MissionCancelled",
    (state) => ({ ...state, cancellation: { by, reason, billable, at } }),
    { reason, data: { by, billable: String(billable) } },
  )

/** Closes a mission that nobody reported the steps of. It ended when the actuals say so, or now; never after now. */
export const closeByHand = (
  mission: Mission,
  { reason, actuals }: Closing,
  now: Instant,
): Decided<StepTimeInvalid> => {
  const given = actuals === undefined ? undefined : ({ actuals, as: "RECORDED" } as const)
  const endedAt = actuals?.endedAt ?? now
  const moved = move(
    mission,
    "closeByHand",
    now,
    "MissionClosedByHand",
    (state) => withActuals({ ...state, endedAt }, given),
    { reason, data: factsOf(given) },
  )
  return onTime(moved, mission, endedAt, now)
}
