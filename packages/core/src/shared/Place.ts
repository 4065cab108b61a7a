/** Where a trip starts or ends: a label for people, with coordinates when they are known (WGS 84 degrees). */
import { Schema } from "effect"
import { Country } from "./Country.ts"
import { Line } from "./Text.ts"

export const Place = Schema.Struct({
  label: Line(300),
  postalCode: Schema.optionalKey(Line(20)),
  country: Schema.optionalKey(Country),
  latitude: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: -90, maximum: 90 }))),
  longitude: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: -180, maximum: 180 }))),
}).check(
  Schema.makeFilter(
    (place) =>
      (place.latitude === undefined) === (place.longitude === undefined) ||
      "latitude and longitude go together",
  ),
)
export type Place = typeof Place.Type

/** A postal address; every part may be missing. */
export const Address = Schema.Struct({
  street: Schema.optionalKey(Line(300)),
  city: Schema.optionalKey(Line()),
  postalCode: Schema.optionalKey(Line(20)),
  region: Schema.optionalKey(Line()),
  country: Schema.optionalKey(Country),
})
export type Address = typeof Address.Type
