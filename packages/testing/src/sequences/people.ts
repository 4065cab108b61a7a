/** Clients archived, restored and merged; contacts entered, linked, named in quotes, erased and deleted. */
import { type ClientId, type ContactId, NewContact, type QuoteId } from "@caleche/core"
import { Schema } from "effect"
import * as fc from "fast-check"
import { type Ask, askBoth, type AsyncCommand, type Both, command, pick, using } from "./Command.ts"

const index = fc.nat({ max: 1_000 })
const decode = Schema.decodeUnknownSync(NewContact)
const role = fc.constantFrom("BOOKER" as const, "PASSENGER" as const)

const client = (both: Both, n: number) => pick(both.known.clients, n) as ClientId | undefined // an id the system gave
const contact = (both: Both, n: number) => pick(both.known.contacts, n) as ContactId | undefined // likewise
const quote = (both: Both, n: number) => pick(both.known.quotes, n) as QuoteId | undefined // likewise

/** Everybody's card and links: what a merge and an erasure leave of them. */
const lookAtContacts = async (both: Both): Promise<void> => {
  for (const id of both.known.contacts)
    await askBoth(
      both,
      "look at a contact",
      using.Contacts.use((use) => use.get(id as ContactId)), // an id the system gave
    )
}

const enter = fc.tuple(fc.constantFrom("Zoé", "Max"), fc.boolean()).map(([lastName, isReached]) =>
  command("enter a contact", `${lastName}, ${isReached}`, async (both) => {
    const made = await askBoth(
      both,
      "enter a contact",
      using.Contacts.use((use) =>
        use.create(decode({ lastName, ...(isReached ? { email: "zoe@example.org" } : {}) })),
      ),
    )
    both.known.contacts.push(made!.contact.id)
  }),
)

const link = fc.tuple(index, index, role, fc.boolean()).map(([n, m, as, primary]) =>
  command("link a contact", `${n}, ${m}, ${as}, ${primary}`, async (both) => {
    const [clientId, contactId] = [client(both, n), contact(both, m)]
    if (clientId === undefined || contactId === undefined) return
    await askBoth(
      both,
      "link a contact",
      using.Contacts.use((use) => use.link(clientId, contactId, { role: as, primary })),
    )
  }),
)

const onContact = (
  name: string,
  act: (use: (typeof using.Contacts)["Service"], id: ContactId) => Ask<unknown>,
): fc.Arbitrary<AsyncCommand> =>
  index.map((n) =>
    command(name, `${n}`, async (both) => {
      const id = contact(both, n)
      if (id !== undefined)
        await askBoth(
          both,
          name,
          using.Contacts.use((use) => act(use, id)),
        )
      await lookAtContacts(both)
    }),
  )

const nameInQuote = fc.tuple(index, index, role).map(([n, m, as]) =>
  command("name a contact in a quote", `${n}, ${m}, ${as}`, async (both) => {
    const [quoteId, contactId] = [quote(both, n), contact(both, m)]
    if (quoteId === undefined || contactId === undefined) return
    await askBoth(
      both,
      "name a contact in a quote",
      using.Quotes.use((use) => use.edit(quoteId, { contacts: [{ contactId, role: as }] })),
    )
  }),
)

const archive = fc.tuple(index, fc.boolean()).map(([n, isBack]) =>
  command(isBack ? "restore a client" : "archive a client", `${n}`, async (both) => {
    const id = client(both, n)
    if (id !== undefined)
      await askBoth(
        both,
        isBack ? "restore a client" : "archive a client",
        using.Clients.use((use) => (isBack ? use.restore(id) : use.archive(id))),
      )
  }),
)

const merge = fc.tuple(index, index).map(([n, m]) =>
  command("merge clients", `${n}, ${m}`, async (both) => {
    const [source, target] = [client(both, n), client(both, m)]
    if (source === undefined || target === undefined) return
    await askBoth(
      both,
      "merge clients",
      using.Merging.use((use) => use.merge(source, target)),
    )
    for (const id of [source, target]) {
      await askBoth(
        both,
        "look at a client",
        using.Clients.use((use) => use.get(id)),
      )
      await askBoth(
        both,
        "look at a client's quotes",
        using.Quotes.use((use) => use.list({ clientId: id }, { sort: "createdAt", limit: 200 })),
      )
    }
    await lookAtContacts(both)
  }),
)

/** A private client's card is a contact like others. */
const meet = index.map((n) =>
  command("meet a client's card", `${n}`, async (both) => {
    const id = client(both, n)
    if (id === undefined) return
    const found = await askBoth(
      both,
      "look at a client",
      using.Clients.use((use) => use.get(id)),
    )
    const card = found?.selfContactId
    if (card !== undefined && !both.known.contacts.includes(card)) both.known.contacts.push(card)
  }),
)

export const people = fc.oneof(
  enter,
  meet,
  link,
  nameInQuote,
  archive,
  merge,
  merge,
  onContact("delete a contact", (use, id) => use.remove(id)),
  onContact("archive a contact", (use, id) => use.archive(id)),
  onContact("restore a contact", (use, id) => use.restore(id)),
  onContact("erase a contact", (use, id) => use.erase(id)),
)
