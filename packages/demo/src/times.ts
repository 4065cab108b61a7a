/**
 * A demonstration has a past: quotes written weeks ago, a trip under way since half an hour. So its commands are run at
 * the time they are said to happen, and every stored date follows from the clock in force at the start.
 */
import { addDays, dateIn, type Instant } from "@caleche/core"
import { Clock, DateTime, Effect } from "effect"
import { demoOperator } from "./demoOperator.ts"

/** Runs `effect` with the clock standing at `instant`; sleeping still takes real time. */
export const atTime =
  (instant: Instant) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Clock.Clock, (real) => {
      const millis = DateTime.toEpochMillis(instant)
      const turned: Pick<Clock.Clock, "currentTimeMillis" | "currentTimeMillisUnsafe"> = {
        currentTimeMillis: Effect.succeed(millis),
        currentTimeMillisUnsafe: () => millis,
      }
      const clock = Object.assign(Object.create(real) as Clock.Clock, turned) // the rest is the real clock's
      return Effect.provideService(effect, Clock.Clock, clock)
    })

/** The instant it is `time` (`"06:30"`) in the operator's zone, `days` days from `now`. */
export const localTime = (now: Instant, days: number, time: string): Instant => {
  const date = addDays(dateIn(now, demoOperator.timeZone), days)
  const zoned = DateTime.makeZonedUnsafe(`${date}T${time}:00`, {
    timeZone: demoOperator.timeZone,
    adjustForTimeZone: true,
  })
  return DateTime.toUtc(zoned)
}
