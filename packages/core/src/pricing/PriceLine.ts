/**
 * One line of a quote or an order: how many of what at which price and VAT, and where the price came from.
 *
 * Every stored line satisfies net = round(quantity × unit price).
 */
import { Schema } from "effect"
import { DiscountId, LineId } from "../shared/Ids.ts"
import { type Currency, Money } from "../shared/Money.ts"
import { Quantity } from "../shared/Quantity.ts"
import { Line, Text } from "../shared/Text.ts"
import { times, UnitPrice } from "../shared/UnitPrice.ts"
import { Vat, VatCategory, VatRate } from "../shared/VatRate.ts"
import { rulesFilter, type Violation } from "../shared/Violation.ts"
import { Explanation } from "./Explanation.ts"
import { Terms } from "./Terms.ts"
import { Trip, TripRequest, TripType } from "./Trip.ts"

/** TRANSPORT carries a trip and yields a mission; the others never do. */
export const LineKind = Schema.Literals([
  "TRANSPORT",
  "SHARE",
  "OVERAGE",
  "FEE",
  "DISCOUNT",
  "CORRECTION",
  "CANCELLATION",
])
export type LineKind = typeof LineKind.Type

/** Where a price came from: an agreement with the client, with its agency, the operator's grid, its tariff, or a person. */
export const PriceSource = Schema.Literals(["CLIENT_PACKAGE", "AGENCY_GRID", "GRID", "TARIFF", "MANUAL"])
export type PriceSource = typeof PriceSource.Type

export const PriceLine = Schema.Struct({
  id: LineId,
  kind: LineKind,
  /** The transport line it belongs to; none: the whole quote. */
  forLineId: Schema.optionalKey(LineId),
  /** The discount it was computed from. */
  discountId: Schema.optionalKey(DiscountId),
  code: Schema.optionalKey(Schema.String),
  description: Schema.String,
  quantity: Quantity,
  unit: Schema.String,
  unitPrice: UnitPrice,
  vat: Vat,
  net: Money,
  /** The agreed amount incl. VAT, of a quote whose prices include VAT. */
  gross: Schema.optionalKey(Money),
  /** What it costs the operator; unknown when absent. Never shown to a client. */
  cost: Schema.optionalKey(Money),
  source: PriceSource,
  explanation: Schema.optionalKey(Explanation),
  /** What a correction from actuals goes by, whatever becomes of the price book. */
  terms: Schema.optionalKey(Terms),
  /** What the price book gave where a person set another price. */
  computed: Schema.optionalKey(Schema.Struct({ unitPrice: UnitPrice, net: Money, source: PriceSource })),
  trip: Schema.optionalKey(Trip),
})
export type PriceLine = typeof PriceLine.Type

/** VAT as a person states it. */
const StatedVat = Schema.Struct({
  rate: VatRate,
  category: VatCategory,
  reason: Schema.optionalKey(Line()),
}).check(
  Schema.makeFilter(
    (vat) =>
      vat.category === "S" ||
      vat.rate === 0 || { path: ["rate"], issue: `must be 0 in category ${vat.category}` },
  ),
)

/** VAT is stated once, a TRANSPORT line stands for itself and alone has a trip, and only a DISCOUNT lowers the sum. */
export function lineRules(line: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> {
  const { kind, forLineId, trip, vat, vatRate, unitPrice } = line
  const transport = kind === "TRANSPORT"
  return [
    ...((vatRate === undefined) === (vat === undefined)
      ? [{ path: ["vatRate"], issue: "either vatRate or vat is required" }]
      : []),
    ...(transport && trip === undefined
      ? [{ path: ["trip"], issue: "a TRANSPORT line needs its trip" }]
      : []),
    ...(!transport && trip !== undefined
      ? [{ path: ["trip"], issue: "only a TRANSPORT line has a trip" }]
      : []),
    ...(transport && forLineId !== undefined
      ? [{ path: ["forLineId"], issue: "a TRANSPORT line belongs to no other line" }]
      : []),
    ...(kind === "DISCOUNT" && signOf(unitPrice) > 0
      ? [{ path: ["unitPrice"], issue: "a DISCOUNT must not be positive" }]
      : []),
    ...(kind !== "DISCOUNT" && signOf(unitPrice) < 0
      ? [{ path: ["unitPrice"], issue: "must not be negative" }]
      : []),
  ]
}

/** The sign of a price, as a number of units or as a decimal string. */
function signOf(price: unknown): number {
  if (typeof price === "number") return Math.sign(price)
  if (typeof price !== "string" || !/[1-9]/.test(price)) return 0
  return price.startsWith("-") ? -1 : 1
}

/** A line a person writes: description, quantity (1 when left out), unit, unit price and VAT. */
export const ManualLine = Schema.Struct({
  kind: LineKind.pick(["TRANSPORT", "SHARE", "OVERAGE", "FEE", "DISCOUNT"]),
  forLineId: Schema.optionalKey(LineId),
  code: Schema.optionalKey(Line(40)),
  description: Text(2_000).check(Schema.makeFilter((text) => text !== "" || "must not be empty")),
  quantity: Schema.optionalKey(Quantity),
  unit: Schema.optionalKey(Line(20)),
  unitPrice: UnitPrice,
  /** Short for `vat` in category S. */
  vatRate: Schema.optionalKey(VatRate),
  vat: Schema.optionalKey(StatedVat),
  /** What the whole line costs the operator. */
  cost: Schema.optionalKey(UnitPrice),
  tripType: Schema.optionalKey(TripType),
  trip: Schema.optionalKey(TripRequest),
}).check(rulesFilter(lineRules))
export type ManualLine = typeof ManualLine.Type

/** A quote has at most this many lines, so that its sums stay exact. */
export const maxLines = 200

/** The net a line must have. */
export const netOf = (line: Pick<PriceLine, "quantity" | "unitPrice">, currency: Currency): Money =>
  times(line.quantity, line.unitPrice, currency)
