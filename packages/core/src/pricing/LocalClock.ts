/**
 * The operator's wall clock: which local date and time an instant is, and how long its hands move evenly. Asked for each
 * price, so the offsets of a zone are looked up once a day and kept.
 */
import type { LocalDate } from "../shared/Instant.ts"
import { dateOf, dayMs, ofCivil, weekdayOf } from "./EpochDay.ts"

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
  /** The wall clock at an instant, in whole milliseconds since 1970. */
  readonly momentOf: (at: number) => LocalMoment
  /** How far the hands are ahead of UTC at an instant, in milliseconds; east is positive. */
  readonly offsetMs: (at: number) => number
  /** An instant after `at` up to which neither the offset nor the local date changes; at most a day away. */
  readonly steadyUntil: (at: number) => number
}

/** As many days as are kept, nearly three years; another day takes the place of the one it falls on. */
const keptDays = 1_024
/** A day five million years from now, in a place where none is kept yet. */
const none = 2_147_483_647

/** The clock of an IANA zone, whatever the process's own zone is. Throws a RangeError for a zone there is not. */
export const makeLocalClock = (timeZone: string): LocalClock => {
  const lookUp = offsetsOf(timeZone)
  // Of a UTC day: its offset up to `change`, and from there on. No zone changes twice in one day.
  const days = new Int32Array(keptDays).fill(none)
  const before = new Int32Array(keptDays)
  const after = new Int32Array(keptDays)
  const change = new Float64Array(keptDays)
  const dates: Array<LocalDate> = []
  const datedDays = new Int32Array(keptDays).fill(none)

  const slotOf = (at: number): number => {
    const day = Math.floor(at / dayMs)
    const slot = slotOfDay(day)
    if (days[slot] !== day) {
      const start = day * dayMs
      before[slot] = lookUp(start)
      after[slot] = lookUp(start + dayMs)
      change[slot] = before[slot] === after[slot] ? Infinity : changeIn(start, lookUp)
      days[slot] = day
    }
    return slot
  }
  const offsetMs = (at: number): number => {
    const slot = slotOf(at)
    return at < change[slot]! ? before[slot]! : after[slot]! // a slot is within them
  }
  return {
    timeZone,
    offsetMs,
    momentOf: (at) => {
      const local = at + offsetMs(at)
      const day = Math.floor(local / dayMs)
      const slot = slotOfDay(day)
      if (datedDays[slot] !== day) {
        dates[slot] = dateOf(day)
        datedDays[slot] = day
      }
      return { at, date: dates[slot]!, msOfDay: local - day * dayMs, weekday: weekdayOf(day) } // dated just now
    },
    steadyUntil: (at) => {
      const changes = change[slotOf(at)]! // a slot is within them
      const offset = offsetMs(at)
      const midnight = (Math.floor((at + offset) / dayMs) + 1) * dayMs - offset
      const nextDay = (Math.floor(at / dayMs) + 1) * dayMs
      return Math.min(midnight, nextDay, at < changes ? changes : Infinity)
    },
  }
}

const slotOfDay = (day: number): number => day & (keptDays - 1)

/** The instant, to the second, of the one change in the UTC day that begins at `start`. */
function changeIn(start: number, lookUp: (at: number) => number): number {
  const first = lookUp(start)
  let same = 0
  let other = dayMs / 1_000
  while (other - same > 1) {
    const middle = (same + other) >> 1
    if (lookUp(start + middle * 1_000) === first) same = middle
    else other = middle
  }
  return start + other * 1_000
}

/** The offset of a zone at a whole second, as the platform knows it. */
function offsetsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  })
  return (at) => {
    const { year, month, day, hour, minute, second } = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    ) as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number> // what the format was asked for
    return ofCivil(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000 - at
  }
}
