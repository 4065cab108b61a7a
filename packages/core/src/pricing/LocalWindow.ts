/** A window of the local day, such as the night: from 21:00:00, which is in, to 07:00:00, which is out. */
import { Schema } from "effect"
import { dayMs } from "./EpochDay.ts"
import type { LocalClock, LocalMoment } from "./LocalClock.ts"
import { formed } from "../shared/Text.ts"

/** `21:00` or `21:00:00`, on the operator's clock. */
export const LocalTime = Schema.String.check(
  formed(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 8, "must be a local time such as 21:00"),
)

/** It may cross midnight; from a time to itself it is the whole day. */
export const LocalWindow = Schema.Struct({ from: LocalTime, to: LocalTime })
export type LocalWindow = typeof LocalWindow.Type

/** A window in milliseconds of the day. */
export interface DayWindow {
  readonly from: number
  readonly to: number
}

export const dayWindow = ({ from, to }: LocalWindow): DayWindow => ({ from: msOf(from), to: msOf(to) })

export const contains = ({ from, to }: DayWindow, msOfDay: number): boolean =>
  from < to ? msOfDay >= from && msOfDay < to : msOfDay >= from || msOfDay < to

/** How much of a stretch of one day, by the clock's hands, lies in the window. */
const overlap = ({ from, to }: DayWindow, start: number, end: number): number =>
  from < to ? between(start, end, from, to) : between(start, end, 0, to) + between(start, end, from, dayMs)

/**
 * How many of the `elapsed` milliseconds from `at` lie in the window, on days that `day` accepts. They are counted as they
 * pass: of the night in which the clock goes forward an hour less, of the one in which it goes back an hour more.
 */
export const elapsedWithin = (
  clock: LocalClock,
  at: number,
  elapsed: number,
  window: DayWindow | undefined,
  day: (moment: LocalMoment) => boolean = () => true,
): number => {
  let within = 0
  for (let start = at; start < at + elapsed;) {
    const end = Math.min(clock.steadyUntil(start), at + elapsed)
    const moment = clock.momentOf(start)
    if (day(moment))
      within +=
        window === undefined ? end - start : overlap(window, moment.msOfDay, moment.msOfDay + (end - start))
    start = end
  }
  return within
}

const between = (start: number, end: number, from: number, to: number): number =>
  Math.max(0, Math.min(end, to) - Math.max(start, from))

function msOf(time: string): number {
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number)
  return ((hour * 60 + minute) * 60 + second) * 1_000
}
