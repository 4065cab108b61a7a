/** What folds one client into another, decided without storage. */
import { DateTime, Result } from "effect"
import { fact, type Fact } from "../ports/Decision.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Client } from "./Client.ts"
import { type Conflict, MergeConflict } from "./ClientErrors.ts"
import type { Contact, ContactLink, Newsletter } from "./Contact.ts"

/** A client with its card, if it is a private one. */
export interface Party {
  readonly client: Client
  readonly card?: Contact | undefined
}

/** Both parties after the merge; the target's card is there only when the source's filled it. */
export interface Merged {
  readonly source: Party
  readonly target: Party
  /** The fields of the target that the source filled, card and client together. */
  readonly filled: ReadonlyArray<string>
  readonly facts: ReadonlyArray<Fact>
}

/** What only one of two companies can be; a person who was forgotten is not brought back. */
const unlike = ["agencyId", "vatNumber", "siren"] as const
const onClient = [
  "category",
  "accountManager",
  "email",
  "phone",
  "address",
  "vatNumber",
  "siren",
  "notes",
  "agencyId",
] as const
const ownOfPerson = ["category", "accountManager", "notes"] as const
const onCard = ["gender", "email", "phone", "address"] as const

/** Everything that keeps the two from being one. */
const conflictsOf = (source: Party, target: Party): ReadonlyArray<Conflict> => {
  const differing = (field: Conflict["field"], ours: string | undefined, theirs: string | undefined) =>
    ours === undefined || theirs === undefined || ours === theirs
      ? []
      : [{ field, source: ours, target: theirs }]
  const erased = target.card?.erasedAt
  return [
    ...(source.client.id === target.client.id
      ? [{ field: "id" as const, source: source.client.id, target: target.client.id }]
      : []),
    ...differing("type", source.client.type, target.client.type),
    ...unlike.flatMap((field) => differing(field, source.client[field], target.client[field])),
    ...(erased === undefined ? [] : [{ field: "erasedAt" as const, source: "", target: "erased" }]),
  ]
}

/**
 * The target's fields win, and its empty ones are filled. Of two answers about the newsletter the later one counts: it is
 * the same person's. The source is archived, and so is its card.
 */
export const merge = (source: Party, target: Party, at: Instant): Result.Result<Merged, MergeConflict> => {
  const conflicts = conflictsOf(source, target)
  if (conflicts.length > 0)
    return Result.fail(new MergeConflict({ source: source.client.id, target: target.client.id, conflicts }))
  const card = cardAfter(source.card, target.card, at)
  const own = filledFrom(target.client, source.client, card === undefined ? onClient : ownOfPerson)
  const isWon = source.client.stage === "CLIENT" && target.client.stage === "PROSPECT"
  const filled = [...own.filled, ...(card?.filled ?? [])]
  const ids = { source: source.client.id, target: target.client.id }
  return Result.succeed({
    source: {
      client: folded(source.client, ids.target, at),
      ...(source.card === undefined || target.card === undefined
        ? {}
        : { card: folded(source.card, target.card.id, at) }),
    },
    target: {
      client: {
        ...own.record,
        ...shownOf(card?.record),
        stage: isWon ? "CLIENT" : target.client.stage,
        version: target.client.version + 1,
        updatedAt: at,
      },
      ...(card === undefined || card.filled.length === 0
        ? {}
        : { card: { ...card.record, version: card.record.version + 1, updatedAt: at } }),
    },
    filled,
    facts: [
      fact("CLIENT", ids.target, "ClientMerged", { data: { from: ids.source, filled } }),
      ...(isWon ? [fact("CLIENT", ids.target, "ClientWon", { from: "PROSPECT", to: "CLIENT" })] : []),
      fact("CLIENT", ids.source, "ClientMerged", {
        data: { into: ids.target },
        ...(source.client.archivedAt === undefined ? { from: "ACTIVE", to: "ARCHIVED" } : {}),
      }),
      ...(source.card === undefined || card === undefined
        ? []
        : [
            fact("CONTACT", card.record.id, "ContactMerged", {
              data: { from: source.card.id, filled: card.filled },
            }),
            fact("CONTACT", source.card.id, "ContactMerged", { data: { into: card.record.id } }),
          ]),
    ],
  })
}

/** What a private client shows of its card. */
const shownOf = (card: Contact | undefined) =>
  card === undefined
    ? {}
    : {
        ...(card.email === undefined ? {} : { email: card.email }),
        ...(card.phone === undefined ? {} : { phone: card.phone }),
        ...(card.address === undefined ? {} : { address: card.address }),
      }

function cardAfter(source: Contact | undefined, target: Contact | undefined, at: Instant) {
  if (source === undefined || target === undefined) return undefined
  const { record, filled } = filledFrom(target, source, onCard)
  const newsletter = laterOf(source.newsletter, target.newsletter)
  return newsletter === undefined || newsletter === target.newsletter
    ? { record, filled }
    : { record: { ...record, newsletter, updatedAt: at }, filled: [...filled, "newsletter"] }
}

function laterOf(one: Newsletter | undefined, other: Newsletter | undefined): Newsletter | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return DateTime.isLessThan(other.at, one.at) ? one : other
}

function filledFrom<A extends object>(target: A, source: A, fields: ReadonlyArray<keyof A & string>) {
  const filled = fields.filter((field) => target[field] === undefined && source[field] !== undefined)
  const given = Object.fromEntries(filled.map((field) => [field, source[field]]))
  return { record: { ...target, ...given }, filled }
}

function folded<A extends Client | Contact>(record: A, into: A["id"], at: Instant): A {
  return {
    ...record,
    mergedInto: into,
    archivedAt: record.archivedAt ?? at,
    version: record.version + 1,
    updatedAt: at,
  }
}

/** Who a link is between, after the merge: clients and cards by what they were folded into. */
export interface Moves {
  readonly clients: ReadonlyMap<string, Client["id"]>
  readonly cards: ReadonlyMap<string, Contact["id"]>
}

/**
 * The links there are after the merge, of those that name one of the two clients or cards. Where both had one the target's
 * stays; its primary contact stays primary; a card is not linked to the client whose card it is.
 */
export const linksAfter = (
  links: ReadonlyArray<ContactLink>,
  { clients, cards }: Moves,
  target: Client,
): ReadonlyArray<ContactLink> => {
  const isMoved = (link: ContactLink) => clients.has(link.clientId) || cards.has(link.contactId)
  const after = new Map<string, ContactLink>()
  for (const link of [...links.filter((link) => !isMoved(link)), ...links.filter(isMoved)]) {
    const clientId = clients.get(link.clientId) ?? link.clientId
    const contactId = cards.get(link.contactId) ?? link.contactId
    const key = `${clientId} ${contactId}`
    if (clientId === target.id && contactId === target.selfContactId) continue
    const { role, primary } = after.get(key) ?? { role: link.role, primary: false }
    const isTaken = [...after.values()].some((other) => other.clientId === clientId && other.primary)
    after.set(key, { clientId, contactId, role, primary: primary || (link.primary && !isTaken) })
  }
  return [...after.values()]
}
