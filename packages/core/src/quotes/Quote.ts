/** An offer to a client: lines with prices, in a status, valid to the end of a day in the operator's zone. */
import { Schema, Struct } from "effect"
import { Actor } from "../access/Actor.ts"
import { ContactRole } from "../contacts/Contact.ts"
import { Discount, discountRules, maxDiscounts, NewDiscount } from "../pricing/Discount.ts"
import { lineRules, maxLines, NewLine, PriceLine } from "../pricing/PriceLine.ts"
import { PricingWarning } from "../pricing/PricingErrors.ts"
import { PriceBasis } from "../pricing/totals/totalsOf.ts"
import { Totals } from "../pricing/totals/vatByRate.ts"
import type { PlacedTrip } from "../pricing/placedTrip.ts"
import { AskedTrip, Fallback, PricingMode, TripType } from "../pricing/Trip.ts"
import {
  AgencyId,
  AgencyUserId,
  ApiKeyId,
  ClientId,
  ContactId,
  LineId,
  QuoteId,
  UserId,
} from "../shared/Ids.ts"
import { Instant, LocalDate } from "../shared/Instant.ts"
import { Currency } from "../shared/Money.ts"
import { Line, Text } from "../shared/Text.ts"
import { UnitPrice } from "../shared/UnitPrice.ts"
import { VatRate } from "../shared/VatRate.ts"
import { Version } from "../shared/Version.ts"
import { rulesFilter, type Violation, violationsIn } from "../shared/Violation.ts"
import { AgencyRequest } from "./AgencyRequest.ts"
import { QuoteStatus } from "./QuoteStatus.ts"

/** A contact and what it is to the quote. */
export const QuoteContact = Schema.Struct({ contactId: ContactId, role: ContactRole })
export type QuoteContact = typeof QuoteContact.Type

/** How an acceptance reached us. */
export const AcceptanceChannel = Schema.Literals([
  "OPERATOR",
  "LINK",
  "AGENCY",
  "PHONE",
  "EMAIL",
  "IN_PERSON",
])

