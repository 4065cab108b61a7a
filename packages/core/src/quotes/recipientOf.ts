/** Whom a quote's mail goes to: its booker, else any of its contacts, else the client; the first with an address. */
import type { Client } from "../contacts/Client.ts"
import { type Contact, fullName } from "../contacts/Contact.ts"
import type { ContactId } from "../shared/Ids.ts"
import type { Quote } from "./Quote.ts"

/** Name and e-mail address of the contact, or of the client where there is none. */
export interface Recipient {
  readonly name: string
  readonly email: string
  readonly contactId?: ContactId
}

/** Whom it goes to, or undefined when nobody can be reached by mail. `contacts` are those of the quote, in any order. */
export const recipientOf = (
  quote: Pick<Quote, "contacts">,
  client: Client,
  contacts: ReadonlyArray<Contact>,
): Recipient | undefined => {
  const bookersFirst = [...quote.contacts].sort(
    (a, b) => Number(b.role === "BOOKER") - Number(a.role === "BOOKER"),
  )
  for (const { contactId } of bookersFirst) {
    const contact = contacts.find(({ id }) => id === contactId)
    if (contact?.email !== undefined) return { name: fullName(contact), email: contact.email, contactId }
  }
  return client.email === undefined ? undefined : { name: client.name, email: client.email }
}
