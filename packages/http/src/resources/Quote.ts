/** A quote as the API shows it. `trip` is that of its first transport line. */
import {
  AcceptanceChannel,
  Actor,
  AgencyId,
  AgencyUserId,
  ApiKeyId,
  type AcceptanceProof,
  ClientId,
  Fallback,
  LocalDate,
  Money,
  PriceBasis,
  PricingMode,
  PricingWarning,
  type Quote,
  QuoteContact,
  QuoteId,
  QuoteStatus,
  TripType,
  UpTo,
  UserId,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { DiscountResource, presentDiscounts } from "./Discount.ts"
import { presentRequest, RequestResource } from "./AgencyQuote.ts"
import { LineResource, presentLine, presentTotals, TotalsResource } from "./Line.ts"
import { atMost, listOf } from "./List.ts"
import { presentTrip, TripResource } from "./Trip.ts"
import { given, written, WrittenInstant, writtenMaybe } from "./Written.ts"

const AcceptanceResource = Schema.Struct({
  at: WrittenInstant,
  channel: AcceptanceChannel,
  by: Schema.optionalKey(Actor),
  name: Schema.optionalKey(UpTo(200)),
  termsVersion: Schema.optionalKey(UpTo(200)),
}).annotate({ identifier: "Acceptance" })

export const QuoteResource = Schema.Struct({
  id: QuoteId,
  number: UpTo(40),
  status: QuoteStatus,
  clientId: ClientId,
  contacts: atMost(1_000, QuoteContact),
  tripType: TripType,
  pricingMode: PricingMode,
  priceBasis: PriceBasis,
  fallback: Schema.optionalKey(Fallback),
  bookedByAgencyId: Schema.optionalKey(AgencyId),
  currency: Money.Currency,
  trip: Schema.optionalKey(TripResource),
  lines: atMost(1_000, LineResource),
  discounts: atMost(1_000, DiscountResource),
  totals: TotalsResource,
  priceBookVersion: Schema.optionalKey(Schema.Int),
  warnings: atMost(10_000, PricingWarning),
  duplicatedFrom: Schema.optionalKey(QuoteId),
  replaces: Schema.optionalKey(QuoteId),
  replacedBy: Schema.optionalKey(QuoteId),
  validUntil: Schema.optionalKey(LocalDate),
  sentAt: Schema.optionalKey(WrittenInstant),
  acceptance: Schema.optionalKey(AcceptanceResource),
  /** When its page was first opened by a link. */
  viewedAt: Schema.optionalKey(WrittenInstant),
  requestedBy: Schema.optionalKey(AgencyUserId),
  request: Schema.optionalKey(RequestResource),
  takenBy: Schema.optionalKey(Schema.Union([UserId, ApiKeyId])),
  notes: Schema.optionalKey(UpTo(10_000)),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Quote" })
export type QuoteResource = typeof QuoteResource.Type

export const QuoteList = listOf(QuoteResource, "QuoteList")

export const presentQuote = (quote: Quote): QuoteResource => {
  const { currency, acceptance } = quote
  const trip = quote.lines.find((line) => line.trip !== undefined)?.trip
  return {
    id: quote.id,
    number: quote.number,
    status: quote.status,
    clientId: quote.clientId,
    contacts: quote.contacts,
    tripType: quote.tripType,
    pricingMode: quote.pricingMode,
    priceBasis: quote.priceBasis,
    ...given({ fallback: quote.fallback, bookedByAgencyId: quote.bookedByAgencyId }),
    currency,
    ...given({ trip: trip === undefined ? undefined : presentTrip(trip) }),
    lines: quote.lines.map((line) => presentLine(line, currency)),
    discounts: presentDiscounts(quote.discounts, currency),
    totals: presentTotals(quote.totals, currency),
    warnings: quote.warnings ?? [],
    ...given({
      priceBookVersion: quote.priceBookVersion,
      duplicatedFrom: quote.duplicatedFrom,
      replaces: quote.replaces,
      replacedBy: quote.replacedBy,
      validUntil: quote.validUntil,
      sentAt: writtenMaybe(quote.sentAt),
      acceptance: acceptance === undefined ? undefined : presentAcceptance(acceptance),
      viewedAt: writtenMaybe(quote.viewedAt),
      requestedBy: quote.requestedBy,
      request: quote.request === undefined ? undefined : presentRequest(quote.request),
      takenBy: quote.takenBy,
      notes: quote.notes,
    }),
    version: quote.version,
    createdAt: written(quote.createdAt),
    updatedAt: written(quote.updatedAt),
  }
}

function presentAcceptance(proof: AcceptanceProof): typeof AcceptanceResource.Type {
  const { at, by, channel, name, termsVersion } = proof
  return { at: written(at), channel, ...given({ by, name, termsVersion }) }
}
