/** What each command makes of a quote: pure functions from state and command to the next state, its facts and messages. */
import { DateTime, Result } from "effect"
import { type Client, status as clientStatus } from "../contacts/Client.ts"
import { ClientArchived } from "../contacts/ClientErrors.ts"
import { type Decision, fact } from "../ports/Decision.ts"
import { type ManualLine, maxLines, netOf, type PriceLine } from "../pricing/PriceLine.ts"
import { amountsOf } from "../pricing/totals/amountsOf.ts"
import { netWithin } from "../pricing/totals/inclVat.ts"
import * as Trip from "../pricing/Trip.ts"
import type { PricingWarning } from "../pricing/PricingErrors.ts"
import type { LineId, QuoteId } from "../shared/Ids.ts"
import { addDays, type Instant, type LocalDate } from "../shared/Instant.ts"
import { Quantity } from "../shared/Quantity.ts"
import { times } from "../shared/UnitPrice.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import type { Acceptance, Quote, QuoteEdit, Sending, UnnumberedQuote } from "./Quote.ts"
import {
  LineNotAttachable,
  LineNotFound,
  NoRecipient,
  NoTransportLine,
  QuoteExpired,
  QuoteNotSent,
  ReplacedQuoteAccepted,
  TooManyLines,
  ValidityPast,
} from "./QuoteErrors.ts"
import { type QuoteAction, quoteMachine } from "./QuoteStatus.ts"

type Decided<E> = Result.Result<Decision<Quote>, E | IllegalTransition>

/**
 * The line a person wrote, with its net, and with its gross where prices include VAT. `id` names it; a trip takes the
 * quote's type unless the line says its own.
 */
export const lineOf = (
  quote: Pick<Quote, "tripType" | "pricingMode" | "currency" | "priceBasis">,
  input: ManualLine,
  id: LineId,
): PriceLine => {
  const { trip, tripType, pricingMode: _, vat, vatRate, cost, ...line } = input
  const { description = "", quantity = Quantity.make(1000), unit = "unit" } = line // the schema asks for a description
  const stated = vat ?? { rate: vatRate!, category: "S" as const } // the schema asks for one of the two
  const base = { ...line, description, quantity, unit }
  const amount = netOf(base, quote.currency)
  return {
    ...base,
    id,
    vat: {
      rate: stated.rate,
      category: stated.category,
      reason: vat?.reason ?? "stated by hand",
      decidedBy: "USER",
    },
    ...(quote.priceBasis === "EXCL_VAT"
      ? { net: amount }
      : { gross: amount, net: netWithin(amount, stated.rate) }),
    ...(cost === undefined ? {} : { cost: times(Quantity.make(1000), cost, quote.currency) }),
    source: "MANUAL",
    ...(trip === undefined ? {} : { trip: Trip.make(trip, tripType ?? quote.tripType, "MANUAL") }),
  }
}

/** A line can be attached to a transport line of the same quote only. */
export const attachable = (
  lines: ReadonlyArray<PriceLine>,
): Result.Result<ReadonlyArray<PriceLine>, LineNotAttachable | TooManyLines> => {
  if (lines.length > maxLines) return Result.fail(new TooManyLines({ most: maxLines }))
  const loose = lines.find(
    (line) =>
      line.forLineId !== undefined &&
      !lines.some((other) => other.id === line.forLineId && other.kind === "TRANSPORT" && other !== line),
  )
  return loose?.forLineId === undefined
    ? Result.succeed(lines)
    : Result.fail(new LineNotAttachable({ forLineId: loose.forLineId }))
}

/** A quote's lines with what follows from them: discounts, totals, and type and mode of its first transport line. */
export const withLines = <Q extends Omit<UnnumberedQuote, "id" | "clientId" | "contacts">>(
  quote: Q,
  lines: ReadonlyArray<PriceLine>,
): Q => {
  const first = lines.find((line) => line.trip !== undefined)?.trip
  const { warnings, ...amounts } = amountsOf(quote, lines)
  return {
    ...quote,
    ...amounts,
    ...(warnings === undefined ? {} : { warnings: warnings.filter(isAbout(amounts.lines)) }),
    ...(first === undefined ? {} : { tripType: first.tripType, pricingMode: first.pricingMode }),
  }
}

/** Whether a warning is about the quote, or about one of these lines. */
const isAbout =
  (lines: ReadonlyArray<PriceLine>) =>
  ({ lineId }: PricingWarning): boolean =>
    lineId === undefined || lines.some(({ id }) => id === lineId)

const move = (
  quote: Quote,
  action: QuoteAction,
  at: Instant,
  name: string,
  changes: Partial<Quote> = {},
  more: { reason?: string; data?: Record<string, string | number> } = {},
) =>
  Result.map(step(quoteMachine, quote.id, quote.status, action), (status): Decision<Quote> => ({
    state: { ...quote, ...changes, status, version: quote.version + 1, updatedAt: at },
    facts: [fact("QUOTE", quote.id, name, { from: quote.status, to: status, ...more })],
    messages: [],
  }))

