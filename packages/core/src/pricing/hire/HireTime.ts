/** What a hire costs for its time, before kilometres: by the hour, by buckets, or as a package. */
import type { Exact } from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
import type { Terms } from "../Terms.ts"

export interface HireTime {
  readonly method: Terms["method"]
  /** What the price covers: at least the minimum, the bucket or the package. */
  readonly billedMinutes: number
  readonly minimumMinutes?: number | undefined
  /** For an hour more or less than that. */
  readonly perHour: Exact
  /** Sum of the parts. */
  readonly amount: Exact
  readonly parts: ReadonlyArray<TracePart>
}
