/** A quote as its row: lines and totals are read as a whole, so they lie in JSON, amounts as whole minor units. */
import type {
  AgencyId,
  ClientId,
  OperatorId,
  PriceLine,
  Quote,
  QuoteId,
  UnnumberedQuote,
} from "@caleche/core"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"

export interface QuoteRow {
  readonly id: QuoteId
  readonly number: string
  readonly client_id: ClientId
  readonly contacts: Quote["contacts"]
  readonly trip_type: Quote["tripType"]
  readonly pricing_mode: Quote["pricingMode"]
  readonly price_basis: Quote["priceBasis"]
  readonly fallback: NonNullable<Quote["fallback"]> | null
  readonly price_book_version: number | null
  readonly warnings: NonNullable<Quote["warnings"]> | null
  readonly booked_by_agency_id: AgencyId | null
  readonly duplicated_from: QuoteId | null
  readonly replaces: QuoteId | null
  readonly replaced_by: QuoteId | null
  readonly currency: string
  readonly lines: ReadonlyArray<StoredLine>
  readonly discounts: NonNullable<Quote["discounts"]> | null
  readonly totals: Quote["totals"]
  readonly valid_until: NonNullable<Quote["validUntil"]> | null
  readonly sent_at: Instant | null
  readonly viewed_at: Instant | null
  readonly links_revoked: number | null
  readonly acceptance: (Omit<NonNullable<Quote["acceptance"]>, "at"> & { readonly at: string }) | null
  readonly requested_by: NonNullable<Quote["requestedBy"]> | null
  readonly request: StoredRequest | null
  readonly taken_by: NonNullable<Quote["takenBy"]> | null
  readonly status: Quote["status"]
  readonly notes: string | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** A price line in JSON. */
export type StoredLine = Omit<PriceLine, "trip"> & { readonly trip?: StoredTrip }
type StoredTrip = Omit<NonNullable<PriceLine["trip"]>, "pickupAt"> & { readonly pickupAt: string }

type Asked = NonNullable<Quote["request"]>
type StoredRequest = Omit<Asked, "trips"> & {
  readonly trips: ReadonlyArray<Omit<Asked["trips"][number], "pickupAt"> & { readonly pickupAt: string }>
}

/** What was asked for, of its JSON. */
const requestOf = ({ trips, ...rest }: StoredRequest): Asked => ({
  ...rest,
  trips: trips.map((trip) => ({ ...trip, pickupAt: instant(trip.pickupAt) })),
})

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
    fallback: row.fallback,
    priceBookVersion: row.price_book_version,
    warnings: row.warnings,
    bookedByAgencyId: row.booked_by_agency_id,
    duplicatedFrom: row.duplicated_from,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    currency: row.currency,
    lines: row.lines.map(lineOf),
    discounts: row.discounts,
    totals: row.totals,
    validUntil: row.valid_until,
    sentAt: instantOrNull(row.sent_at),
    viewedAt: instantOrNull(row.viewed_at),
    linksRevoked: row.links_revoked,
    acceptance: row.acceptance === null ? null : { ...row.acceptance, at: instant(row.acceptance.at) },
    requestedBy: row.requested_by,
    request: row.request === null ? null : requestOf(row.request),
    takenBy: row.taken_by,
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
  fallback: quote.fallback,
  price_book_version: quote.priceBookVersion,
  warnings: quote.warnings,
  booked_by_agency_id: quote.bookedByAgencyId,
  duplicated_from: quote.duplicatedFrom,
  replaces: quote.replaces,
  replaced_by: quote.replacedBy,
  currency: quote.currency,
  lines: quote.lines,
  discounts: quote.discounts,
  totals: quote.totals,
  valid_until: quote.validUntil,
  sent_at: quote.sentAt,
  viewed_at: quote.viewedAt,
  links_revoked: quote.linksRevoked,
  acceptance: quote.acceptance,
  requested_by: quote.requestedBy,
  request: quote.request,
  taken_by: quote.takenBy,
  status: quote.status,
  notes: quote.notes,
  version: quote.version,
  created_at: quote.createdAt,
  updated_at: quote.updatedAt,
})
