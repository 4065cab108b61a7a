/** A contact as the API shows it. */
import {
  Actor,
  Address,
  ClientId,
  type Contact,
  ContactCard,
  ContactId,
  ContactRole,
  type LinkedContact,
  UpTo,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant, writtenMaybe } from "./Written.ts"

export const ContactResource = Schema.Struct({
  id: ContactId,
  firstName: Schema.optionalKey(UpTo(200)),
  lastName: UpTo(200),
  gender: ContactCard.fields.gender,
  email: Schema.optionalKey(UpTo(254)),
  phone: Schema.optionalKey(UpTo(40)),
  address: Schema.optionalKey(Address),
  newsletter: Schema.optionalKey(
    Schema.Struct({
      optedIn: Schema.Boolean,
      at: WrittenInstant,
      source: UpTo(200),
      wordingVersion: UpTo(200),
      actor: Actor,
    }),
  ),
  status: Schema.Literals(["ACTIVE", "ARCHIVED"]),
  archivedAt: Schema.optionalKey(WrittenInstant),
  mergedInto: Schema.optionalKey(ContactId),
  erasedAt: Schema.optionalKey(WrittenInstant),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Contact" })
export type ContactResource = typeof ContactResource.Type

/** A contact with the clients it belongs to. */
export const LinkedContactResource = Schema.Struct({
  ...ContactResource.fields,
  clients: Schema.Array(Schema.Struct({ id: ClientId, role: ContactRole, primary: Schema.Boolean })),
}).annotate({ identifier: "LinkedContact" })
export type LinkedContactResource = typeof LinkedContactResource.Type

/** What is left to say of a contact that is gone. */
export const DeletedContact = Schema.Struct({ id: ContactId, deleted: Schema.Literal(true) }).annotate({
  identifier: "DeletedContact",
})

export const ContactList = listOf(ContactResource, "ContactList")

export const presentContact = (contact: Contact): ContactResource => ({
  id: contact.id,
  lastName: contact.lastName,
  ...given({
    firstName: contact.firstName,
    gender: contact.gender,
    email: contact.email,
    phone: contact.phone,
    address: contact.address,
    newsletter:
      contact.newsletter === undefined
        ? undefined
        : { ...contact.newsletter, at: written(contact.newsletter.at) },
    archivedAt: writtenMaybe(contact.archivedAt),
    mergedInto: contact.mergedInto,
    erasedAt: writtenMaybe(contact.erasedAt),
  }),
  status: contact.archivedAt === undefined ? "ACTIVE" : "ARCHIVED",
  version: contact.version,
  createdAt: written(contact.createdAt),
  updatedAt: written(contact.updatedAt),
})

export const presentLinked = ({ contact, clients }: LinkedContact): LinkedContactResource => ({
  ...presentContact(contact),
  clients: clients.map(({ clientId, role, primary }) => ({ id: clientId, role, primary })),
})
