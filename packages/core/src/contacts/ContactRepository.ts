/** Where contact cards are kept, those of private clients among them. */
import { Context, type Effect } from "effect"
import type { ContactId, OperatorId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { ContactNotFound } from "./ClientErrors.ts"
import type { Contact } from "./Contact.ts"

export class ContactRepository extends Context.Service<
  ContactRepository,
  {
    /** Locks the card until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: ContactId,
    ) => Effect.Effect<Contact, ContactNotFound | StorageFailed>
    /** Replaces the version before. */
    readonly save: (
      operatorId: OperatorId,
      contact: Contact,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
  }
>()("@caleche/core/contacts/ContactRepository") {}
