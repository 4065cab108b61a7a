/** What can be wrong with a client or a contact. */
import { Schema } from "effect"
import { ClientId, ContactId } from "../shared/Ids.ts"
import { UpTo } from "../shared/Text.ts"

export class ClientNotFound extends Schema.TaggedError<ClientNotFound>()("ClientNotFound", {
  id: ClientId,
}) {}

export class ContactNotFound extends Schema.TaggedError<ContactNotFound>()("ContactNotFound", {
  ids: Schema.Array(ContactId).check(Schema.isMaxLength(1_000)),
}) {}

/** What a contact is used by. */
export const ContactUse = Schema.Struct({
  kind: Schema.Literals(["CLIENT", "QUOTE", "ORDER", "COMMUNICATION"]),
  id: UpTo(200),
})
export type ContactUse = typeof ContactUse.Type

/** What names the contact would name nobody: it is archived or erased instead. Ten uses are told at most. */
export class ContactInUse extends Schema.TaggedError<ContactInUse>()("ContactInUse", {
  id: ContactId,
  usedBy: Schema.Array(ContactUse).check(Schema.isMaxLength(10)),
}) {}

/** An archived client gets no new quotes, and its drafts are not sent. */
export class ClientArchived extends Schema.TaggedError<ClientArchived>()("ClientArchived", {
  id: ClientId,
}) {}

/** Neither is there an e-mail address to write to. */
export class NoAddress extends Schema.TaggedError<NoAddress>()("NoAddress", { clientId: ClientId }) {}

/** Nobody there has asked for the newsletter; `contactId` names the person it was meant for, where there is one. */
export class NewsletterNotWanted extends Schema.TaggedError<NewsletterNotWanted>()("NewsletterNotWanted", {
  clientId: ClientId,
  contactId: Schema.optionalKey(ContactId),
}) {}

/** The category is not one of the operator's list. */
export class UnknownCategory extends Schema.TaggedError<UnknownCategory>()("UnknownCategory", {
  category: UpTo(200),
  known: Schema.Array(UpTo(200)).check(Schema.isMaxLength(100)),
}) {}

/** Clients of this type do not have the field. */
export class FieldNotForType extends Schema.TaggedError<FieldNotForType>()("FieldNotForType", {
  field: UpTo(100),
  type: Schema.Literals(["PRIVATE", "BUSINESS"]),
}) {}

/** The change would leave a client without e-mail address and phone number. */
export class ReachRequired extends Schema.TaggedError<ReachRequired>()("ReachRequired", {}) {}

/** Where two clients differ in what makes them different ones. */
export const Conflict = Schema.Struct({
  field: Schema.Literals(["id", "type", "agencyId", "vatNumber", "siren", "erasedAt"]),
  source: UpTo(200),
  target: UpTo(200),
})
export type Conflict = typeof Conflict.Type

/** The two are not one client: every field that says so is named. */
export class MergeConflict extends Schema.TaggedError<MergeConflict>()("MergeConflict", {
  source: ClientId,
  target: ClientId,
  conflicts: Schema.Array(Conflict).check(Schema.isMaxLength(50)),
}) {}
