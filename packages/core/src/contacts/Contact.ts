/**
 * A natural person one talks to: booker, passenger, billing contact.
 *
 * The person's data is kept here and nowhere else; a private client shows its own contact card.
 */
import { Schema } from "effect"
import { Actor } from "../access/Actor.ts"
import { type ClientId, ContactId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Address } from "../shared/Place.ts"
import { searchIndex } from "../shared/SearchKey.ts"
import { Line } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"
import { Email, Phone } from "./Reach.ts"

/** What a contact is to a client or a quote. */
export const ContactRole = Schema.Literals(["BOOKER", "PASSENGER", "BILLING", "OTHER"])
export type ContactRole = typeof ContactRole.Type

/** The card as it is given. */
export const ContactCard = Schema.Struct({
  firstName: Schema.optionalKey(Line()),
  lastName: Line(),
  gender: Schema.optionalKey(Schema.Literals(["FEMALE", "MALE", "OTHER"])),
  email: Schema.optionalKey(Email),
  phone: Schema.optionalKey(Phone),
  address: Schema.optionalKey(Address),
})
export type ContactCard = typeof ContactCard.Type

/** Whether a person wants the newsletter: asked when, where, in which words, and noted by whom. Nobody asked: no such record. */
export const Newsletter = Schema.Struct({
  optedIn: Schema.Boolean,
  at: Instant,
  source: Schema.String,
  wordingVersion: Schema.String,
  actor: Actor,
})
export type Newsletter = typeof Newsletter.Type

export const Contact = Schema.Struct({
  ...ContactCard.fields,
  id: ContactId,
  newsletter: Schema.optionalKey(Newsletter),
  archivedAt: Schema.optionalKey(Instant),
  /** A card is folded into another with its client, and answers with it. */
  mergedInto: Schema.optionalKey(ContactId),
  /** Since then nothing personal is left of it. */
  erasedAt: Schema.optionalKey(Instant),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Contact = typeof Contact.Type

/** First and last name as one writes them in a greeting. */
export const fullName = (contact: Pick<Contact, "firstName" | "lastName">): string =>
  contact.firstName === undefined ? contact.lastName : `${contact.firstName} ${contact.lastName}`

/** What a contact is found by. */
export const contactSearchIndex = (
  contact: Pick<Contact, "firstName" | "lastName" | "email" | "phone">,
): string => searchIndex([fullName(contact), contact.email, contact.phone])

/** An answer to the question whether the newsletter may come: where it was given, and to which wording. */
const Consent = Schema.Struct({ optedIn: Schema.Boolean, source: Line(), wordingVersion: Line(80) })
export type Consent = typeof Consent.Type

/** What a new contact is made from. */
export const NewContact = Schema.Struct({ ...ContactCard.fields, newsletter: Schema.optionalKey(Consent) })
export type NewContact = typeof NewContact.Type

const cleared = <S extends Schema.Top>(field: S) => Schema.optionalKey(Schema.NullOr(field))

/** Changes to a contact: what is left out stays, null takes a field away. */
export const ContactEdit = Schema.Struct({
  firstName: cleared(Line()),
  lastName: Schema.optionalKey(Line()),
  gender: cleared(Schema.Literals(["FEMALE", "MALE", "OTHER"])),
  email: cleared(Email),
  phone: cleared(Phone),
  address: cleared(Address),
  newsletter: Schema.optionalKey(Consent),
})
export type ContactEdit = typeof ContactEdit.Type

/** What a contact is to a client; at most one contact of a client is its primary one. */
export const Linking = Schema.Struct({ role: ContactRole, primary: Schema.optionalKey(Schema.Boolean) })
export type Linking = typeof Linking.Type

/** A contact at a client. */
export interface ContactLink {
  readonly clientId: ClientId
  readonly contactId: ContactId
  readonly role: ContactRole
  readonly primary: boolean
}

/** A contact with the clients it belongs to, in the order of their ids. */
export interface LinkedContact {
  readonly contact: Contact
  readonly clients: ReadonlyArray<ContactLink>
}
