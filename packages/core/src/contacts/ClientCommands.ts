/** What changes a client, decided without storage. */
import { Equal, Result } from "effect"
import { fact, type Fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import { type Client, type ClientEdit, clientFields } from "./Client.ts"
import { FieldNotForType, ReachRequired } from "./ClientErrors.ts"
import { type Contact, fullName } from "./Contact.ts"

/** A client with its card, if it has one, after a command; no facts when nothing changed. */
export interface ClientDecision {
  readonly client: Client
  readonly card?: Contact
  readonly facts: ReadonlyArray<Fact>
}

/** What a PRIVATE client shows of its card. */
const shared = ["email", "phone", "address"] as const

/** The client with the fields of `changes`; null takes one away. A private client's name and reach change its card. */
export const edit = (
  client: Client,
  card: Contact | undefined,
  { contact, ...changes }: ClientEdit,
  at: Instant,
): Result.Result<ClientDecision, FieldNotForType | ReachRequired> => {
  const misplaced =
    client.type === "PRIVATE"
      ? (["companyName", "vatNumber", "siren", "agencyId"] as const).find(
          (field) => (changes[field] ?? null) !== null,
        )
      : contact === undefined
        ? undefined
        : "contact"
  if (misplaced !== undefined)
    return Result.fail(new FieldNotForType({ field: misplaced, type: client.type }))
  const wanted = withChanges(client, changes)
  if (wanted.email === undefined && wanted.phone === undefined) return Result.fail(new ReachRequired({}))
  const named = card === undefined ? undefined : renamed(card, wanted.name, client.name, contact)
  const next: Client =
    named === undefined
      ? {
          ...wanted,
          ...(client.type === "BUSINESS" ? { companyName: wanted.companyName ?? wanted.name } : {}),
        }
      : { ...wanted, name: fullName(named) }
  const nextCard = named === undefined ? undefined : withShared(named, next)
  const changed = clientFields.filter((field) => !Equal.equals(client[field], next[field]))
  const onCard = card === undefined || nextCard === undefined ? [] : cardChanges(card, nextCard)
  if (changed.length === 0 && onCard.length === 0) return Result.succeed({ client, facts: [] })
  return Result.succeed({
    client: { ...next, version: client.version + 1, updatedAt: at },
    ...(nextCard === undefined || onCard.length === 0
      ? {}
      : { card: { ...nextCard, version: nextCard.version + 1, updatedAt: at } }),
    facts: [
      fact("CLIENT", client.id, "ClientEdited", {
        data: { changed: changed.length === 0 ? ["name"] : changed },
      }),
      ...(nextCard === undefined || onCard.length === 0
        ? []
        : [fact("CONTACT", nextCard.id, "ContactEdited", { data: { changed: onCard } })]),
    ],
  })
}

/** Hidden from the active list, and no new quotes. Again: nothing. */
export const archive = (client: Client, at: Instant): ClientDecision =>
  client.archivedAt !== undefined
    ? { client, facts: [] }
    : {
        client: { ...client, archivedAt: at, version: client.version + 1, updatedAt: at },
        facts: [fact("CLIENT", client.id, "ClientArchived", { from: "ACTIVE", to: "ARCHIVED" })],
      }

/** Undoes `archive`. */
export const restore = (client: Client, at: Instant): ClientDecision => {
  if (client.archivedAt === undefined) return { client, facts: [] }
  const { archivedAt: _, ...active } = client
  return {
    client: { ...active, version: client.version + 1, updatedAt: at },
    facts: [fact("CLIENT", client.id, "ClientRestored", { from: "ARCHIVED", to: "ACTIVE" })],
  }
}

/** The names of the card's fields that differ. */
export const cardChanges = (before: Contact, after: Contact): ReadonlyArray<string> =>
  (["firstName", "lastName", "gender", ...shared] as const).filter(
    (field) => !Equal.equals(before[field], after[field]),
  )

/** The record with the fields of `changes` that are given; those that are null are taken out. */
export const withChanges = <A extends object>(record: A, changes: object): A => {
  const next: Record<string, unknown> = Object.fromEntries(Object.entries(record))
  for (const [field, value] of Object.entries(changes)) {
    if (value === null) delete next[field]
    else if (value !== undefined) next[field] = value
  }
  return next as A // changes hold fields of A, and null only where A may lack the field
}

const withShared = (card: Contact, client: Client): Contact =>
  withChanges(card, Object.fromEntries(shared.map((field) => [field, client[field] ?? null])))

function renamed(card: Contact, name: string, before: string, contact: ClientEdit["contact"]): Contact {
  if (contact === undefined && name === before) return card
  const { firstName: _, gender, ...rest } = card
  return contact === undefined
    ? { ...rest, ...(gender === undefined ? {} : { gender }), lastName: name }
    : { ...rest, ...contact }
}
