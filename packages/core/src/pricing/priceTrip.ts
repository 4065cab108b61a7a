/**
 * What a trip costs by a price book: a pure function of trip, book and context, without a clock and without I/O. The same
 * three give the same lines, today, in a year, in whatever process.
 */
import { DateTime, Result } from "effect"
import * as Exact from "../shared/Exact.ts"
import { dateIn } from "../shared/Instant.ts"
import type { CompiledBook } from "./compileBook.ts"
import type { Priced } from "./ComputedLine.ts"
import { priceFees } from "./fees/priceFees.ts"
import type { PricingContext, PricingTrip } from "./PricingContext.ts"
import { NotPriced, type PricingError } from "./PricingErrors.ts"
import type { Situation } from "./Situation.ts"
import { detailsOf } from "./tripTypes/detailsOf.ts"
import { kindOf, refusal } from "./tripTypes/TripKind.ts"
import { withShare } from "./vat/share.ts"
import { withinReach } from "./withinReach.ts"

/** The priced lines, fees included, and the trip with what follows from the rest of it. */
export interface PricedBy extends Pick<Priced, "lines" | "warnings"> {
  readonly trip: PricingTrip
}

/**
 * Prices `trip` in the mode of `context`. MANUAL is refused: there is nothing to compute. Distance and duration are taken
 * as they are; whoever calls has them estimated before.
 */
export const priceTrip = (
  book: CompiledBook,
  trip: PricingTrip,
  context: PricingContext,
): Result.Result<PricedBy, PricingError> => withinReach(() => computed(book, trip, context), trip, context)

function computed(
  book: CompiledBook,
  trip: PricingTrip,
  context: PricingContext,
): Result.Result<PricedBy, PricingError> {
  const kind = kindOf(book.trips, trip.tripType)
  const refused = refusal(kind, trip, context.mode)
  if (refused !== undefined) return Result.fail(refused)
  if (context.mode === "MANUAL") return Result.fail(nothingFor(trip, context))
  const completed = kind.completed === undefined ? trip : kind.completed(trip)
  const situation = situationOf(book, completed, context)
  const details = kind.details === undefined ? undefined : detailsOf(kind.details, completed).details
  const priced = kind.price(situation, book, details as never) // read by its own schema
  if (Result.isFailure(priced)) return Result.fail(priced.failure)
  const { automaticFees = priced.success.lines[0].source === "TARIFF" } = priced.success
  const { lines, warnings } = withShare(priced.success, completed, context.currency)
  const fees = priceFees(book.fees, situation, automaticFees)
  if (Result.isFailure(fees)) return Result.fail(fees.failure)
  return Result.succeed({ lines: [...lines, ...fees.success], warnings, trip: completed })
}

const nothingFor = (
  { pickupAt, tripType, vehicleCategory = "" }: PricingTrip,
  { mode, timeZone }: PricingContext,
): NotPriced =>
  new NotPriced({ tripType, pricingMode: mode, vehicleCategory, on: dateIn(pickupAt, timeZone) })

/** The trip as the rules see it. */
export const situationOf = (
  { clock, zones }: CompiledBook,
  trip: PricingTrip,
  context: PricingContext,
): Situation => {
  const at = DateTime.toEpochMillis(trip.pickupAt)
  const from = trip.pickup === undefined ? undefined : zones.locate(trip.pickup)
  const to = trip.dropOff === undefined ? undefined : zones.locate(trip.dropOff)
  return {
    trip,
    context,
    clock,
    pickup: clock.momentOf(at),
    km: trip.distanceKm === undefined ? undefined : Exact.ofQuantity(trip.distanceKm),
    minutes: trip.durationMinutes,
    hours: trip.durationMinutes === undefined ? undefined : Exact.over(trip.durationMinutes, 60),
    zones: { pickup: from?.zone, dropOff: to?.zone },
    located: { pickup: from, dropOff: to },
    leadMinutes: Math.floor((at - DateTime.toEpochMillis(context.at)) / 60_000),
    cost: context.cost === undefined ? undefined : Exact.ofUnitPrice(context.cost),
  }
}
