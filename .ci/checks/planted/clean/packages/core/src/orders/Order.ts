import { Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"

/** What the order's missions drive together, in kilometres. */
export const distanceOf = (missions: ReadonlyArray<Mission>): Effect.Effect<number> =>
  Effect.succeed(missions.reduce((sum, mission) => sum + mission.distance, 0))