/** Who accepted, when and on what terms: the proof of the booking. */
export const Acceptance = Schema.Struct({
  at: Instant,
  by: Schema.optionalKey(Actor),
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
  /** Beside FIXED_GRID: what happens to a transfer no row of the grid covers; the book's setting when left out. */
  fallback: Schema.optionalKey(Fallback),
  priceBasis: PriceBasis,
  currency: Currency,
  /** The agency that booked; it sees the quote. */
  bookedByAgencyId: Schema.optionalKey(AgencyId),
  lines: Schema.Array(PriceLine),
  /** What was granted off the price; its DISCOUNT lines follow from it. */
  discounts: Schema.optionalKey(Schema.Array(Discount)),
  totals: Totals,
  /** The version of the price book that priced its computed lines last. */
  priceBookVersion: Schema.optionalKey(Schema.Int),
  /** What is worth a look since it was priced or sent last. */
  warnings: Schema.optionalKey(Schema.Array(PricingWarning)),
  /** The quote it is a copy of. */
  duplicatedFrom: Schema.optionalKey(QuoteId),
  /** The quote its sending takes the place of. */
  replaces: Schema.optionalKey(QuoteId),
  /** The quote that took its place. */
  replacedBy: Schema.optionalKey(QuoteId),
  /** The last day, in the operator's zone; set at sending when it was not before. */
  validUntil: Schema.optionalKey(LocalDate),
  sentAt: Schema.optionalKey(Instant),
  /** When its page was first opened by a link. */
  viewedAt: Schema.optionalKey(Instant),
  /** How often its links were revoked; one made before opens nothing any more. */
  linksRevoked: Schema.optionalKey(Schema.Int),
  acceptance: Schema.optionalKey(Acceptance),
  /** The agency's person who asked for it: then it is a request, with what was asked for. */
  requestedBy: Schema.optionalKey(AgencyUserId),
  request: Schema.optionalKey(AgencyRequest),
  /** Who of the staff has taken the request. */
  takenBy: Schema.optionalKey(Schema.Union([UserId, ApiKeyId])),
  status: QuoteStatus,
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Quote = typeof Quote.Type

/** A quote before the storage numbers it. */
export type UnnumberedQuote = Omit<Quote, "number">

const newQuote = {
  clientId: ClientId,
  /** The type of the transport lines that do not say theirs. */
  tripType: TripType,
  pricingMode: PricingMode,
  /** EXCL_VAT when left out. */
  priceBasis: Schema.optionalKey(PriceBasis),
  fallback: Schema.optionalKey(Fallback),
  /** An active agency, which then sees the quote. */
  bookedByAgencyId: Schema.optionalKey(AgencyId),
  /** Makes the first transport line, priced by the price book. */
  trip: Schema.optionalKey(AskedTrip),
  lines: Schema.optionalKey(Schema.Array(NewLine).check(Schema.isMaxLength(maxLines))),
  discounts: Schema.optionalKey(Schema.Array(NewDiscount).check(Schema.isMaxLength(maxDiscounts))),
  contacts: Schema.optionalKey(Schema.Array(QuoteContact).check(Schema.isMaxLength(50))),
  validUntil: Schema.optionalKey(LocalDate),
  notes: Schema.optionalKey(Text()),
}

/** The rules of each of its lines; under MANUAL nothing is priced by the price book. */
export const quoteRules = ({
  discounts,
  lines,
  pricingMode,
  trip,
}: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> => [
  ...(pricingMode === "MANUAL" && trip !== undefined
    ? [{ path: ["trip"], issue: "has no price under MANUAL; write it on a line with its unitPrice" }]
    : []),
  ...violationsIn("lines", lines, (line) =>
    lineRules({ ...line, pricingMode: line["pricingMode"] ?? pricingMode }),
  ),
  ...violationsIn("discounts", discounts, discountRules),
]

/** What a new quote is made from. */
export const NewQuote = Schema.Struct(newQuote).check(rulesFilter(quoteRules))
export type NewQuote = typeof NewQuote.Type

const { contacts: _contacts, notes: _notes, validUntil: _validUntil, ...priced } = newQuote

/** What would be quoted, for one client, one agency or anybody: all of a new quote that bears on its price. */
export const PreviewRequest = Schema.Struct({ ...priced, clientId: Schema.optionalKey(ClientId) }).check(
  rulesFilter(quoteRules),
)
export type PreviewRequest = typeof PreviewRequest.Type

/** Changes to a quote's own fields: `validUntil` only while DRAFT, the others in any status. */
export const QuoteEdit = Schema.Struct({
  notes: Schema.optionalKey(Text()),
  contacts: newQuote.contacts,
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

/** Another trip type, pricing mode or trip for a transport line of a DRAFT; what is left out stays. */
export const TripChange = Schema.Struct({
  tripType: TripType,
  pricingMode: Schema.optionalKey(PricingMode),
  fallback: Schema.optionalKey(Fallback),
  /** May be left out when there is one transport line. */
  lineId: Schema.optionalKey(LineId),
  /** Fields of the trip that change. */
  trip: Schema.optionalKey(Schema.Struct(AskedTrip.fields).mapFields(Struct.map(Schema.optionalKey))),
  /** With pricing mode MANUAL; what it was when left out. */
  unitPrice: Schema.optionalKey(UnitPrice),
  vatRate: Schema.optionalKey(VatRate),
})
export type TripChange = typeof TripChange.Type

/** The same with its trip, if it says one, placed on the time line. */
export type PlacedChange = Omit<TripChange, "trip"> & {
  readonly trip?: PlacedTrip<NonNullable<TripChange["trip"]>>
}

/** Prices computed lines again by the book in force: all of them, or one transport line with those attached to it. */
export const Repricing = Schema.Struct({
  lineId: Schema.optionalKey(LineId),
  fallback: Schema.optionalKey(Fallback),
})
export type Repricing = typeof Repricing.Type

/** A copy as a new DRAFT; with `replace` its sending declines the original. */
export const Duplicating = Schema.Struct({ replace: Schema.optionalKey(Schema.Boolean) })
export type Duplicating = typeof Duplicating.Type

/** What an agency says when it accepts; that it did is known. */
export const AgencyAccepting = Accepting.mapFields(({ name, termsVersion }) => ({ name, termsVersion }))
export type AgencyAccepting = typeof AgencyAccepting.Type

/** Why something is turned down. */
export const Reason = Schema.Struct({ reason: Line(1_000) })
export type Reason = typeof Reason.Type
