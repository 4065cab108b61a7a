/**
 * Measures pieces of work in this process, taking turns: whatever else the machine does, and whatever the compiler and
 * the garbage collector are up to, then falls on all of them alike.
 */
import { type Spread, spread } from "./spread.ts"

/** Does the work `times` times and adds up something of each result, so that no compiler leaves it out. */
export type Work = (times: number) => number

/** CPU time of `ours` relative to that of `theirs`, round by round. Both must add up to the same. */
export const cpuRatio = (ours: Work, theirs: Work, rounds = 41): Spread => {
  const [a, b] = [ours(1_000), theirs(1_000)]
  if (a !== b) throw new Error(`not the same work: ${a} and ${b}`)
  const times = timesFor(theirs, 15_000)
  for (let warm = 0; warm < 3; warm++) for (const work of [ours, theirs]) spent(work, times)
  return spread(
    Array.from({ length: rounds }, (_, round) => {
      if (round % 2 === 0) return spent(ours, times) / spent(theirs, times)
      const reference = spent(theirs, times)
      return spent(ours, times) / reference
    }),
  )
}

/** How often `work` has to be repeated to take `microseconds`, well above the clock's grain. */
function timesFor(work: Work, microseconds: number): number {
  let times = 1_000
  while (spent(work, times) < microseconds) times *= 2
  return times
}

let sink = 0

function spent(work: Work, times: number): number {
  const before = process.cpuUsage()
  sink += work(times)
  const { user, system } = process.cpuUsage(before)
  return user + system + (Number.isNaN(sink) ? 1 : 0)
}

/** Counts the work instead of adding it up, beside work of another kind. */
export const counting =
  (work: Work): Work =>
  (times) =>
    Number.isNaN(work(times)) ? 0 : times

/**
 * How often a CPU-second does the work, at its fastest of some rounds: for a person to see, never to compare machines by.
 * Rounds are as long as several collections of garbage, and as many as it takes to meet a moment when others rest.
 */
export const perCpuSecond = (work: Work, rounds = 31): number => {
  const times = timesFor(work, 50_000)
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) best = Math.min(best, spent(work, times))
  return (times / best) * 1_000_000
}
