/** A message to a client as the API shows it. */
import {
  ClientId,
  type Communication,
  CommunicationChannel,
  CommunicationKind,
  CommunicationStatus,
  ContactId,
  MessageId,
  OrderId,
  QuoteId,
  UpTo,
} from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const CommunicationResource = Schema.Struct({
  id: MessageId,
  clientId: ClientId,
  contactId: Schema.optionalKey(ContactId),
  quoteId: Schema.optionalKey(QuoteId),
  orderId: Schema.optionalKey(OrderId),
  kind: CommunicationKind,
  channel: CommunicationChannel,
  /** Known once it is delivered; gone once the person is erased. */
  to: Schema.optionalKey(UpTo(1_000)),
  subject: Schema.optionalKey(UpTo(1_000)),
  status: CommunicationStatus,
  error: Schema.optionalKey(UpTo(2_000)),
  at: WrittenInstant,
}).annotate({ identifier: "Communication" })

export const CommunicationList = listOf(CommunicationResource, "CommunicationList")

export const presentCommunication = (one: Communication): typeof CommunicationResource.Type => ({
  id: one.id,
  clientId: one.clientId,
  ...given({ contactId: one.contactId, quoteId: one.quoteId, orderId: one.orderId }),
  kind: one.kind,
  channel: one.channel,
  ...given({ to: one.to, subject: one.subject }),
  status: one.status,
  ...given({ error: one.error }),
  at: written(one.at),
})
