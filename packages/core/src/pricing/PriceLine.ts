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
import { AskedTrip, type CompletedTrip, PricingMode, Trip, TripType } from "./Trip.ts"

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
  computed: Schema.optionalKey(
    Schema.Struct({
      unitPrice: UnitPrice,
      net: Money,
      source: PriceSource,
      explanation: Schema.optionalKey(Explanation),
    }),
  ),
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

/**
 * A line with a unit price states its VAT once and describes itself; a TRANSPORT line without one is priced by the price
 * book. A TRANSPORT line stands for itself and alone has a trip, and only a DISCOUNT lowers the sum.
 */
export function lineRules(line: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> {
  const { kind, forLineId, trip, unitPrice, pricingMode } = line
  const transport = kind === "TRANSPORT"
  return [
    ...(unitPrice === undefined ? [] : byHandRules(line)),
    ...(unitPrice === undefined && (!transport || pricingMode === "MANUAL")
      ? [{ path: ["unitPrice"], issue: "is required where nothing else gives a price" }]
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
  ]
}

/** What a line that is there must not become, by the same rules; its price may be a computed one. */
export const violationsOf = (
  line: PlacedLine,
): ReadonlyArray<{ readonly path: ReadonlyArray<string>; readonly issue: string }> =>
  lineRules(line as unknown as Readonly<Record<string, unknown>>) // an object is a record of unknowns
    .map(({ issue, path }) => ({ path: path.map(String), issue }))

function byHandRules(line: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> {
  const { kind, vat, vatRate, unitPrice, description } = line
  return [
    ...((vatRate === undefined) === (vat === undefined)
      ? [{ path: ["vatRate"], issue: "either vatRate or vat is required" }]
      : []),
    ...(description === undefined
      ? [{ path: ["description"], issue: "is required beside a unit price" }]
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

const lineInput = {
  kind: LineKind.pick(["TRANSPORT", "SHARE", "OVERAGE", "FEE", "DISCOUNT"]),
  forLineId: Schema.optionalKey(LineId),
  code: Schema.optionalKey(Line(40)),
  /** Says itself where the price book gives the price. */
  description: Schema.optionalKey(
    Text(2_000).check(Schema.makeFilter((text) => text !== "" || "must not be empty")),
  ),
  /** 1 when left out. */
  quantity: Schema.optionalKey(Quantity),
  unit: Schema.optionalKey(Line(20)),
  /** Left out, the price book gives the price of a trip. */
  unitPrice: Schema.optionalKey(UnitPrice),
  /** Short for `vat` in category S. */
  vatRate: Schema.optionalKey(VatRate),
  vat: Schema.optionalKey(StatedVat),
  /** What the whole line costs the operator. */
  cost: Schema.optionalKey(UnitPrice),
  tripType: Schema.optionalKey(TripType),
  pricingMode: Schema.optionalKey(PricingMode),
  trip: Schema.optionalKey(AskedTrip),
}

/** A line as it is asked for: priced by hand with description, unit price and VAT, or by the price book with a trip. */
export const NewLine = Schema.Struct(lineInput).check(rulesFilter(lineRules))
export type NewLine = typeof NewLine.Type

/** The same with its trip placed on the time line. */
export interface PlacedLine extends Omit<NewLine, "trip"> {
  readonly trip?: CompletedTrip
}

/** A line priced by hand. */
export type ManualLine = PlacedLine & { readonly unitPrice: UnitPrice }

export const isByHand = (line: PlacedLine): line is ManualLine => line.unitPrice !== undefined

const { kind: _, forLineId: __, ...changeable } = lineInput

/**
 * Changes to a line; what is left out stays. A unit price over a computed one is kept beside it; a trip changed without a
 * unit price is priced anew.
 */
export const LineEdit = Schema.Struct(changeable)
export type LineEdit = typeof LineEdit.Type

/** A quote has at most this many lines, so that its sums stay exact. */
export const maxLines = 200

/** The net a line must have. */
export const netOf = (line: Pick<PriceLine, "quantity" | "unitPrice">, currency: Currency): Money =>
  times(line.quantity, line.unitPrice, currency)
