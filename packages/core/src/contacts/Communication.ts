/**
 * One message to a client or one of its contacts, and what became of it.
 *
 * A mail stands here from the moment it is queued, so that nobody has to ask whether it went out. To whom it goes and under
 * which subject is settled when it is rendered, and noted with its delivery.
 */
import { Schema } from "effect"
import type { Message, MessageContent } from "../ports/Outbox.ts"
import { ClientId, ContactId, MessageId, OrderId, QuoteId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Line, Text } from "../shared/Text.ts"
import { rulesFilter, type Violation } from "../shared/Violation.ts"

/** What a message is about. The confirmation of an order is a BOOKING_PROOF. */
export const CommunicationKind = Schema.Literals([
  "QUOTE",
  "REMINDER",
  "INVOICE",
  "BOOKING_PROOF",
  "TRACKING_LINK",
  "MANUAL",
  "NEWSLETTER",
])
export type CommunicationKind = typeof CommunicationKind.Type

/** MANUAL: it went by other means, and is only noted. */
export const CommunicationChannel = Schema.Literals(["EMAIL", "MANUAL"])

export const CommunicationStatus = Schema.Literals(["QUEUED", "SENT", "DELIVERED", "BOUNCED", "FAILED"])
export type CommunicationStatus = typeof CommunicationStatus.Type

export const Communication = Schema.Struct({
  /** That of the message in the outbox, where there is one. */
  id: MessageId,
  clientId: ClientId,
  contactId: Schema.optionalKey(ContactId),
  quoteId: Schema.optionalKey(QuoteId),
  orderId: Schema.optionalKey(OrderId),
  kind: CommunicationKind,
  channel: CommunicationChannel,
  to: Schema.optionalKey(Schema.String),
  subject: Schema.optionalKey(Schema.String),
  /** What a person wrote, until it is delivered. */
  text: Schema.optionalKey(Schema.String),
  status: CommunicationStatus,
  /** Why it did not go out. */
  error: Schema.optionalKey(Schema.String),
  at: Instant,
  /** Since then nothing personal is left of it, and nothing is added. */
  erasedAt: Schema.optionalKey(Instant),
})
export type Communication = typeof Communication.Type

/** An e-mail has a text; of what went by other means one notes to whom it went. */
export function communicationRules(body: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> {
  const manual = body["channel"] === "MANUAL"
  return [
    ...(!manual && body["text"] === undefined ? [{ path: ["text"], issue: "an e-mail needs a text" }] : []),
    ...(manual && body["text"] !== undefined ? [{ path: ["text"], issue: "only an e-mail has a text" }] : []),
    ...(!manual && body["to"] !== undefined
      ? [{ path: ["to"], issue: "an e-mail goes to the address on record" }]
      : []),
  ]
}

/** A message as a person writes or notes it: an e-mail unless told. */
export const NewCommunication = Schema.Struct({
  /** MANUAL unless told. A NEWSLETTER goes to a person who has asked for it. */
  kind: Schema.optionalKey(Schema.Literals(["MANUAL", "NEWSLETTER"])),
  channel: Schema.optionalKey(CommunicationChannel),
  /** Whom of the client's people; without one it is the client itself. */
  contactId: Schema.optionalKey(ContactId),
  /** What it is about; both must be the client's. */
  quoteId: Schema.optionalKey(QuoteId),
  orderId: Schema.optionalKey(OrderId),
  to: Schema.optionalKey(Line()),
  subject: Line(),
  text: Schema.optionalKey(Text()),
}).check(rulesFilter(communicationRules))
export type NewCommunication = typeof NewCommunication.Type

/** The outbox's messages that go to a client, and what they are about; those a person writes are entered by whoever queues them. */
const kinds: Partial<Record<MessageContent["_tag"], CommunicationKind>> = {
  QuoteSent: "QUOTE",
  OrderConfirmed: "BOOKING_PROOF",
}

/** The communications that queued messages are to their client. */
export const queuedFor = (
  clientId: ClientId,
  messages: ReadonlyArray<Message>,
  at: Instant,
): ReadonlyArray<Communication> =>
  messages.flatMap(({ content, id }) => {
    const kind = kinds[content._tag]
    if (kind === undefined) return []
    return [
      {
        id,
        clientId,
        ...("quoteId" in content ? { quoteId: content.quoteId } : {}),
        ...("orderId" in content ? { orderId: content.orderId } : {}),
        kind,
        channel: "EMAIL",
        status: "QUEUED",
        at,
      } satisfies Communication,
    ]
  })
