/** The minutes an actual duration is billed by, on the terms frozen with the price. */
import type { Terms } from "../Terms.ts"

type TimeTerms = Pick<
  Terms,
  "billedMinutes" | "creditUnused" | "graceMinutes" | "incrementMinutes" | "method" | "minimumMinutes"
>

/**
 * Grace is a threshold, not a deduction: within it nothing is added, past it all of the time over counts, in started
 * increments. Packages and buckets are flat: unused time of them is not credited. Less time never bills more.
 */
export const billedMinutes = (terms: TimeTerms, actualSeconds: number): number => {
  const { billedMinutes: quoted, creditUnused, graceMinutes, incrementMinutes, method } = terms
  const started = (seconds: number) => Math.ceil(seconds / (incrementMinutes * 60)) * incrementMinutes
  const over = actualSeconds - quoted * 60
  if (over > graceMinutes * 60) return quoted + started(over)
  if (method !== "HOURLY" || creditUnused === "NONE") return quoted
  const floor = creditUnused === "TO_MINIMUM" ? (terms.minimumMinutes ?? 0) : 0
  return Math.min(quoted, Math.max(started(actualSeconds), floor))
}
