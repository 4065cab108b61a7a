/** An offer to a client: lines with prices, in a status, valid to the end of a day in the operator's zone. */
import { Schema } from "effect"
import { ContactRole } from "../contacts/Contact.ts"
import { lineRules, ManualLine, maxLines, PriceLine } from "../pricing/PriceLine.ts"
import { PriceBasis } from "../pricing/totals/totalsOf.ts"
import { Totals } from "../pricing/totals/vatByRate.ts"
import { PricingMode, TripType } from "../pricing/Trip.ts"
import { ClientId, ContactId, QuoteId } from "../shared/Ids.ts"
import { Instant, LocalDate } from "../shared/Instant.ts"
import { Currency } from "../shared/Money.ts"
import { Line, Text } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"
import { type Violation, violationsIn } from "../shared/Violation.ts"
import { QuoteStatus } from "./QuoteStatus.ts"

/** A contact and what it is to the quote. */
export const QuoteContact = Schema.Struct({ contactId: ContactId, role: ContactRole })
export type QuoteContact = typeof QuoteContact.Type

/** How an acceptance reached us. */
export const AcceptanceChannel = Schema.Literals(["OPERATOR", "LINK", "PHONE", "EMAIL", "IN_PERSON"])

/** Who accepted, when and on what terms: the proof of the booking. */
export const Acceptance = Schema.Struct({
  at: Instant,
  channel: AcceptanceChannel,
  name: Schema.optionalKey(Schema.String),
  termsVersion: Schema.optionalKey(Schema.String),
})
export type Acceptance = typeof Acceptance.Type

export const Quote = Schema.Struct({
  id: QuoteId,
  number: Schema.String,
  clientId: ClientId,
  contacts: Schema.Array(QuoteContact),
  tripType: TripType,
  pricingMode: PricingMode,
  priceBasis: PriceBasis,
  currency: Currency,
  lines: Schema.Array(PriceLine),
  totals: Totals,
  /** The last day, in the operator's zone; set at sending when it was not before. */
  validUntil: Schema.optionalKey(LocalDate),
  sentAt: Schema.optionalKey(Instant),
  acceptance: Schema.optionalKey(Acceptance),
  status: QuoteStatus,
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Quote = typeof Quote.Type

/** A quote before the storage numbers it. */
export type UnnumberedQuote = Omit<Quote, "number">

/** What a new quote is made from. */
export const NewQuote = Schema.Struct({
  clientId: ClientId,
  /** The type of the transport lines that do not say theirs. */
  tripType: TripType,
  pricingMode: PricingMode,
  /** EXCL_VAT when left out. */
  priceBasis: Schema.optionalKey(PriceBasis),
  lines: Schema.optionalKey(Schema.Array(ManualLine).check(Schema.isMaxLength(maxLines))),
  contacts: Schema.optionalKey(Schema.Array(QuoteContact).check(Schema.isMaxLength(50))),
  validUntil: Schema.optionalKey(LocalDate),
  notes: Schema.optionalKey(Text()),
})
export type NewQuote = typeof NewQuote.Type

/** The rules of each of its lines. */
export const quoteRules = ({ lines }: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> =>
  violationsIn("lines", lines, lineRules)

/** Changes to a quote's own fields: `validUntil` only while DRAFT, the others in any status. */
export const QuoteEdit = Schema.Struct({
  notes: Schema.optionalKey(Text()),
  contacts: NewQuote.fields.contacts,
  validUntil: Schema.optionalKey(LocalDate),
})
export type QuoteEdit = typeof QuoteEdit.Type

/** How a quote goes out. */
export const Sending = Schema.Struct({
  /** MANUAL records that it reached the client by other means; no mail is sent. */
  channel: Schema.optionalKey(Schema.Literals(["EMAIL", "MANUAL"])),
  validUntil: Schema.optionalKey(LocalDate),
})
export type Sending = typeof Sending.Type

/** What is recorded of an acceptance. */
export const Accepting = Schema.Struct({
  channel: Schema.optionalKey(AcceptanceChannel),
  name: Schema.optionalKey(Line()),
  termsVersion: Schema.optionalKey(Line(80)),
})
export type Accepting = typeof Accepting.Type

/** Why something is turned down. */
export const Reason = Schema.Struct({ reason: Line(1_000) })
export type Reason = typeof Reason.Type
