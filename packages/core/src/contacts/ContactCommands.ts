/** What changes a contact, decided without storage. */
import type { Actor } from "../access/Actor.ts"
import { fact, type Fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Client } from "./Client.ts"
import { cardChanges, withChanges } from "./ClientCommands.ts"
import { type Consent, type Contact, type ContactEdit, fullName, type Newsletter } from "./Contact.ts"

/** A contact after a command; no facts when nothing changed. */
export interface ContactDecision {
  readonly contact: Contact
  readonly facts: ReadonlyArray<Fact>
}

/** The answer with who noted it and when. */
export const consentOf = (consent: Consent, actor: Actor, at: Instant): Newsletter => ({
  ...consent,
  at,
  actor,
})

/** That an answer was noted: the proof is on the card, here stands that there is one. */
export const consentFact = (contact: Contact): Fact =>
  fact("CONTACT", contact.id, "ConsentRecorded", {
    data: { optedIn: contact.newsletter?.optedIn === true },
  })

/** The contact with the fields of `changes`; null takes one away. An answer about the newsletter is always a fact of its own. */
export const edit = (
  contact: Contact,
  { newsletter, ...changes }: ContactEdit,
  actor: Actor,
  at: Instant,
): ContactDecision => {
  const next = withChanges(contact, changes)
  const changed = cardChanges(contact, next)
  if (changed.length === 0 && newsletter === undefined) return { contact, facts: [] }
  const saved: Contact = {
    ...next,
    ...(newsletter === undefined ? {} : { newsletter: consentOf(newsletter, actor, at) }),
    version: contact.version + 1,
    updatedAt: at,
  }
  return {
    contact: saved,
    facts: [
      ...(changed.length === 0 ? [] : [fact("CONTACT", contact.id, "ContactEdited", { data: { changed } })]),
      ...(newsletter === undefined ? [] : [consentFact(saved)]),
    ],
  }
}

export const archive = (contact: Contact, at: Instant): ContactDecision =>
  contact.archivedAt !== undefined
    ? { contact, facts: [] }
    : {
        contact: { ...contact, archivedAt: at, version: contact.version + 1, updatedAt: at },
        facts: [fact("CONTACT", contact.id, "ContactArchived", { from: "ACTIVE", to: "ARCHIVED" })],
      }

/** Undoes `archive`. */
export const restore = (contact: Contact, at: Instant): ContactDecision => {
  if (contact.archivedAt === undefined) return { contact, facts: [] }
  const { archivedAt: _, ...active } = contact
  return {
    contact: { ...active, version: contact.version + 1, updatedAt: at },
    facts: [fact("CONTACT", contact.id, "ContactRestored", { from: "ARCHIVED", to: "ACTIVE" })],
  }
}

/** The private client whose card changed by `facts`, with the facts of its own; undefined when it shows the same as before. */
export const shownAfter = (
  client: Client,
  card: Contact,
  facts: ReadonlyArray<Fact>,
  at: Instant,
): { readonly client: Client; readonly facts: ReadonlyArray<Fact> } | undefined => {
  for (const { action, data } of facts) {
    if (action === "ContactEdited")
      return {
        client: shownWith(client, card, at),
        facts: [fact("CLIENT", client.id, "ClientEdited", { data })],
      }
    if (action === "ContactErased")
      return { client: erasedWith(client, at), facts: [fact("CLIENT", client.id, "ClientErased")] }
  }
  return undefined
}

const shownWith = (client: Client, card: Contact, at: Instant): Client => ({
  ...withChanges(client, {
    email: card.email ?? null,
    phone: card.phone ?? null,
    address: card.address ?? null,
  }),
  name: fullName(card),
  version: client.version + 1,
  updatedAt: at,
})

/**
 * All that is personal is taken out of the card, which stays as what documents refer to. Again: nothing, unless somebody has
 * written on it since.
 */
export const erase = (contact: Contact, at: Instant): ContactDecision => {
  if (contact.erasedAt !== undefined && isBlank(contact)) return { contact, facts: [] }
  const { id, version, createdAt, archivedAt = at, mergedInto } = contact
  return {
    contact: {
      id,
      lastName: "",
      archivedAt,
      ...(mergedInto === undefined ? {} : { mergedInto }),
      erasedAt: at,
      version: version + 1,
      createdAt,
      updatedAt: at,
    },
    facts: [fact("CONTACT", id, "ContactErased")],
  }
}

function isBlank({ lastName, firstName, gender, email, phone, address, newsletter }: Contact): boolean {
  const rest = [firstName, gender, email, phone, address, newsletter]
  return lastName === "" && rest.every((field) => field === undefined)
}

/** Neither name nor reach nor notes, and archived. */
const erasedWith = (client: Client, at: Instant): Client => ({
  ...withChanges(client, { email: null, phone: null, address: null, notes: null }),
  name: "",
  archivedAt: client.archivedAt ?? at,
  version: client.version + 1,
  updatedAt: at,
})
