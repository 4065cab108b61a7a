/**
 * The operator's wall clock: which local date and time an instant is, and back. Asked for each price, so the offsets of a
 * zone are looked up once a day and kept.
 */
import type { LocalDate } from "../shared/Instant.ts"

/** An instant on the wall clock. */
export interface LocalMoment {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number
  readonly date: LocalDate
  /** 0 at local midnight by the clock's hands, to the millisecond; 75,600,000 at 21:00. */
  readonly msOfDay: number
  /** 1 Monday to 7 Sunday (ISO 8601). */
  readonly weekday: number
}

export interface LocalClock {
  readonly timeZone: string
  /** The wall clock at an instant, in milliseconds since 1970. */
  readonly momentOf: (at: number) => LocalMoment
  /** Local midnight by the clock's hands plus the offset in force, minutes east of UTC. */
  readonly offsetMs: (at: number) => number
}
