/**
 * What a priced hire was agreed on, frozen on its line: a correction from actuals goes by these, whatever becomes of the
 * price book since. A package, bucket or rate once quoted is never exchanged for another.
 */
import { Schema } from "effect"
import * as Exact from "../shared/Exact.ts"
import { Quantity } from "../shared/Quantity.ts"
import { UnitPrice } from "../shared/UnitPrice.ts"
import { Minutes } from "./Trip.ts"

/** How unused time is credited: not at all, down to the minimum, or in full. */
export const CreditUnused = Schema.Literals(["NONE", "TO_MINIMUM", "FULL"])
export type CreditUnused = typeof CreditUnused.Type

/** Whether the kilometres in the price stay as booked or grow with the billed hours. */
export const Allowance = Schema.Literals(["BOOKED", "BILLED_HOURS"])
export type Allowance = typeof Allowance.Type

export const Terms = Schema.Struct({
  method: Schema.Literals(["HOURLY", "BUCKETS", "PACKAGE"]),
  /** What the quote bills: minimum, bucket or package included. */
  billedMinutes: Schema.Int.check(Schema.isGreaterThan(0)),
  minimumMinutes: Schema.optionalKey(Minutes),
  incrementMinutes: Minutes,
  /** Minutes over that cost nothing; a threshold, not a deduction. */
  graceMinutes: Schema.Int,
  creditUnused: CreditUnused,
  allowance: Allowance,
  /** For an hour more or less, in the currency's major unit, as an exact amount: factors of the time included. */
  perHour: Schema.String.check(
    Schema.makeFilter(
      (text) => Exact.parse(text) !== undefined || "must be an exact amount such as 60 or 275/6",
    ),
  ),
  includedKm: Schema.optionalKey(Quantity),
  includedKmPerHour: Schema.optionalKey(Quantity),
  overagePerKm: Schema.optionalKey(UnitPrice),
  /** Started kilometres count in full. */
  wholeKm: Schema.Boolean,
  /** Of a price split at a border: the kilometres driven abroad, of all. A correction of it is split alike. */
  abroad: Schema.optionalKey(Schema.Struct({ km: Quantity, ofKm: Quantity })),
})
export type Terms = typeof Terms.Type
