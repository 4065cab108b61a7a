/** The conditions under which a rule applies: all of those given. */
import { Schema } from "effect"
import { ClientType } from "../../contacts/Client.ts"
import { AgencyId } from "../../shared/Ids.ts"
import { LocalDate } from "../../shared/Instant.ts"
import { RowId, VehicleCategory } from "../book/Row.ts"
import { TripType } from "../Trip.ts"

/** `21:00` or `21:00:00`, on the operator's clock. */
export const LocalTime = Schema.String.check(
  Schema.isPattern(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, { message: "must be a local time such as 21:00" }),
)

export const When = Schema.Struct({
  /** From `from` (in) to `to` (out); may cross midnight. */
  time: Schema.optionalKey(Schema.Struct({ from: LocalTime, to: LocalTime })),
  /** ISO 8601: 1 Monday to 7 Sunday, of the instant itself. */
  weekdays: Schema.optionalKey(Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 })))),
  dates: Schema.optionalKey(Schema.Array(LocalDate).check(Schema.isMaxLength(1_000))),
  /** Days of any year, `12-25`. */
  yearly: Schema.optionalKey(
    Schema.Array(Schema.String.check(Schema.isPattern(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))).check(
      Schema.isMaxLength(366),
    ),
  ),
  /** Public holidays of a country (ISO 3166-1), as the book lists them. */
  holidaysOf: Schema.optionalKey(Schema.String),
  leadTime: Schema.optionalKey(
    Schema.Struct({
      atLeastMinutes: Schema.optionalKey(Schema.Int),
      lessThanMinutes: Schema.optionalKey(Schema.Int),
    }),
  ),
  pickupZones: Schema.optionalKey(Schema.Array(RowId)),
  dropOffZones: Schema.optionalKey(Schema.Array(RowId)),
  vehicleCategories: Schema.optionalKey(Schema.Array(VehicleCategory)),
  clientTypes: Schema.optionalKey(Schema.Array(ClientType)),
  agencies: Schema.optionalKey(Schema.Array(AgencyId)),
  /** TRANSFER alone when left out. */
  tripTypes: Schema.optionalKey(Schema.Array(TripType)),
  passengers: Schema.optionalKey(
    Schema.Struct({ atLeast: Schema.optionalKey(Schema.Int), atMost: Schema.optionalKey(Schema.Int) }),
  ),
})
export type When = typeof When.Type