/** Changes notes and contacts in any status, `validUntil` only in DRAFT. */
export const edit = (quote: Quote, changes: QuoteEdit, at: Instant): Decided<never> => {
  const fields = Object.keys(changes).join(",")
  if (changes.validUntil !== undefined)
    return move(quote, "edit", at, "QuoteEdited", changes, { data: { fields } })
  return Result.succeed({
    state: { ...quote, ...changes, version: quote.version + 1, updatedAt: at },
    facts: [fact("QUOTE", quote.id, "QuoteEdited", { data: { fields } })],
    messages: [],
  })
}

/** Adds a line, with those attached to it when it was priced. */
export const addLines = (
  quote: Quote,
  added: readonly [PriceLine, ...ReadonlyArray<PriceLine>],
  at: Instant,
  priced: Partial<Quote> = {},
): Decided<LineNotAttachable | TooManyLines> =>
  Result.flatMap(attachable([...quote.lines, ...added]), (lines) =>
    move(quote, "addLine", at, "QuoteLineAdded", withLines({ ...quote, ...priced }, lines), {
      data: { lineId: added[0].id, net: added[0].net },
    }),
  )

/** What a change makes of the lines of a DRAFT. */
export interface LinesChange {
  readonly action: "editLine" | "setTripType" | "price"
  readonly fact: string
  /** The transport line it is about, if it is about one. */
  readonly lineId?: LineId | undefined
  /** All lines of the quote as they are to be. */
  readonly lines: ReadonlyArray<PriceLine>
  /** What else follows from pricing: version of the book, warnings, fallback. */
  readonly priced?: Partial<Quote>
}

export const changeLines = (
  quote: Quote,
  { action, fact, lineId, lines, priced = {} }: LinesChange,
  at: Instant,
): Decided<LineNotAttachable | TooManyLines> =>
  Result.flatMap(attachable(lines), (lines) => {
    const changed = withLines({ ...quote, ...priced }, lines)
    return move(quote, action, at, fact, changed, {
      data: {
        ...(lineId === undefined ? {} : { lineId }),
        ...(changed.priceBookVersion === undefined ? {} : { priceBookVersion: changed.priceBookVersion }),
        netBefore: quote.totals.net,
        net: changed.totals.net,
      },
    })
  })

/** Removes a line together with the lines attached to it. */
export const removeLine = (quote: Quote, id: LineId, at: Instant): Decided<LineNotFound> => {
  const lines = quote.lines.filter((line) => line.id !== id && line.forLineId !== id)
  return lines.length === quote.lines.length
    ? Result.fail(new LineNotFound({ quoteId: quote.id, id }))
    : move(quote, "removeLine", at, "QuoteLineRemoved", withLines(quote, lines), { data: { lineId: id } })
}

/** What sending needs to know of the world. */
export interface SendingContext {
  readonly client: Client
  readonly reachable: boolean
  readonly today: LocalDate
  readonly validityDays: number
  readonly at: Instant
}

export type SendError = ReplacedQuoteAccepted | ClientArchived | ValidityPast | NoTransportLine | NoRecipient

/** Sends a DRAFT, or sends again what was SENT or has EXPIRED; the mail leaves after the commit. */
export const send = (
  quote: Quote,
  action: "send" | "resend",
  sending: Sending,
  context: SendingContext,
): Decided<SendError> => {
  const given = sending.validUntil ?? quote.validUntil
  const validUntil = given ?? addDays(context.today, context.validityDays)
  const moved = move(
    quote,
    action,
    context.at,
    action === "send" ? "QuoteSent" : "QuoteResent",
    { validUntil, sentAt: context.at, ...pastPickups(quote, context.at) },
    {
      data: { validUntil, channel: sending.channel ?? "EMAIL" },
    },
  )
  if (Result.isFailure(moved)) return moved
  const byMail = sending.channel !== "MANUAL"
  const refusal =
    clientActive(context.client) ??
    (validUntil < context.today
      ? new ValidityPast({ id: quote.id, validUntil, today: context.today })
      : undefined) ??
    (quote.lines.some(({ kind }) => kind === "TRANSPORT")
      ? undefined
      : new NoTransportLine({ id: quote.id })) ??
    (byMail && !context.reachable ? new NoRecipient({ id: quote.id }) : undefined)
  if (refusal !== undefined) return Result.fail(refusal)
  return Result.succeed({
    ...moved.success,
    messages: byMail ? [{ _tag: "QuoteSent", quoteId: quote.id }] : [],
  })
}

/** A pickup that is past is worth a look at sending and at accepting, and no refusal. */
function pastPickups({ lines, warnings = [] }: Quote, at: Instant): Pick<Quote, "warnings"> {
  const past = lines.filter(({ trip }) => trip !== undefined && DateTime.isLessThan(trip.pickupAt, at))
  const others = warnings.filter(({ code }) => code !== "PickupPast")
  if (past.length === 0 && others.length === warnings.length) return {}
  return {
    warnings: [
      ...others,
      ...past.map(({ id }) => ({ code: "PickupPast", detail: "the pickup is past already", lineId: id })),
    ],
  }
}

