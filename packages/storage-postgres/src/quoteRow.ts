/** A quote as its row: lines and totals are read as a whole, so they lie in JSON, amounts as whole minor units. */
import type { ClientId, OperatorId, PriceLine, Quote, QuoteId, UnnumberedQuote } from "@caleche/core"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"

export interface QuoteRow {
  readonly id: QuoteId
  readonly number: string
  readonly client_id: ClientId
  readonly contacts: Quote["contacts"]
  readonly trip_type: Quote["tripType"]
  readonly pricing_mode: Quote["pricingMode"]
  readonly price_basis: Quote["priceBasis"]
  readonly currency: string
  readonly lines: ReadonlyArray<StoredLine>
  readonly totals: Quote["totals"]
  readonly valid_until: NonNullable<Quote["validUntil"]> | null
  readonly sent_at: Instant | null
  readonly acceptance: (Omit<NonNullable<Quote["acceptance"]>, "at"> & { readonly at: string }) | null
  readonly status: Quote["status"]
  readonly notes: string | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** A price line in JSON. */
export type StoredLine = Omit<PriceLine, "trip"> & { readonly trip?: StoredTrip }
type StoredTrip = Omit<NonNullable<PriceLine["trip"]>, "pickupAt"> & { readonly pickupAt: string }

/** The line of its JSON: the pickup is the one instant in it. */
export const lineOf = ({ trip, ...line }: StoredLine): PriceLine =>
  trip === undefined ? line : { ...line, trip: { ...trip, pickupAt: instant(trip.pickupAt) } }

export const quoteOf = (row: QuoteRow): Quote =>
  filled({
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    contacts: row.contacts,
    tripType: row.trip_type,
    pricingMode: row.pricing_mode,
    priceBasis: row.price_basis,
    currency: row.currency,
    lines: row.lines.map(lineOf),
    totals: row.totals,
    validUntil: row.valid_until,
    sentAt: instantOrNull(row.sent_at),
    acceptance: row.acceptance === null ? null : { ...row.acceptance, at: instant(row.acceptance.at) },
    status: row.status,
    notes: row.notes,
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })

export const quoteRow = (operatorId: OperatorId, quote: UnnumberedQuote) => ({
  operator_id: operatorId,
  id: quote.id,
  client_id: quote.clientId,
  contacts: quote.contacts,
  trip_type: quote.tripType,
  pricing_mode: quote.pricingMode,
  price_basis: quote.priceBasis,
  currency: quote.currency,
  lines: quote.lines,
  totals: quote.totals,
  valid_until: quote.validUntil,
  sent_at: quote.sentAt,
  acceptance: quote.acceptance,
  status: quote.status,
  notes: quote.notes,
  version: quote.version,
  created_at: quote.createdAt,
  updated_at: quote.updatedAt,
})
