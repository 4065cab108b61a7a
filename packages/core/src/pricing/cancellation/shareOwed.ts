/** Which share of a trip's price is owed once it was given up, by the notice that was left; or that nobody came. */
import { DateTime } from "effect"
import type { Instant } from "../../shared/Instant.ts"
import type { Share } from "../book/Factor.ts"
import type { CancellationSettings } from "../book/Settings.ts"

/** What was left between giving up and the pickup, in milliseconds; none once the pickup is past. */
export const noticeMs = (at: Instant, pickupAt: Instant): number =>
  Math.max(0, DateTime.toEpochMillis(pickupAt) - DateTime.toEpochMillis(at))

/** The limit of a tier belongs to it: exactly 24 h is 24 h. A notice shorter than every tier owes what a no-show does. */
export const shareAtNotice = ({ noShow, tiers }: CancellationSettings, notice: number): Share => {
  const reached = tiers.filter(({ fromMinutes }) => fromMinutes * 60_000 <= notice)
  if (tiers.length === 0) return 0 as Share // without tiers a cancellation is free
  return reached.toSorted((a, b) => b.fromMinutes - a.fromMinutes || a.share - b.share)[0]?.share ?? noShow
}
