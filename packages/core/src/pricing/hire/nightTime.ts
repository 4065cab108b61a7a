/**
 * How much of a span is night on the operator's clock, in time that really passes: the night of a clock change is an hour
 * shorter or longer than the clock's hands say.
 */
import type { LocalClock } from "../LocalClock.ts"

const day = 86_400_000

/** A part of the day in milliseconds since midnight, `from` (in) to `to` (out); it may cross midnight. */
export interface DayTime {
  readonly from: number
  readonly to: number
}

/** `21:00` or `21:00:30`, in milliseconds since midnight. */
export const msOfDay = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}

const isIn = ({ from, to }: DayTime, ms: number): boolean =>
  from <= to ? from <= ms && ms < to : from <= ms || ms < to

/** The milliseconds between two instants in which it is `part` of the day. */
export const elapsedIn = (part: DayTime, clock: LocalClock, start: number, end: number): number => {
  let counted = 0
  let at = start
  while (at < end) {
    const next = Math.min(end, nextChange(part, clock, at))
    if (isIn(part, clock.momentOf(at).msOfDay)) counted += next - at
    at = next
  }
  return counted
}

/** The next instant at which the hands reach either bound, or are moved. */
function nextChange({ from, to }: DayTime, clock: LocalClock, at: number): number {
  const now = clock.momentOf(at).msOfDay
  const until = (bound: number) => (bound > now ? bound - now : bound - now + day)
  const reached = at + Math.min(until(from), until(to))
  const offset = clock.offsetMs(at)
  if (clock.offsetMs(reached) === offset) return reached
  let [before, after] = [at, reached]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (clock.offsetMs(middle) === offset) before = middle
    else after = middle
  }
  return after
}
