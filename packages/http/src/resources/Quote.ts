/** A quote as the API shows it. `trip` is that of its first transport line. */
import {
  AcceptanceChannel,
  ClientId,
  LocalDate,
  Money,
  PricingMode,
  type Quote,
  QuoteContact,
  QuoteId,
  QuoteStatus,
  TripType,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { LineResource, presentLine, presentTotals, TotalsResource } from "./Line.ts"
import { listOf } from "./List.ts"
import { presentTrip, TripResource } from "./Trip.ts"
import { maybe, written, WrittenInstant } from "./Written.ts"

const AcceptanceResource = Schema.Struct({
  at: WrittenInstant,
  channel: AcceptanceChannel,
  name: Schema.optionalKey(Schema.String),
  termsVersion: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Acceptance" })

export const QuoteResource = Schema.Struct({
  id: QuoteId,
  number: Schema.String,
  status: QuoteStatus,
  clientId: ClientId,
  contacts: Schema.Array(QuoteContact),
  tripType: TripType,
  pricingMode: PricingMode,
  priceBasis: Schema.Literals(["EXCL_VAT"]),
  currency: Money.Currency,
  trip: Schema.optionalKey(TripResource),
  lines: Schema.Array(LineResource),
  totals: TotalsResource,
  validUntil: Schema.optionalKey(LocalDate),
  sentAt: Schema.optionalKey(WrittenInstant),
  acceptance: Schema.optionalKey(AcceptanceResource),
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Quote" })
export type QuoteResource = typeof QuoteResource.Type

export const QuoteList = listOf(QuoteResource, "QuoteList")

export const presentQuote = (quote: Quote): QuoteResource => {
  const { lines, totals, sentAt, acceptance, createdAt, updatedAt, ...rest } = quote
  const trip = lines.find((line) => line.trip !== undefined)?.trip
  return {
    ...rest,
    ...maybe("trip", trip, presentTrip),
    lines: lines.map((line) => presentLine(line, quote.currency)),
    totals: presentTotals(totals, quote.currency),
    ...maybe("sentAt", sentAt, written),
    ...maybe("acceptance", acceptance, (proof) => ({ ...proof, at: written(proof.at) })),
    createdAt: written(createdAt),
    updatedAt: written(updatedAt),
  }
}
