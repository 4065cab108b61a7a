/**
 * A manager may let two missions overlap, as when one coach takes two groups the same way: these two and no other.
 *
 * Both missions name each other, so that none is party to two allowances. It goes when either gets another window or
 * another driver.
 */
import { Result } from "effect"
import { type Decision, fact } from "../ports/Decision.ts"
import type { MissionId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { Mission } from "./Mission.ts"
import { OverlapTaken, OverlapWithItself } from "./MissionErrors.ts"
import { move } from "./move.ts"

/**
 * Both missions with the allowance; nothing when they have it. `isOver` says of a mission's former counterpart whether it
 * has ended, for then the allowance is free again.
 */
export const allow = (
  mission: Mission,
  other: Mission,
  reason: string,
  at: Instant,
  isOver: (id: MissionId) => boolean,
): Result.Result<ReadonlyArray<Decision<Mission>>, OverlapTaken | OverlapWithItself | IllegalTransition> => {
  if (mission.id === other.id) return Result.fail(new OverlapWithItself({ id: mission.id }))
  if (mission.overlapAllowedWith === other.id && other.overlapAllowedWith === mission.id)
    return Result.succeed([])
  for (const { id, overlapAllowedWith } of [mission, other])
    if (overlapAllowedWith !== undefined && !isOver(overlapAllowedWith))
      return Result.fail(new OverlapTaken({ id, overlapAllowedWith }))
  const name = (one: Mission, counterpart: Mission) =>
    move(
      one,
      "allowOverlap",
      at,
      "MissionOverlapAllowed",
      (state) => ({ ...state, overlapAllowedWith: counterpart.id }),
      { reason, data: { missionId: counterpart.id } },
    )
  return Result.flatMap(name(mission, other), (first) =>
    Result.map(name(other, mission), (second) => [first, second]),
  )
}

/** The mission without allowance. */
export const without = ({ overlapAllowedWith: _, ...mission }: Mission): Mission => mission

/** The counterpart of `gone` once the allowance went; nothing when it has another by now. */
export const clear = (mission: Mission, gone: MissionId, at: Instant): Decision<Mission> | undefined =>
  mission.overlapAllowedWith === gone
    ? {
        state: { ...without(mission), version: mission.version + 1, updatedAt: at },
        facts: [fact("MISSION", mission.id, "MissionOverlapCleared", { data: { missionId: gone } })],
        messages: [],
      }
    : undefined
