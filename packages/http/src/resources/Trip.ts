/** The trip of a transport line as the API shows it. */
import {
  Assumable,
  Minutes,
  Place,
  PricingMode,
  Quantity,
  type Trip,
  TripDetails,
  TripType,
  UpTo,
} from "@caleche/core"
import { Schema } from "effect"
import { given, written, WrittenDecimal, WrittenInstant } from "./Written.ts"
import { atMost } from "./List.ts"

export const TripResource = Schema.Struct({
  tripType: TripType,
  pricingMode: PricingMode,
  pickupAt: WrittenInstant,
  durationMinutes: Minutes,
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(UpTo(40)),
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(UpTo(2_000)),
  distanceKm: Schema.optionalKey(WrittenDecimal),
  foreignKm: Schema.optionalKey(WrittenDecimal),
  fees: Schema.optionalKey(
    atMost(50, Schema.Struct({ code: UpTo(100), quantity: Schema.optionalKey(WrittenDecimal) })),
  ),
  details: Schema.optionalKey(TripDetails),
  assumed: Schema.optionalKey(atMost(4, Assumable)),
}).annotate({ identifier: "Trip" })
export type TripResource = typeof TripResource.Type

export const presentTrip = (trip: Trip): TripResource => ({
  tripType: trip.tripType,
  pricingMode: trip.pricingMode,
  pickupAt: written(trip.pickupAt),
  durationMinutes: trip.durationMinutes,
  passengers: trip.passengers,
  ...given({
    vehicleCategory: trip.vehicleCategory,
    pickup: trip.pickup,
    dropOff: trip.dropOff,
    stops: trip.stops,
    distanceKm: trip.distanceKm === undefined ? undefined : Quantity.format(trip.distanceKm),
    foreignKm: trip.foreignKm === undefined ? undefined : Quantity.format(trip.foreignKm),
    fees: trip.fees?.map(({ code, quantity }) => ({
      code,
      ...given({ quantity: quantity === undefined ? undefined : Quantity.format(quantity) }),
    })),
    details: trip.details,
    assumed: trip.assumed,
  }),
})
