/**
 * A quote as the agency that booked it sees it: what it asked for, and what is offered for it once that was sent.
 *
 * Everything shown is named here, so that nothing added to a quote is ever shown to an agency by itself: no cost, no
 * margin, no rejected alternative, no internal note, no history.
 */
import type { Agency } from "../contacts/Agency.ts"
import type { PriceLine } from "../pricing/PriceLine.ts"
import type { Trip } from "../pricing/Trip.ts"
import type { AgencyRequest } from "./AgencyRequest.ts"
import type { Quote } from "./Quote.ts"

/** A line with what is paid for it. */
export interface OfferedLine extends Pick<
  PriceLine,
  "id" | "kind" | "forLineId" | "description" | "quantity" | "unit" | "unitPrice" | "net" | "gross"
> {
  readonly vat: Pick<PriceLine["vat"], "rate" | "category">
  readonly trip?: Trip
}

/** What was offered. */
export interface Offer extends Pick<Quote, "priceBasis" | "totals" | "validUntil"> {
  readonly sentAt: NonNullable<Quote["sentAt"]>
  readonly lines: ReadonlyArray<OfferedLine>
}

export interface AgencyQuote extends Pick<
  Quote,
  | "id"
  | "number"
  | "status"
  | "clientId"
  | "tripType"
  | "currency"
  | "requestedBy"
  | "version"
  | "createdAt"
  | "updatedAt"
> {
  readonly agencyId: Agency["id"]
  /** What the agency asked for, where it did. */
  readonly request?: AgencyRequest
  /** Whether somebody of the operator's staff has taken it up. */
  readonly taken: boolean
  /** From its sending on. */
  readonly offer?: Offer
  readonly acceptance?: Pick<NonNullable<Quote["acceptance"]>, "at" | "name">
}

/** The view of the agency `agencyId`, which booked the quote. */
export const agencyQuoteOf = (quote: Quote, agencyId: Agency["id"]): AgencyQuote => ({
  id: quote.id,
  number: quote.number,
  status: quote.status,
  agencyId,
  clientId: quote.clientId,
  tripType: quote.tripType,
  currency: quote.currency,
  ...(quote.requestedBy === undefined ? {} : { requestedBy: quote.requestedBy }),
  ...(quote.request === undefined ? {} : { request: quote.request }),
  taken: quote.takenBy !== undefined,
  ...(quote.sentAt === undefined ? {} : { offer: offerOf(quote, quote.sentAt) }),
  ...(quote.acceptance === undefined ? {} : { acceptance: acceptanceOf(quote.acceptance) }),
  version: quote.version,
  createdAt: quote.createdAt,
  updatedAt: quote.updatedAt,
})

function offerOf(quote: Quote, sentAt: Offer["sentAt"]): Offer {
  return {
    sentAt,
    priceBasis: quote.priceBasis,
    lines: quote.lines.map(offeredLine),
    totals: quote.totals,
    ...(quote.validUntil === undefined ? {} : { validUntil: quote.validUntil }),
  }
}

/** What is paid for a line. */
export const offeredLine = (line: PriceLine): OfferedLine => ({
  id: line.id,
  kind: line.kind,
  ...(line.forLineId === undefined ? {} : { forLineId: line.forLineId }),
  description: line.description,
  quantity: line.quantity,
  unit: line.unit,
  unitPrice: line.unitPrice,
  vat: { rate: line.vat.rate, category: line.vat.category },
  net: line.net,
  ...(line.gross === undefined ? {} : { gross: line.gross }),
  ...(line.trip === undefined ? {} : { trip: line.trip }),
})

function acceptanceOf({
  at,
  name,
}: NonNullable<Quote["acceptance"]>): NonNullable<AgencyQuote["acceptance"]> {
  return { at, ...(name === undefined ? {} : { name }) }
}
