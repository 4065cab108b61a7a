/**
 * Messages to the world, written with the change that causes them and delivered after it is committed.
 *
 * A message carries ids only and is rendered at delivery. It is claimed with a lease: it goes out twice only when a
 * process dies between delivering and settling, and then under the same id.
 */
import { Context, type Effect, Schema } from "effect"
import {
  AgencyId,
  AgencyUserId,
  ClientId,
  type ContactId,
  InvitationId,
  MessageId,
  type OperatorId,
  OrderId,
  QuoteId,
} from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** What there is to tell. */
export const MessageContent = Schema.Union([
  Schema.TaggedStruct("QuoteSent", { quoteId: QuoteId }),
  Schema.TaggedStruct("OrderConfirmed", { orderId: OrderId, quoteId: QuoteId }),
  /** What a person wrote to a client; the communication under the message's id holds it. */
  Schema.TaggedStruct("ManualMessage", { clientId: ClientId }),
  Schema.TaggedStruct("AgencyUserInvited", {
    agencyId: AgencyId,
    agencyUserId: AgencyUserId,
    invitationId: InvitationId,
  }),
])
export type MessageContent = typeof MessageContent.Type

export const Message = Schema.Struct({
  id: MessageId,
  content: MessageContent,
  /** W3C trace context of the request that caused it. */
  traceparent: Schema.optionalKey(Schema.String),
})
export type Message = typeof Message.Type

/** A message in the hands of one relay until its lease ends. `attempt` counts from 1. */
export interface ClaimedMessage extends Message {
  readonly operatorId: OperatorId
  readonly attempt: number
}

/** The lease that a settling relay must still hold. */
export interface Lease {
  readonly operatorId: OperatorId
  readonly id: MessageId
  readonly claimedBy: string
  readonly attempt: number
}

/** A mail as it went out. */
export interface Sent {
  readonly to: string
  readonly subject: string
  /** Whom it went to, when that is somebody with a card. */
  readonly contactId?: ContactId | undefined
}

/**
 * A message ends together with the communication under its id, if there is one: that is SENT as the mail went out, or FAILED,
 * and its text goes. What was erased meanwhile stays without address and subject.
 */
export class Outbox extends Context.Service<
  Outbox,
  {
    /** Part of the surrounding unit of work. */
    readonly put: (
      operatorId: OperatorId,
      messages: ReadonlyArray<Message>,
      at: Instant,
    ) => Effect.Effect<void, StorageFailed>
    /** Completes when a message was committed in this process since the last time it completed. */
    readonly arrival: Effect.Effect<void>
    /** Takes up to `limit` messages of any operator that are due at `now` and in nobody's hands. */
    readonly claim: (request: {
      readonly claimedBy: string
      readonly limit: number
      readonly now: Instant
      readonly until: Instant
    }) => Effect.Effect<ReadonlyArray<ClaimedMessage>, StorageFailed>
    /** Delivered. False, and nothing is noted, when the lease was lost meanwhile. */
    readonly settle: (lease: Lease, at: Instant, sent: Sent) => Effect.Effect<boolean, StorageFailed>
    /** Not delivered: due again at `dueAt`. False when the lease was lost meanwhile. */
    readonly postpone: (lease: Lease, dueAt: Instant, error: string) => Effect.Effect<boolean, StorageFailed>
    /** Given up, kept for a person to look at. False when the lease was lost meanwhile. */
    readonly bury: (lease: Lease, at: Instant, error: string) => Effect.Effect<boolean, StorageFailed>
    /** Deletes up to `limit` messages delivered before `before`; how many there were. */
    readonly purge: (before: Instant, limit: number) => Effect.Effect<number, StorageFailed>
    /** Messages not yet settled nor buried, of all operators. */
    readonly backlog: Effect.Effect<number, StorageFailed>
  }
>()("@caleche/core/ports/Outbox") {}
