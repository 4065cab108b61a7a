/** Where communications are kept; what becomes of a queued one is noted by the outbox. They count for their client's last activity from the same unit of work on. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { ClientId, ContactId, MessageId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Communication } from "./Communication.ts"

export const CommunicationSort = Schema.Literals(["at", "-at"])
export type CommunicationSort = typeof CommunicationSort.Type

/** Whose communications those of a person are: a client's, those addressed to a contact, those sent to its address. */
export interface PersonReached {
  readonly clientId?: ClientId | undefined
  readonly contactId: ContactId
  readonly email?: string | undefined
}

export class CommunicationRepository extends Context.Service<
  CommunicationRepository,
  {
    /** Part of the surrounding unit of work. */
    readonly insert: (
      operatorId: OperatorId,
      communications: ReadonlyArray<Communication>,
    ) => Effect.Effect<void, StorageFailed>
    readonly find: (
      operatorId: OperatorId,
      id: MessageId,
    ) => Effect.Effect<Option.Option<Communication>, StorageFailed>
    readonly ofClient: (
      operatorId: OperatorId,
      clientId: ClientId,
      page: PageRequest<CommunicationSort>,
    ) => Effect.Effect<Page<Communication>, CursorMismatch | StorageFailed>
    /** All of a person's, by (at, id). */
    readonly ofPerson: (
      operatorId: OperatorId,
      person: PersonReached,
    ) => Effect.Effect<ReadonlyArray<Communication>, StorageFailed>
    /** Takes address, subject and text out of all of a person's; which those were. */
    readonly erase: (
      operatorId: OperatorId,
      person: PersonReached,
      at: Instant,
    ) => Effect.Effect<ReadonlyArray<MessageId>, StorageFailed>
  }
>()("@caleche/core/contacts/CommunicationRepository") {}
