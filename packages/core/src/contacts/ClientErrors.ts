/** What can be wrong with a client or a contact. */
import { Schema } from "effect"
import { ClientId, ContactId } from "../shared/Ids.ts"

export class ClientNotFound extends Schema.TaggedError<ClientNotFound>()("ClientNotFound", {
  id: ClientId,
}) {}

export class ContactNotFound extends Schema.TaggedError<ContactNotFound>()("ContactNotFound", {
  ids: Schema.Array(ContactId),
}) {}

/** An archived client gets no new quotes, and its drafts are not sent. */
export class ClientArchived extends Schema.TaggedError<ClientArchived>()("ClientArchived", {
  id: ClientId,
}) {}
