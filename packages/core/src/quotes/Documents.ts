/**
 * A quote on paper, as its client gets it: who offers what to whom, at which price, until when.
 *
 * What paper looks like is the affair of a renderer the host plugs in. What it may know is decided here: a renderer is
 * never handed what things cost, where prices came from, or what the staff noted.
 */
import { Context, type Effect, Schema } from "effect"
import type { Client } from "../contacts/Client.ts"
import type { Operator } from "../operators/Operator.ts"
import type { LineKind } from "../pricing/PriceLine.ts"
import type { PriceBasis } from "../pricing/totals/totalsOf.ts"
import type { Totals } from "../pricing/totals/vatByRate.ts"
import { estimatedEndAt } from "../pricing/Trip.ts"
import { dateIn, type Instant, type LocalDate } from "../shared/Instant.ts"
import type { Currency, Money } from "../shared/Money.ts"
import type { Quantity } from "../shared/Quantity.ts"
import type { UnitPrice } from "../shared/UnitPrice.ts"
import type { VatCategory, VatRate } from "../shared/VatRate.ts"
import type { Quote } from "./Quote.ts"
import type { QuoteStatus } from "./QuoteStatus.ts"

/** A trip as it is printed; places by what people call them. */
export interface PrintedTrip {
  readonly pickupAt: Instant
  readonly estimatedEndAt: Instant
  readonly passengers: number
  readonly vehicleCategory?: string
  readonly pickup?: string
  readonly dropOff?: string
  readonly stops?: string
}

export interface PrintedLine {
  readonly kind: LineKind
  readonly description: string
  readonly quantity: Quantity
  readonly unit: string
  readonly unitPrice: UnitPrice
  readonly vat: { readonly rate: VatRate; readonly category: VatCategory }
  readonly net: Money
  /** Of a quote whose prices include VAT. */
  readonly gross?: Money
  readonly trip?: PrintedTrip
}

/** All that a quote's document can say. */
export interface QuoteDocument {
  readonly operator: Pick<Operator, "name" | "email" | "country" | "timeZone">
  readonly client: Pick<Client, "name" | "companyName" | "address" | "vatNumber" | "siren">
  readonly number: string
  readonly status: QuoteStatus
  /** The day it was sent, else drafted, in the operator's zone. */
  readonly issuedOn: LocalDate
  readonly validUntil?: LocalDate
  readonly currency: Currency
  readonly priceBasis: PriceBasis
  readonly lines: ReadonlyArray<PrintedLine>
  readonly totals: Totals
}

/** The host plugged in nothing that makes documents. */
export class DocumentsUnavailable extends Schema.TaggedError<DocumentsUnavailable>()(
  "DocumentsUnavailable",
  {},
) {}

/** Makes documents: the bytes of a PDF file. */
export class Documents extends Context.Service<
  Documents,
  { readonly quote: (document: QuoteDocument) => Effect.Effect<Uint8Array> }
>()("@caleche/core/quotes/Documents") {}

/** What a quote says to its client. */
export const quoteDocument = (quote: Quote, operator: Operator, client: Client): QuoteDocument => ({
  operator: {
    name: operator.name,
    country: operator.country,
    timeZone: operator.timeZone,
    ...picked(operator, "email"),
  },
  client: { name: client.name, ...picked(client, "companyName", "address", "vatNumber", "siren") },
  number: quote.number,
  status: quote.status,
  issuedOn: dateIn(quote.sentAt ?? quote.createdAt, operator.timeZone),
  currency: quote.currency,
  priceBasis: quote.priceBasis,
  lines: quote.lines.map(printed),
  totals: quote.totals,
  ...picked(quote, "validUntil"),
})

function printed(line: Quote["lines"][number]): PrintedLine {
  const { description, kind, net, quantity, trip, unit, unitPrice, vat } = line
  return {
    kind,
    description,
    quantity,
    unit,
    unitPrice,
    vat: { rate: vat.rate, category: vat.category },
    net,
    ...picked(line, "gross"),
    ...(trip === undefined ? {} : { trip: printedTrip(trip) }),
  }
}

function printedTrip(trip: NonNullable<Quote["lines"][number]["trip"]>): PrintedTrip {
  const { dropOff, passengers, pickup, pickupAt } = trip
  return {
    pickupAt,
    estimatedEndAt: estimatedEndAt(trip),
    passengers,
    ...(pickup === undefined ? {} : { pickup: pickup.label }),
    ...(dropOff === undefined ? {} : { dropOff: dropOff.label }),
    ...picked(trip, "vehicleCategory", "stops"),
  }
}

/** The fields that are there. */
function picked<A extends object, K extends keyof A>(from: A, ...names: ReadonlyArray<K>): Pick<A, K> {
  const entries = names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))
  return Object.fromEntries(entries) as Pick<A, K> // optional fields may be missing in their pick as well
}