/** Refuses an archived client. */
export const clientActive = (client: Client): ClientArchived | undefined =>
  clientStatus(client) === "ARCHIVED" ? new ClientArchived({ id: client.id }) : undefined

/** Whether the quote's last day is over. */
export const isPastValidity = (quote: Quote, today: LocalDate): boolean =>
  quote.validUntil !== undefined && quote.validUntil < today

/** Accepts a SENT quote that is still valid. Past its last day: `QuoteExpired`, and the caller expires it. */
export const accept = (quote: Quote, acceptance: Acceptance, today: LocalDate): Decided<QuoteExpired> => {
  const moved = move(
    quote,
    "accept",
    acceptance.at,
    "QuoteAccepted",
    { acceptance, ...pastPickups(quote, acceptance.at) },
    { data: { channel: acceptance.channel } },
  )
  return Result.isSuccess(moved) && isPastValidity(quote, today)
    ? Result.fail(new QuoteExpired({ id: quote.id, validUntil: quote.validUntil! })) // past, so it has one
    : moved
}

export const expire = (quote: Quote, at: Instant): Decided<never> => move(quote, "expire", at, "QuoteExpired")

export const decline = (quote: Quote, reason: string, at: Instant): Decided<never> =>
  move(quote, "decline", at, "QuoteDeclined", {}, { reason })

export const cancel = (quote: Quote, reason: string, at: Instant): Decided<never> =>
  move(quote, "cancel", at, "QuoteCancelled", {}, { reason })

/** Notes when its page was first opened by a link; in any status, since it changes nothing of the offer. */
export const view = (quote: Quote, at: Instant): Decision<Quote> => ({
  state: { ...quote, viewedAt: at, version: quote.version + 1, updatedAt: at },
  facts: [fact("QUOTE", quote.id, "QuoteViewed")],
  messages: [],
})

/** Closes all links to a quote that was sent. */
export const revokeLinks = (quote: Quote, at: Instant): Result.Result<Decision<Quote>, QuoteNotSent> =>
  quote.sentAt === undefined
    ? Result.fail(new QuoteNotSent({ id: quote.id }))
    : Result.succeed({
        state: {
          ...quote,
          linksRevoked: (quote.linksRevoked ?? 0) + 1,
          version: quote.version + 1,
          updatedAt: at,
        },
        facts: [fact("QUOTE", quote.id, "QuoteLinksRevoked")],
        messages: [],
      })

/** What a copy needs besides the quote: a new id for each line, and the day it is made. */
export interface Copying {
  readonly id: QuoteId
  readonly idFor: (line: LineId) => LineId
  readonly replace: boolean
  readonly warnings: ReadonlyArray<PricingWarning>
  readonly at: Instant
}

/** A new DRAFT with the same lines at the same prices. */
export const duplicate = (
  quote: Quote,
  { at, id, idFor, replace, warnings }: Copying,
): Result.Result<UnnumberedQuote, IllegalTransition> =>
  Result.map(step(quoteMachine, quote.id, quote.status, "duplicate"), () => {
    const { clientId, contacts, tripType, pricingMode, fallback, priceBasis, currency, notes } = quote
    return {
      id,
      clientId,
      contacts,
      tripType,
      pricingMode,
      ...(fallback === undefined ? {} : { fallback }),
      priceBasis,
      currency,
      ...(quote.bookedByAgencyId === undefined ? {} : { bookedByAgencyId: quote.bookedByAgencyId }),
      ...(quote.discounts === undefined ? {} : { discounts: quote.discounts.map(renamed(idFor)) }),
      lines: quote.lines.map((line) => ({ ...renamed(idFor)(line), id: idFor(line.id) })),
      totals: quote.totals,
      ...(quote.priceBookVersion === undefined ? {} : { priceBookVersion: quote.priceBookVersion }),
      ...(warnings.length === 0 ? {} : { warnings }),
      duplicatedFrom: quote.id,
      ...(replace ? { replaces: quote.id } : {}),
      ...(notes === undefined ? {} : { notes }),
      status: "DRAFT",
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
  })

const renamed =
  (idFor: (line: LineId) => LineId) =>
  <A extends { readonly forLineId?: LineId }>(attached: A): A =>
    attached.forLineId === undefined ? attached : { ...attached, forLineId: idFor(attached.forLineId) }

/** What becomes of the original when the quote that replaces it is sent. */
export const giveWay = (
  original: Quote,
  by: Quote,
  at: Instant,
): Result.Result<Decision<Quote> | undefined, ReplacedQuoteAccepted> => {
  if (original.status === "ACCEPTED")
    return Result.fail(new ReplacedQuoteAccepted({ id: by.id, replaces: original.id }))
  const moved = move(original, "replace", at, "QuoteReplaced", { replacedBy: by.id }, { data: { by: by.id } })
  return Result.succeed(Result.isSuccess(moved) ? moved.success : undefined) // declined or cancelled already
}
