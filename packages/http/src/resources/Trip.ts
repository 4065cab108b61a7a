/** The trip of a transport line as the API shows it. */
import { Minutes, Place, PricingMode, Quantity, type Trip, TripType } from "@caleche/core"
import { Schema } from "effect"
import { maybe, written, WrittenDecimal, WrittenInstant } from "./Written.ts"

export const TripResource = Schema.Struct({
  tripType: TripType,
  pricingMode: PricingMode,
  pickupAt: WrittenInstant,
  durationMinutes: Minutes,
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(Schema.String),
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(Schema.String),
  distanceKm: Schema.optionalKey(WrittenDecimal),
}).annotate({ identifier: "Trip" })
export type TripResource = typeof TripResource.Type

export const presentTrip = ({ pickupAt, distanceKm, ...trip }: Trip): TripResource => ({
  ...trip,
  pickupAt: written(pickupAt),
  ...maybe("distanceKm", distanceKm, Quantity.format),
})
