/**
 * A quote as the bearer of its link sees it: what is offered, at what price, until when.
 *
 * Everything shown is named here, so that nothing added to a quote is ever shown by itself: no cost, no margin, no
 * explanation with its rejected alternatives, no price that was overridden, no terms, warnings or notes, nobody else's data.
 */
import type { Actor } from "../access/Actor.ts"
import type { PriceLine } from "../pricing/PriceLine.ts"
import { offeredLine } from "./AgencyQuote.ts"
import type { Quote } from "./Quote.ts"

/** The quote as far as `actor` may see it. */
export const quoteFor = (actor: Actor, quote: Quote): Quote =>
  actor._tag === "QuoteLink" ? clientQuote(quote) : quote

function clientQuote(quote: Quote): Quote {
  return {
    id: quote.id,
    number: quote.number,
    clientId: quote.clientId,
    contacts: [],
    tripType: quote.tripType,
    pricingMode: quote.pricingMode,
    priceBasis: quote.priceBasis,
    currency: quote.currency,
    lines: quote.lines.map(clientLine),
    ...(quote.discounts === undefined ? {} : { discounts: quote.discounts }),
    totals: quote.totals,
    ...(quote.validUntil === undefined ? {} : { validUntil: quote.validUntil }),
    ...(quote.sentAt === undefined ? {} : { sentAt: quote.sentAt }),
    ...(quote.acceptance === undefined ? {} : { acceptance: proofOf(quote.acceptance) }),
    status: quote.status,
    version: quote.version,
    createdAt: quote.createdAt,
    updatedAt: quote.updatedAt,
  }
}

/** Without whose hand of the staff wrote it down. */
function proofOf({ by: _by, ...proof }: NonNullable<Quote["acceptance"]>): NonNullable<Quote["acceptance"]> {
  return proof
}

/** What is paid for a line, and why its VAT is what it is. */
export const clientLine = (line: PriceLine): PriceLine => ({
  ...offeredLine(line),
  ...(line.discountId === undefined ? {} : { discountId: line.discountId }),
  vat: line.vat,
  source: line.source,
})
