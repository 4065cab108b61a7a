/** Where contact cards are kept, those of private clients among them, and which clients they belong to. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { ClientId, ContactId, OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import { searching } from "../shared/SearchKey.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { ContactNotFound, ContactUse } from "./ClientErrors.ts"
import type { Contact, ContactLink } from "./Contact.ts"

/** By name is by the search key of first and last name. */
export const ContactSort = Schema.Literals(["createdAt", "-createdAt", "name", "-name"])
export type ContactSort = typeof ContactSort.Type

export const ContactFilters = Schema.Struct({
  status: Schema.optionalKey(Schema.Literals(["ACTIVE", "ARCHIVED"])),
  ...searching,
})
export type ContactFilters = typeof ContactFilters.Type

export class ContactRepository extends Context.Service<
  ContactRepository,
  {
    readonly insert: (operatorId: OperatorId, contact: Contact) => Effect.Effect<void, StorageFailed>
    /** Under the id of a card that was folded into another: that other one. */
    readonly get: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<Contact, ContactNotFound | StorageFailed>
    /** As `get`; locks the card until the surrounding unit of work ends. A client is locked before its card. */
    readonly lock: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<Contact, ContactNotFound | StorageFailed>
    /** Replaces the version before. */
    readonly save: (
      operatorId: OperatorId,
      contact: Contact,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: ContactFilters,
      page: PageRequest<ContactSort>,
    ) => Effect.Effect<Page<Contact>, CursorMismatch | StorageFailed>
    /** The private client whose card it is. */
    readonly ownerOf: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<Option.Option<ClientId>, StorageFailed>
    /** The clients it belongs to, in the order of their ids. */
    readonly links: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<ReadonlyArray<ContactLink>, StorageFailed>
    /** Links, or changes the link there is. A primary one takes that from another; the client is locked by the caller. */
    readonly link: (operatorId: OperatorId, link: ContactLink) => Effect.Effect<void, StorageFailed>
    /** What was folded into the card, in the order of ids. */
    readonly sourcesOf: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<ReadonlyArray<Contact>, StorageFailed>
    /** Whom a client has, in the order of ids. */
    readonly linksOf: (
      operatorId: OperatorId,
      clientId: ClientId,
    ) => Effect.Effect<ReadonlyArray<ContactLink>, StorageFailed>
    /**
     * The ids the cards answer under; nobody changes or deletes one until the surrounding unit of work ends. Fails with the ids
     * of all that do not exist.
     */
    readonly hold: (
      operatorId: OperatorId,
      ids: ReadonlyArray<ContactId>,
    ) => Effect.Effect<ReadonlyArray<ContactId>, ContactNotFound | StorageFailed>
    /** As `lock`; besides, nobody holds the card until the surrounding unit of work ends. */
    readonly lockToRemove: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<Contact, ContactNotFound | StorageFailed>
    /** Up to `most` of the communications, orders and quotes that name it, by kind and id. */
    readonly usesOf: (
      operatorId: OperatorId,
      id: ContactId,
      most: number,
    ) => Effect.Effect<ReadonlyArray<ContactUse>, StorageFailed>
    /** The card is gone, with its links to clients. The caller has locked it to remove it and knows that nothing uses it. */
    readonly remove: (operatorId: OperatorId, id: ContactId) => Effect.Effect<void, StorageFailed>
    /** Forgets the answers kept for repeated requests that show one of these records; those that only refer to it stay. */
    readonly forgetAnswers: (
      operatorId: OperatorId,
      ids: ReadonlyArray<string>,
    ) => Effect.Effect<void, StorageFailed>
    /** False when there was no such link. */
    readonly unlink: (
      operatorId: OperatorId,
      clientId: ClientId,
      id: ContactId,
    ) => Effect.Effect<boolean, StorageFailed>
  }
>()("@caleche/core/contacts/ContactRepository") {}
