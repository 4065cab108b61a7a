/**
 * A natural person one talks to: booker, passenger, billing contact.
 *
 * The person's data is kept here and nowhere else; a private client shows its own contact card.
 */
import { Schema } from "effect"
import { ContactId } from "../shared/Ids.ts"
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

export const Contact = Schema.Struct({
  ...ContactCard.fields,
  id: ContactId,
  archivedAt: Schema.optionalKey(Instant),
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
