/**
 * The transport company: the tenant every record belongs to, with the zone its days are counted in, its one currency and
 * the choices that vary from company to company.
 */
import { DateTime, Option, Schema } from "effect"
import { Country } from "../shared/Country.ts"
import { OperatorId } from "../shared/Ids.ts"
import { Currency } from "../shared/Money.ts"
import { Line } from "../shared/Text.ts"

/** An IANA time zone name. */
export const TimeZone = Schema.String.check(
  Schema.makeFilter(
    (zone) => Option.isSome(DateTime.zoneMakeNamed(zone)) || "must be an IANA time zone such as Europe/Paris",
  ),
)
export type TimeZone = typeof TimeZone.Type

const Prefix = Schema.String.check(
  Schema.isPattern(/^[A-Z]{1,6}$/, { message: "must be 1 to 6 capital letters" }),
)

/** What operators do differently. */
export const Policies = Schema.Struct({
  /** How long a quote stays open after sending, in days, unless it says otherwise. */
  quoteValidityDays: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 730 })),
  /** Which mission status makes an order CONFIRMED once every open mission has reached it. */
  confirmedWhen: Schema.Literals(["ASSIGNED", "ACCEPTED_BY_DRIVER"]),
})
export type Policies = typeof Policies.Type

/** Conditions of sale: their version, and where they can be read. */
export const SalesTerms = Schema.Struct({
  version: Line(80),
  url: Schema.optionalKey(
    Line(1_000).check(Schema.isPattern(/^https?:\/\/[^\s]+$/, { message: "must be a web address" })),
  ),
})
export type SalesTerms = typeof SalesTerms.Type

export const Operator = Schema.Struct({
  id: OperatorId,
  name: Line(),
  email: Schema.optionalKey(Line(254)),
  /** Whose phone numbers are written without a prefix. */
  country: Country,
  timeZone: TimeZone,
  currency: Currency,
  /** In front of the numbers: `DEV-2026-00001`, `CMD-2026-00001`. */
  prefixes: Schema.Struct({ quote: Prefix, order: Prefix }),
  policies: Policies,
  /** The conditions of sale that clients agree to: an acceptance names the version it was given. */
  terms: Schema.optionalKey(SalesTerms),
  /** What a client can be filed under. */
  clientCategories: Schema.Array(Line(50)).check(Schema.isMaxLength(100)),
})
export type Operator = typeof Operator.Type

/** A new operator with the usual choices in France. */
export const make = (input: Pick<Operator, "id" | "name"> & Partial<Operator>): Operator => ({
  country: "FR",
  timeZone: "Europe/Paris",
  currency: "EUR",
  prefixes: { quote: "DEV", order: "CMD" },
  policies: { quoteValidityDays: 30, confirmedWhen: "ASSIGNED" },
  clientCategories: ["COMPANY", "ASSOCIATION", "SCHOOL", "FAMILY", "FRIENDS"],
  ...input,
})
