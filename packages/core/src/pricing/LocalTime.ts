/**
 * A pickup as people say it: a date and a time on the operator's clock, without an offset.
 *
 * On two nights of a year that is no instant, or two: half past two is skipped in March and comes twice in October. Such
 * a time is refused with the instants it could mean, instead of one being guessed.
 */
import { DateTime, Result } from "effect"
import type { Instant, LocalDate } from "../shared/Instant.ts"
import { type LocalDateTime, localTime, type PickupTime, type Placed } from "../shared/PickupTime.ts"
import { dayMs, ofDate } from "./EpochDay.ts"
import { type LocalClock, makeLocalClock } from "./LocalClock.ts"
import { LocalTimeAmbiguous, type LocalTimeError, LocalTimeSkipped } from "./PricingErrors.ts"

/** The times of a trip or a mission, each of which may be missing. */
interface Times {
  readonly pickupAt?: PickupTime
  readonly estimatedEndAt?: PickupTime
}

/** `asked` with its local times placed on the time line by the clock of `timeZone`, an IANA name. */
export const placed = <T extends Times>(
  asked: T,
  timeZone: string,
): Result.Result<Placed<T>, LocalTimeError> => {
  const times: Array<[keyof Times, Instant]> = []
  for (const name of ["pickupAt", "estimatedEndAt"] as const) {
    const time = asked[name]
    if (typeof time !== "string") continue
    const found = instantAt(makeLocalClock(timeZone), time)
    if (Result.isFailure(found)) return Result.fail(found.failure)
    times.push([name, found.success])
  }
  return Result.succeed({ ...asked, ...Object.fromEntries(times) } as Placed<T>) // none of them is local now
}

/**
 * The instant at which the clock shows `local`. Refuses a time the clock skips and one it shows twice, each with the two
 * instants it could mean, the earlier first.
 */
export const instantAt = (
  clock: LocalClock,
  local: LocalDateTime,
): Result.Result<Instant, LocalTimeError> => {
  const hands = handsOf(local)
  const candidates = candidatesOf(clock, hands)
  const shown = candidates.filter((at) => at + clock.offsetMs(at) === hands)
  const [only, again] = shown
  if (only !== undefined && again === undefined) return Result.succeed(DateTime.makeUnsafe(only))
  const said = { local, timeZone: clock.timeZone }
  return Result.fail(
    only === undefined
      ? new LocalTimeSkipped({ ...said, candidates: candidates.map((at) => withOffset(clock, at)) })
      : new LocalTimeAmbiguous({ ...said, candidates: shown.map((at) => withOffset(clock, at)) }),
  )
}

/** What the clock shows at an instant, with its offset from UTC: `2026-03-29T03:30:00+02:00`. */
export const withOffset = (clock: LocalClock, at: number): string => {
  const offset = clock.offsetMs(at)
  const minutes = Math.abs(offset) / 60_000
  if (!Number.isInteger(minutes)) return utc(at) // before zones kept whole minutes
  const { date, msOfDay } = clock.momentOf(at)
  const time = utc(msOfDay).slice(11, -1)
  const east = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
  return `${date}T${time.endsWith(".000") ? time.slice(0, 8) : time}${offset < 0 ? "-" : "+"}${east}`
}

/** Where the hands stand, as if in UTC. */
function handsOf(local: LocalDateTime): number {
  const [, date, hour, minute, second = "", fraction = ""] = localTime.exec(local)!
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3))
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + ms
  return ofDate(date as LocalDate) * dayMs + time // what has been checked by its schema
}

/** Where the hands would stand there by the offset in force before, and by that in force after: two where it changes. */
function candidatesOf(clock: LocalClock, hands: number): ReadonlyArray<number> {
  const furthest = 15 * 3_600_000 // no zone is further from UTC
  const offsets = [hands - furthest, hands + furthest].map((at) => clock.offsetMs(at))
  return [...new Set(offsets)].map((offset) => hands - offset).sort((a, b) => a - b)
}

const utc = (at: number): string => DateTime.formatIso(DateTime.makeUnsafe(at))
const pad = (n: number): string => String(n).padStart(2, "0")
