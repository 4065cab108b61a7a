/** Which two missions may overlap: a manager says so, with a reason. */
import { Context, Effect, Layer, Schema } from "effect"
import type { OverlapTaken, OverlapWithItself } from "../missions/MissionErrors.ts"
import * as Overlap from "../missions/MissionOverlap.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { isTerminal } from "../missions/MissionStatus.ts"
import { MissionId } from "../shared/Ids.ts"
import { Line } from "../shared/Text.ts"
import type { Version } from "../shared/Version.ts"
import type { MissionChange } from "./Dispatch.ts"
import { makeOrderChange } from "./orderChange.ts"

/** With which mission one may overlap, and why. */
export const AllowingOverlap = Schema.Struct({ missionId: MissionId, reason: Line(1_000) })
export type AllowingOverlap = typeof AllowingOverlap.Type

export class Overlaps extends Context.Service<
  Overlaps,
  {
    /**
     * From now on the two missions may have one driver and one vehicle at once, whoever is given them; the allowance goes
     * when either gets another window or another driver. Allowing it again changes nothing.
     */
    readonly allow: (
      id: MissionId,
      allowing: AllowingOverlap,
      ifVersion?: Version,
    ) => MissionChange<OverlapTaken | OverlapWithItself>
  }
>()("@caleche/core/orders/Overlaps") {
  static readonly layer = Layer.effect(
    Overlaps,
    Effect.gen(function* () {
      const missions = yield* MissionRepository
      const { ofTwoMissions } = yield* makeOrderChange
      return Overlaps.of({
        allow: Effect.fn("Overlaps.allow")(function* (id, { missionId, reason }, ifVersion) {
          return yield* ofTwoMissions(
            "overlap.allow",
            [id, missionId],
            ifVersion,
            (mission, other, { actor, at }) =>
              Effect.gen(function* () {
                const over = new Set<MissionId>()
                for (const one of [mission.overlapAllowedWith, other.overlapAllowedWith]) {
                  if (one === undefined) continue
                  const { status } = yield* missions.get(actor.operatorId, one)
                  if (isTerminal(status)) over.add(one)
                }
                return yield* Effect.fromResult(
                  Overlap.allow(mission, other, reason, at, (known) => over.has(known)),
                )
              }),
          )
        }),
      })
    }),
  )
}
