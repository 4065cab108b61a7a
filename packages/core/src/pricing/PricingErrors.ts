/** Why a trip has no price. */
import { Schema } from "effect"
import { ClientType } from "../contacts/Client.ts"
import { Instant, LocalDate } from "../shared/Instant.ts"
import { PricingMode, TripType } from "./Trip.ts"
import { UpTo } from "../shared/Text.ts"

const some = <Item extends Schema.Top>(item: Item, most: number) =>
  Schema.Array(item).check(Schema.isMaxLength(most))

/** No row of the grid fits, at any level, and no fallback is allowed. Zones are named by their names; null: in none. */
export class RouteNotInGrid extends Schema.TaggedError<RouteNotInGrid>()("RouteNotInGrid", {
  from: Schema.NullOr(UpTo(200)),
  to: Schema.NullOr(UpTo(200)),
  vehicleCategory: UpTo(200),
}) {}

/** No package, rate or tariff covers this trip type and vehicle category on the day of the pickup. */
export class NotPriced extends Schema.TaggedError<NotPriced>()("NotPriced", {
  tripType: TripType,
  pricingMode: PricingMode,
  vehicleCategory: UpTo(200),
  on: LocalDate,
}) {}

/** What the trip type and mode need and the trip does not say, all at once. */
export class TripIncomplete extends Schema.TaggedError<TripIncomplete>()("TripIncomplete", {
  tripType: TripType,
  pricingMode: PricingMode,
  missing: some(UpTo(100), 50),
}) {}

/** What the price book asks for is more than a line can say: no unit price, VAT included, is above `most`. */
export class PriceTooHigh extends Schema.TaggedError<PriceTooHigh>()("PriceTooHigh", {
  tripType: TripType,
  pricingMode: PricingMode,
  /** A decimal string in the currency's major unit. */
  most: UpTo(100),
}) {}

/** OFF_GRID is priced by hand alone. */
export class ModeNotAllowed extends Schema.TaggedError<ModeNotAllowed>()("ModeNotAllowed", {
  tripType: TripType,
  pricingMode: PricingMode,
  allowed: some(PricingMode, 50),
}) {}

/** Fees the client asked for that the book does not know, or not on that day. */
export class FeeUnknown extends Schema.TaggedError<FeeUnknown>()("FeeUnknown", {
  codes: some(UpTo(200), 1_000),
}) {}

/** The clock goes forward over this local time; `candidates` are the instants before and after the change it could mean. */
export class LocalTimeSkipped extends Schema.TaggedError<LocalTimeSkipped>()("LocalTimeSkipped", {
  local: UpTo(40),
  timeZone: UpTo(100),
  /** With their offsets, the earlier first: `2026-03-29T01:30:00+01:00`, `2026-03-29T03:30:00+02:00`. */
  candidates: some(UpTo(40), 10),
}) {}

/** The clock shows this local time twice, as it goes back; `candidates` are the two instants with their offsets. */
export class LocalTimeAmbiguous extends Schema.TaggedError<LocalTimeAmbiguous>()("LocalTimeAmbiguous", {
  local: UpTo(40),
  timeZone: UpTo(100),
  candidates: some(UpTo(40), 10),
}) {}

/** A trip lasts from a minute to 60 days, and where its minutes are said beside its end, they are the same. */
export class TripEndInvalid extends Schema.TaggedError<TripEndInvalid>()("TripEndInvalid", {
  pickupAt: Instant,
  estimatedEndAt: Instant,
  durationMinutes: Schema.optionalKey(Schema.Int),
}) {}

/** Why a time without an offset is no instant. */
export type LocalTimeError = LocalTimeSkipped | LocalTimeAmbiguous

/** Why the times of a trip say none. */
export type TripTimeError = LocalTimeError | TripEndInvalid

/** The VAT policy says nothing of the trip, or two rows that say as much of it differ; `reasons` are theirs. */
export class VatUndecided extends Schema.TaggedError<VatUndecided>()("VatUndecided", {
  tripType: TripType,
  clientType: Schema.optionalKey(ClientType),
  crossBorder: Schema.Boolean,
  reasons: some(UpTo(200), 200),
}) {}

export type PricingError =
  | RouteNotInGrid
  | NotPriced
  | PriceTooHigh
  | TripIncomplete
  | ModeNotAllowed
  | FeeUnknown
  | VatUndecided

/** Worth a look, no refusal. `code` is stable; the rest says what it is about. */
export const PricingWarning = Schema.Struct({
  /** `ContractPriceExists`, `PickupMissing`, `PickupPast`, `DiscountCapped`, `DistanceEstimated` … */
  code: UpTo(100),
  detail: UpTo(10_000),
  /** The row of the price book it is about, or the discount. */
  id: Schema.optionalKey(UpTo(200)),
  /** The line it is about. */
  lineId: Schema.optionalKey(UpTo(200)),
  /** A decimal string in the currency's major unit. */
  price: Schema.optionalKey(UpTo(100)),
})
export type PricingWarning = typeof PricingWarning.Type
