/**
 * A trip as it is asked for, placed on the time line. Hires are agreed by their end as often as by their hours: where the end
 * is said, the trip lasts until then, an hour more or less in the two nights of a year in which the clock changes.
 */
import { DateTime, Result } from "effect"
import type { Instant } from "../shared/Instant.ts"
import type { PickupTime, Placed } from "../shared/PickupTime.ts"
import { placed } from "./LocalTime.ts"
import { TripEndInvalid, type TripTimeError } from "./PricingErrors.ts"

interface AskedTimes {
  readonly pickupAt?: PickupTime
  readonly estimatedEndAt?: PickupTime
  readonly durationMinutes?: number
}

export type PlacedTrip<T> = Placed<Omit<T, "estimatedEndAt">>

const [minute, sixtyDays] = [60_000, 60 * 86_400_000]

/**
 * `asked` with its local times read by the clock of `timeZone`, an IANA name, and its end as minutes, a started one counted
 * whole. An end is counted from `pickupAt` where the trip says no pickup of its own, as in a change of one.
 */
export const placedTrip = <T extends AskedTimes>(
  asked: T,
  timeZone: string,
  pickupAt?: Instant,
): Result.Result<PlacedTrip<T>, TripTimeError> =>
  Result.flatMap(placed(asked, timeZone), ({ estimatedEndAt, ...trip }) => {
    if (estimatedEndAt === undefined) return Result.succeed(trip as PlacedTrip<T>) // placed above
    const from = (trip.pickupAt ?? pickupAt)! // a trip is picked up: now, or as it stands
    const lasts = DateTime.toEpochMillis(estimatedEndAt) - DateTime.toEpochMillis(from)
    const durationMinutes = Math.ceil(lasts / minute)
    const { durationMinutes: said = durationMinutes } = asked
    return lasts <= 0 || lasts > sixtyDays || said !== durationMinutes
      ? Result.fail(
          new TripEndInvalid({
            pickupAt: from,
            estimatedEndAt,
            ...(asked.durationMinutes === undefined ? {} : { durationMinutes: said }),
          }),
        )
      : Result.succeed({ ...trip, durationMinutes } as unknown as PlacedTrip<T>) // the same with its minutes
  })
