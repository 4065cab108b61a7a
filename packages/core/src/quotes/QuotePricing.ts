/** The lines of a quote that the price book prices: found out here, decided on in `QuoteCommands`. */
import { Effect, Result } from "effect"
import { AgencyRepository } from "../contacts/AgencyRepository.ts"
import type { Client } from "../contacts/Client.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import type { Operator } from "../operators/Operator.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { placedTrip } from "../pricing/placedTrip.ts"
import {
  isByHand,
  type LineEdit,
  type NewLine,
  type PlacedLine,
  type PriceLine,
  violationsOf,
} from "../pricing/PriceLine.ts"
import { makeDiscount, type NewDiscount } from "../pricing/Discount.ts"
import { vatByRate } from "../pricing/totals/vatByRate.ts"
import { type Party, type PricedLine, Pricing } from "../pricing/Pricing.ts"
import type { PricingWarning, TripTimeError } from "../pricing/PricingErrors.ts"
import * as Trip from "../pricing/Trip.ts"
import { type AgencyId, DiscountId, LineId, type OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Currency } from "../shared/Money.ts"
import { Quantity } from "../shared/Quantity.ts"
import { ofMoney, times } from "../shared/UnitPrice.ts"
import type { NewQuote, PreviewRequest, Quote } from "./Quote.ts"
import { attachable, lineOf, withLines } from "./QuoteCommands.ts"
import { standingBeside } from "./repricing.ts"
import { ungrantable } from "./QuoteDiscounts.ts"
import { LineInvalid, LineNotFound } from "./QuoteErrors.ts"

/** What a price depends on besides the line. */
export interface Pricer {
  readonly operator: Operator
  readonly party: Party
  readonly at: Instant
}

/** A line with those attached to it, and what pricing them had to say. */
export interface LinesFound {
  readonly lines: readonly [PriceLine, ...ReadonlyArray<PriceLine>]
  readonly warnings: ReadonlyArray<PricingWarning>
  readonly bookVersion?: number | undefined
}

/** The quote's own choices, where a line has none. */
export type LineDefaults = Pick<Quote, "tripType" | "pricingMode" | "currency" | "priceBasis" | "fallback">

