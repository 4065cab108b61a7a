/** What can be wrong with a quote. */
import { Schema } from "effect"
import { DiscountId, LineId, QuoteId } from "../shared/Ids.ts"
import { LocalDate } from "../shared/Instant.ts"
import { UpTo } from "../shared/Text.ts"

export class QuoteNotFound extends Schema.TaggedError<QuoteNotFound>()("QuoteNotFound", { id: QuoteId }) {}

/** Its last day is over in the operator's zone. The quote has moved to EXPIRED. */
export class QuoteExpired extends Schema.TaggedError<QuoteExpired>()("QuoteExpired", {
  id: QuoteId,
  validUntil: LocalDate,
}) {}

/** Nobody outside has seen it: there is no link to a draft. */
export class QuoteNotSent extends Schema.TaggedError<QuoteNotSent>()("QuoteNotSent", { id: QuoteId }) {}

/** A quote cannot be sent with a last day that is already over. */
export class ValidityPast extends Schema.TaggedError<ValidityPast>()("ValidityPast", {
  id: QuoteId,
  validUntil: LocalDate,
  today: LocalDate,
}) {}

/** A quote without transport offers no trip. */
export class NoTransportLine extends Schema.TaggedError<NoTransportLine>()("NoTransportLine", {
  id: QuoteId,
}) {}

/** Neither the quote's contacts nor its client has an e-mail address; `channel: "MANUAL"` records a sending by other means. */
export class NoRecipient extends Schema.TaggedError<NoRecipient>()("NoRecipient", { id: QuoteId }) {}

export class LineNotFound extends Schema.TaggedError<LineNotFound>()("LineNotFound", {
  quoteId: QuoteId,
  id: LineId,
}) {}

/** The line another line is attached to does not exist in this quote or carries no trip. */
export class LineNotAttachable extends Schema.TaggedError<LineNotAttachable>()("LineNotAttachable", {
  forLineId: LineId,
}) {}

/** The change would leave a line that none may be, such as a fare below zero; everything wrong with it is listed. */
export class LineInvalid extends Schema.TaggedError<LineInvalid>()("LineInvalid", {
  id: LineId,
  problems: Schema.Array(
    Schema.Struct({ path: Schema.Array(UpTo(100)).check(Schema.isMaxLength(10)), issue: UpTo(1_000) }),
  ).check(Schema.isMaxLength(50)),
}) {}

export class TooManyLines extends Schema.TaggedError<TooManyLines>()("TooManyLines", { most: Schema.Int }) {}

export class DiscountNotFound extends Schema.TaggedError<DiscountNotFound>()("DiscountNotFound", {
  quoteId: QuoteId,
  id: DiscountId,
}) {}

export class TooManyDiscounts extends Schema.TaggedError<TooManyDiscounts>()("TooManyDiscounts", {
  most: Schema.Int,
}) {}

/** Several transport lines: which one is meant has to be said. */
export class LineUnclear extends Schema.TaggedError<LineUnclear>()("LineUnclear", {
  quoteId: QuoteId,
  lineIds: Schema.Array(LineId).check(Schema.isMaxLength(1_000)),
}) {}

/** Another open draft takes the place of the quote already. */
export class QuoteReplacedAlready extends Schema.TaggedError<QuoteReplacedAlready>()("QuoteReplacedAlready", {
  id: QuoteId,
  by: QuoteId,
}) {}

/** The quote a draft takes the place of was accepted meanwhile: there is an order. */
export class ReplacedQuoteAccepted extends Schema.TaggedError<ReplacedQuoteAccepted>()(
  "ReplacedQuoteAccepted",
  { id: QuoteId, replaces: QuoteId },
) {}
