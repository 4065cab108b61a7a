/** Zones around an end that the strategy did not pick, as the explanation lists them. */
import type { ZoneStrategy } from "../book/Zone.ts"
import type { Rejected } from "../Explanation.ts"
import type { Located } from "./compileZones.ts"

const reasons: Readonly<Record<ZoneStrategy, string>> = {
  SPECIFICITY: "LESS_SPECIFIC",
  PRIORITY: "LOWER_PRIORITY",
  MOST_EXPENSIVE: "LESS_EXPENSIVE",
  CLOSEST: "FARTHER",
}

/** The others in their order, with why each gave way. Ties are told by the same word. */
export const rejectedZones = ({ others }: Located, strategy: ZoneStrategy): ReadonlyArray<Rejected> =>
  others.map(({ zone }) => ({ kind: "ZONE", id: zone.id, label: zone.name, reason: reasons[strategy] }))