export const makeQuotePricing = Effect.gen(function* () {
  const pricing = yield* Pricing
  const agencies = yield* AgencyRepository
  const clients = yield* ClientRepository
  const operators = yield* OperatorRepository
  const ids = yield* IdGenerator

  /** Whose prices count: the client's, those of the active agency it is linked to, and of the one that booked. */
  const partyOf = Effect.fnUntraced(function* (
    operatorId: OperatorId,
    client: Client | undefined,
    agencyBooked: AgencyId | undefined,
  ) {
    const linked = client?.agencyId
    const agency = linked === undefined ? undefined : yield* Effect.option(agencies.get(operatorId, linked))
    const invoiced = agency?._tag === "Some" && agency.value.active ? linked : undefined
    const party: Party = {
      clientId: client?.id,
      clientType: client?.type,
      agencyInvoiced: invoiced,
      agencyBooked,
    }
    return party
  })

  /** What prices of the quote depend on now. */
  const pricerOf = Effect.fnUntraced(function* (quote: Quote, at: Instant, operatorId: OperatorId) {
    const operator = yield* operators.get(operatorId)
    const client = yield* clients.get(operatorId, quote.clientId)
    const party = yield* partyOf(operatorId, client, quote.bookedByAgencyId)
    const pricer: Pricer = { operator, party, at }
    return pricer
  })

  /** Lines written by hand as they are, trips without a price by the price book. `before`: the lines these replace. */
  const linesOf = Effect.fnUntraced(function* (
    quote: LineDefaults,
    line: PlacedLine,
    { at, operator, party }: Pricer,
    before: ReadonlyArray<PriceLine> = [],
  ) {
    const id = before[0]?.id ?? LineId.make(yield* ids.next)
    if (isByHand(line)) {
      const found: LinesFound = { lines: [lineOf(quote, line, id)], warnings: [] }
      return found
    }
    const { tripType = quote.tripType, pricingMode = quote.pricingMode, trip } = line
    const { fallback } = quote
    const { cost } = line
    const asked = { tripType, pricingMode, fallback, cost, trip: trip! } // the schema asks for a trip without a price
    const priced = yield* pricing.price(operator, party, asked, at)
    const [first, ...others] = priced.lines
    const [was, ...spare] = before
    const attached = yield* Effect.forEach(others, (other) => {
      const old = takenFrom(spare, other)
      return Effect.map(old === undefined ? ids.next : Effect.succeed(old.id), (lineId): PriceLine => {
        const line: PriceLine = { ...other, id: LineId.make(lineId), forLineId: id }
        if (old === undefined) return line
        const isAskedAlike = feeAsked(was?.trip, other.code) === feeAsked(trip, other.code)
        return old.computed !== undefined && isAskedAlike
          ? { ...old, computed: standingBeside(line) }
          : { ...line, ...vatKept(old) }
      })
    })
    const transport: PriceLine = {
      ...first,
      id,
      ...(was?.trip?.tripType === tripType ? vatKept(was) : {}),
      ...(line.description === undefined ? {} : { description: line.description }),
      ...(line.code === undefined ? {} : { code: line.code }),
      ...(cost === undefined ? {} : { cost: times(one, cost, operator.currency) }),
      ...(line.vatRate === undefined && line.vat === undefined ? {} : { vat: statedVat(line) }),
      trip: Trip.make(priced.trip, tripType, pricingMode),
    }
    const found: LinesFound = {
      lines: [transport, ...attached],
      warnings: priced.warnings,
      bookVersion: priced.bookVersion,
    }
    return found
  })

  /** A line as it is changed: by hand, or priced anew when its trip changed and no price was given. */
  const edited = Effect.fnUntraced(function* (quote: Quote, lineId: LineId, asked: LineEdit, pricer: Pricer) {
    const before = quote.lines.find(({ id }) => id === lineId)
    if (before === undefined) return yield* new LineNotFound({ quoteId: quote.id, id: lineId })
    const edit = yield* Effect.fromResult(
      withPlacedTrip(asked, pricer.operator.timeZone, before.trip?.pickupAt),
    )
    const { trip, tripType, pricingMode } = edit
    const isMoved = trip !== undefined || tripType !== undefined || pricingMode !== undefined
    const { vat, ...request } = requestOf(before)
    const next: PlacedLine = {
      ...request,
      ...(edit.vatRate !== undefined || vat === undefined ? {} : { vat }),
      ...edit,
    }
    const violations = violationsOf(next)
    if (violations.length > 0) return yield* new LineInvalid({ id: lineId, problems: violations })
    const isPriced =
      before.trip !== undefined &&
      edit.unitPrice === undefined &&
      next.pricingMode !== "MANUAL" &&
      (before.source !== "MANUAL" || edit.pricingMode !== undefined)
    const replacing = [before, ...computedWith(quote.lines, before)]
    if (isPriced && isMoved) return yield* linesOf(quote, askedAnew(next, edit), pricer, replacing)
    const isComputed = before.explanation !== undefined && before.discountId === undefined
    const isByBook = isPriced || (isComputed && edit.unitPrice === undefined)
    if (isByBook && next.quantity === before.quantity && next.unit === before.unit) {
      const found: LinesFound = { lines: [relabelled(before, edit, pricer.operator.currency)], warnings: [] }
      return found
    }
    const line = lineOf(quote, { ...next, unitPrice: next.unitPrice ?? before.unitPrice }, lineId)
    const overridden = computedOf(before)
    const found: LinesFound = {
      lines: [
        {
          ...line,
          ...(edit.vat === undefined && edit.vatRate === undefined ? { vat: before.vat } : {}),
          ...(before.forLineId === undefined ? {} : { forLineId: before.forLineId }),
          ...(edit.cost === undefined && before.cost !== undefined ? { cost: before.cost } : {}),
          ...(overridden === undefined || isMoved ? {} : { computed: overridden }),
          ...(line.trip === undefined || before.trip === undefined
            ? {}
            : { trip: { ...line.trip, pricingMode: isMoved ? "MANUAL" : before.trip.pricingMode } }),
        },
      ],
      warnings: [],
    }
    return found
  })

  const discountOf = (granted: NewDiscount, currency: Currency) =>
    Effect.map(ids.next, (id) => makeDiscount(granted, DiscountId.make(id), currency))

  /** A DRAFT with its lines priced and its discounts taken off; `named` says whose it is. */
  const drafted = Effect.fnUntraced(function* <Named extends object>(
    input: PreviewRequest & Partial<NewQuote>,
    named: Named,
    pricer: Pricer,
  ) {
    const { at, operator } = pricer
    const { contacts: _, discounts: granted = [], lines: asked = [], trip, ...rest } = input
    const blank = {
      ...rest,
      ...named,
      priceBasis: input.priceBasis ?? ("EXCL_VAT" as const),
      currency: operator.currency,
      lines: [],
      totals: vatByRate([]),
      status: "DRAFT" as const,
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
    const all = trip === undefined ? asked : [{ kind: "TRANSPORT" as const, trip }, ...asked]
    const found = yield* Effect.forEach(all, (line) =>
      Effect.flatMap(Effect.fromResult(withPlacedTrip(line, operator.timeZone)), (line) =>
        linesOf(blank, line, pricer),
      ),
    )
    const lines = yield* Effect.fromResult(attachable(found.flatMap((each) => each.lines)))
    const discounts = yield* Effect.forEach(granted, (one) => discountOf(one, operator.currency))
    const refused = ungrantable(discounts, lines)
    if (refused !== undefined) return yield* refused
    return withLines({ ...blank, discounts, ...pricedBy(found) }, lines)
  })

  return { partyOf, pricerOf, linesOf, edited, discountOf, drafted }
})

/** A line, or changes to one picked up at `pickupAt`, with its trip placed on the time line by the clock of `timeZone`. */
export const withPlacedTrip = <L extends { readonly trip?: Trip.AskedTrip }>(
  { trip, ...line }: L,
  timeZone: string,
  pickupAt?: Instant,
): Result.Result<Omit<L, "trip"> & { readonly trip?: Trip.TripRequest }, TripTimeError> =>
  trip === undefined
    ? Result.succeed(line)
    : Result.map(placedTrip(trip, timeZone, pickupAt), (request) => ({ ...line, trip: request }))

/** A stored line as it would be asked for. */
function requestOf(line: PriceLine): PlacedLine {
  const { code, description, quantity, unit, unitPrice, vat, trip } = line
  const { rate, category, reason } = vat
  return {
    kind: line.kind as NewLine["kind"], // no quote has a CORRECTION or a CANCELLATION
    ...(line.forLineId === undefined ? {} : { forLineId: line.forLineId }),
    ...(code === undefined ? {} : { code }),
    description,
    quantity,
    unit,
    unitPrice,
    vat: { rate, category, reason },
    ...(trip === undefined ? {} : tripRequestOf(trip)),
  }
}

function tripRequestOf({ tripType, pricingMode, ...trip }: Trip.Trip) {
  return { tripType, pricingMode, trip }
}

/** The line to be priced anew: what the last price said of it is left out, and so is what nobody said of its trip. */
function askedAnew(
  { unitPrice: _, description: __, vat: ___, trip, ...line }: PlacedLine,
  { description, vat }: Pick<LineEdit, "description" | "vat">,
): PlacedLine {
  return {
    ...line,
    ...(description === undefined ? {} : { description }),
    ...(vat === undefined ? {} : { vat }),
    ...(trip === undefined ? {} : { trip: Trip.said(trip) }),
  }
}

/** What a line is said to cost, for it to be priced by again. */
export const costOf = (
  { cost }: Pick<PriceLine, "cost">,
  { currency }: Pick<Quote, "currency">,
): Pick<PlacedLine, "cost"> => (cost === undefined ? {} : { cost: ofMoney(cost, currency) })

/** What does not bear on the computed price: what the line is called, its VAT, code and cost. */
function relabelled(
  line: PriceLine,
  { code, cost, description, vat, vatRate }: Omit<LineEdit, "trip">,
  currency: Currency,
): PriceLine {
  return {
    ...line,
    ...(vat === undefined && vatRate === undefined ? {} : { vat: statedVat({ vat, vatRate }) }),
    ...(code === undefined ? {} : { code }),
    ...(description === undefined ? {} : { description }),
    ...(cost === undefined ? {} : { cost: times(one, cost, currency) }),
  }
}

/** The computed price a price by hand stands over. */
function computedOf({ computed, explanation, net, source, unitPrice }: PriceLine): PriceLine["computed"] {
  if (computed !== undefined || source === "MANUAL") return computed
  return standingBeside({ explanation, net, source, unitPrice })
}

/** The lines with those found in place of the ones they replace: the first by its id, with all computed for it. */
export const replaced = (
  lines: ReadonlyArray<PriceLine>,
  { lines: [first, ...attached], bookVersion }: LinesFound,
): ReadonlyArray<PriceLine> => {
  const before = lines.find(({ id }) => id === first.id)
  const gone = before === undefined || bookVersion === undefined ? [] : computedWith(lines, before)
  return lines.flatMap((line) =>
    line.id === first.id ? [first, ...attached] : gone.includes(line) ? [] : [line],
  )
}

/** What pricing some lines leaves on the quote; nothing when none was priced by a book. */
export const pricedBy = (
  found: ReadonlyArray<LinesFound>,
  quote?: Pick<Quote, "warnings" | "lines">,
): Pick<Quote, "priceBookVersion" | "warnings"> => {
  const version = found.findLast(({ bookVersion }) => bookVersion !== undefined)?.bookVersion
  const warnings = found.flatMap(({ lines: [{ id }], warnings }) =>
    warnings.map((warning) => ({ ...warning, lineId: id })),
  )
  const priced = new Set(found.flatMap(({ lines }) => lines.map(({ id }) => id)))
  const others = (quote?.warnings ?? []).filter(
    ({ lineId }) => lineId === undefined || !priced.has(lineId as LineId), // ids of lines
  )
  return {
    ...(version === undefined ? {} : { priceBookVersion: version }),
    ...(others.length + warnings.length === 0 && quote?.warnings === undefined
      ? {}
      : { warnings: [...others, ...warnings] }),
  }
}

const one = Quantity.make(1000)

function statedVat({
  vat,
  vatRate,
}: {
  readonly vat?: PlacedLine["vat"] | undefined
  readonly vatRate?: PlacedLine["vatRate"] | undefined
}): PriceLine["vat"] {
  const {
    rate,
    category,
    reason = "stated by hand",
  } = vat ?? {
    rate: vatRate!, // one of the two is given
    category: "S" as const,
  }
  return { rate, category, reason, decidedBy: "USER" }
}

/** The VAT a person decided on for a computed line; the book's does not stand in its place. */
function vatKept({ explanation, vat }: PriceLine): Partial<Pick<PriceLine, "vat">> {
  return explanation !== undefined && vat.decidedBy === "USER" ? { vat } : {}
}

/** How many of a fee the client asks for, of a trip that asks for it. */
function feeAsked(trip: Pick<Trip.TripRequest, "fees"> | undefined, code: string | undefined) {
  const fee = trip?.fees?.find((fee) => fee.code === code)
  return fee === undefined ? undefined : (fee.quantity ?? one)
}

/** The line of the same kind and code that is replaced, if any: the new one keeps its name. */
function takenFrom(spare: Array<PriceLine>, { code, kind }: PricedLine): PriceLine | undefined {
  const at = spare.findIndex((line) => line.kind === kind && line.code === code)
  return at === -1 ? undefined : spare.splice(at, 1)[0]
}

/**
 * The computed lines attached to a transport line, also where a person set another price: what pricing it again puts others
 * in place of.
 */
export const computedWith = (
  lines: ReadonlyArray<PriceLine>,
  transport: PriceLine,
): ReadonlyArray<PriceLine> =>
  lines.filter(
    (line) =>
      line.forLineId === transport.id &&
      (line.explanation !== undefined || line.computed !== undefined) &&
      line.discountId === undefined,
  )
