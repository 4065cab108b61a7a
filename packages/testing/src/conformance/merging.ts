/** Two records of one client that become one. */
import {
  Acceptance,
  Agencies,
  ClientRepository,
  Clients,
  ContactRepository,
  Contacts,
  History,
  MergeConflict,
  Merging,
  NewClient,
  NewContact,
  PersonalData,
  Quotes,
  type StoragePorts,
  Views,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { possessions } from "./mergingRaces.ts"
import { asManager } from "./thread.ts"

const company = Schema.decodeUnknownSync(NewClient)
const person = Schema.decodeUnknownSync(NewContact)
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)

const entered = (name: string, more: object = {}) =>
  Effect.flatMap(Clients, (use) =>
    use.create(company({ type: "BUSINESS", name, phone: "+33142000000", ...more })),
  )

/** Whose the orders are. */
const owners = Effect.map(
  Effect.flatMap(Views, (views) => views.pipeline({}, { sort: "tripAt", limit: 200 })),
  ({ items }) => [...new Set(items.map(({ client }) => client.id))],
)

export const merging: Suite<StoragePorts> = [
  {
    name: "a merged company's fields win and are filled; quotes, orders and links are its own; the other id answers with it",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const contacts = yield* Contacts
        const quotes = yield* Quotes
        const { merge } = yield* Merging
        const source = yield* entered("Lumière SARL", {
          email: "old@lumiere.example",
          notes: "pays late",
          vatNumber: "FR40303265045",
          category: "SCHOOL",
        })
        const target = yield* entered("Lumière SA", { category: "COMPANY", siren: "303265045" })
        const zoe = (yield* contacts.create(person({ lastName: "Zoé" }))).contact
        const max = (yield* contacts.create(person({ lastName: "Max" }))).contact
        yield* contacts.link(source.id, zoe.id, { role: "BOOKER", primary: true })
        yield* contacts.link(target.id, max.id, { role: "BILLING", primary: true })
        yield* contacts.link(source.id, max.id, { role: "PASSENGER" })
        const draft = yield* quotes.create(inputs.quote(source.id))
        const own = yield* quotes.create(inputs.quote(target.id))
        const sold = yield* quotes.create(inputs.quote(source.id))
        yield* quotes.send(sold.id, { channel: "MANUAL" })
        const { order } = yield* (yield* Acceptance).accept(sold.id, {})

        const merged = yield* merge(source.id, target.id)
        expectEqual(
          [
            merged.id,
            merged.name,
            merged.category,
            merged.email,
            merged.vatNumber,
            merged.siren,
            merged.notes,
          ],
          [
            target.id,
            "Lumière SA",
            "COMPANY",
            "old@lumiere.example",
            "FR40303265045",
            "303265045",
            "pays late",
          ],
          "the fields",
        )
        expectEqual([merged.stage, merged.version], ["CLIENT", 2], "won by what the other had ordered")
        expectEqual(yield* clients.get(source.id), merged, "under the other id")
        expectEqual(yield* clients.get(target.id), merged, "under its own")
        expectEqual(yield* merge(source.id, target.id), merged, "again: nothing")
        const expected = {
          quotes: [draft.id, own.id, sold.id].toSorted(),
          booked: order.totals.net,
        }
        expectEqual(yield* possessions(operator.id, target.id), expected, "what it has")
        expectEqual(
          (yield* possessions(operator.id, source.id)).quotes,
          expected.quotes,
          "quotes under the other id",
        )
        expectEqual(
          (yield* quotes.get(draft.id)).version,
          2,
          "a quote that changed hands has a version of its own",
        )
        expectEqual(yield* owners, [target.id], "the orders")
        const linked = yield* Effect.forEach([zoe, max], ({ id }) =>
          Effect.map(contacts.get(id), ({ clients }) =>
            clients.map(({ clientId, role, primary }) => [clientId, role, primary]),
          ),
        )
        expectEqual(
          linked,
          [[[target.id, "BOOKER", false]], [[target.id, "BILLING", true]]],
          "the links: its primary contact stays, and what it said of the other",
        )
        const [folded] = yield* (yield* ClientRepository).sourcesOf(operator.id, target.id)
        expectEqual(
          [folded?.id, folded?.mergedInto],
          [source.id, target.id],
          "the other says into what it was folded",
        )
        const told = (aggregate: "CLIENT" | "QUOTE" | "ORDER", id: string) =>
          Effect.flatMap(History, (history) =>
            Effect.map(history.list(operator.id, [{ aggregate, id }], { limit: 20 }), ({ items }) =>
              items.map(({ action, data }) => [action, data]).at(-1),
            ),
          )
        expectEqual(yield* told("CLIENT", source.id), ["ClientMerged", { into: target.id }], "its history")
        const moved = { from: source.id, into: target.id }
        expectEqual(yield* told("QUOTE", draft.id), ["QuoteMoved", moved], "the quote's")
        expectEqual(yield* told("ORDER", order.id), ["OrderMoved", moved], "the order's")
        const { items } = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "CLIENT", id: target.id }],
          {
            limit: 20,
          },
        )
        expectEqual(
          items.slice(-2).map(({ action, data, to }) => [action, data, to]),
          [
            ["ClientMerged", { from: source.id, filled: ["email", "vatNumber", "notes"] }, undefined],
            ["ClientWon", {}, "CLIENT"],
          ],
          "the target's",
        )
        const next = yield* quotes.create(inputs.quote(source.id))
        expectEqual(next.clientId, target.id, "a new quote for the other id")
        const linkedAnew = yield* contacts.link(source.id, zoe.id, { role: "OTHER" })
        expectEqual(linkedAnew.clients[0]?.clientId, target.id, "a new link for the other id")
        expectEqual(yield* clients.alike(merged), [], "nobody is its own duplicate")
      }),
    ),
  },
  {
    name: "private clients are merged with their cards: quotes name the one that stays, and what is erased is erased on both",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const contacts = yield* Contacts
        const quotes = yield* Quotes
        const personal = yield* PersonalData
        const source = yield* clients.create(
          company({
            type: "PRIVATE",
            name: "J. Moreau",
            email: "canary@example.org",
            phone: "+33612345678",
            address: { city: "Reims" },
          }),
        )
        const target = yield* clients.create(inputs.privateClient("Jeanne Moreau", "jeanne@example.org"))
        const [old, card] = [source.selfContactId!, target.selfContactId!]
        yield* contacts.edit(old, {
          newsletter: { optedIn: false, source: "phone", wordingVersion: "1" },
        })
        const agency = yield* entered("Lumière")
        yield* contacts.link(agency.id, old, { role: "BOOKER", primary: true })
        yield* contacts.link(agency.id, card, { role: "OTHER" })
        yield* contacts.link(target.id, old, { role: "BOOKER" })
        const own = yield* quotes.create(inputs.quote(source.id))
        const other = yield* quotes.create({
          ...inputs.quote(agency.id),
          contacts: [
            { contactId: old, role: "PASSENGER" },
            { contactId: card, role: "PASSENGER" },
            { contactId: old, role: "BILLING" },
          ],
        })
        const merged = yield* (yield* Merging).merge(source.id, target.id)
        expectEqual(
          [merged.name, merged.email, merged.phone, merged.address],
          ["Jeanne Moreau", "jeanne@example.org", "+33612345678", { city: "Reims" }],
          "the client",
        )
        expectEqual(yield* clients.get(source.id), merged, "as it is shown")
        const kept = yield* contacts.get(card)
        expectEqual(yield* contacts.get(old), kept, "the card answers under both ids")
        expectEqual(
          [kept.contact.phone, kept.contact.newsletter?.optedIn],
          ["+33612345678", false],
          "filled, and what was answered about the newsletter stands",
        )
        expectEqual(
          kept.clients.map(({ clientId, role, primary }) => [clientId, role, primary]),
          [[agency.id, "OTHER", true]],
          "its links",
        )
        expectEqual(
          [(yield* quotes.get(own.id)).contacts, (yield* quotes.get(other.id)).contacts],
          [
            [{ contactId: card, role: "BOOKER" }],
            [
              { contactId: card, role: "PASSENGER" },
              { contactId: card, role: "BILLING" },
            ],
          ],
          "quotes name it, once in a role",
        )
        const named = yield* quotes.edit(other.id, { contacts: [{ contactId: old, role: "OTHER" }] })
        expectEqual(named.contacts, [{ contactId: card, role: "OTHER" }], "named by the other id")
        const held = yield* personal.of(old)
        expectEqual(
          [
            held.contact.contact.id,
            held.merged.map(({ id, email }) => [id, email]),
            held.quotes.map(({ id }) => id),
          ],
          [card, [[old, "canary@example.org"]], [own.id]],
          "an export holds what was folded in",
        )
        yield* contacts.erase(old)
        const repository = yield* ContactRepository
        const left = [
          yield* contacts.get(card),
          yield* repository.sourcesOf(operator.id, card),
          yield* (yield* ClientRepository).sourcesOf(operator.id, target.id),
          yield* clients.list({}, { sort: "name", limit: 9 }),
        ]
        expectTrue(!/canary|jeanne|612345678/i.test(JSON.stringify(left)), "nothing is left of either")
        expectEqual(
          yield* tagOf(
            Effect.flatMap(Merging, (use) =>
              Effect.flatMap(clients.create(inputs.privateClient()), ({ id }) => use.merge(id, target.id)),
            ),
          ),
          "MergeConflict",
          "whoever was forgotten is not brought back",
        )
      }),
    ),
  },
  {
    name: "two agencies, VAT numbers or SIRENs, two types, or one record, are not one client: each conflict is named and nothing changes",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { merge } = yield* Merging
        const agencies = yield* Agencies
        const agency = (name: string) => Effect.map(agencies.create({ name }), ({ id }) => id)
        const ours = yield* entered("One", {
          agencyId: yield* agency("A"),
          vatNumber: "FR40303265045",
          siren: "303265045",
        })
        const theirs = yield* entered("Two", {
          agencyId: yield* agency("B"),
          vatNumber: "DE136695976",
          siren: "732829320",
        })
        const single = yield* (yield* Clients).create(inputs.privateClient())
        const conflicts = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
          Effect.map(Effect.flip(effect), (error) =>
            error instanceof MergeConflict ? error.conflicts.map(({ field }) => field) : [error],
          )
        expectEqual(
          [
            yield* conflicts(merge(ours.id, theirs.id)),
            yield* conflicts(merge(single.id, theirs.id)),
            yield* conflicts(merge(ours.id, ours.id)),
          ],
          [["agencyId", "vatNumber", "siren"], ["type"], ["id"]],
          "the conflicts",
        )
        expectEqual(yield* tagOf(merge(ours.id, single.id, 3)), "StaleVersion", "over another version")
        const clients = yield* ClientRepository
        expectEqual(
          yield* Effect.forEach([ours, theirs, single], ({ id }) => clients.get(operator.id, id)),
          [ours, theirs, single],
          "as they were",
        )
      }),
    ),
  },
  {
    name: "what was folded into a client that is folded into another answers with the last one",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const { merge } = yield* Merging
        const create = (name: string) =>
          clients.create(inputs.privateClient(name, `${name.toLowerCase()}@example.org`))
        const [a, b, c] = [yield* create("A"), yield* create("B"), yield* create("C")]
        const quote = yield* (yield* Quotes).create(inputs.quote(a.id))
        yield* merge(a.id, b.id)
        const last = yield* merge(b.id, c.id)
        expectEqual([yield* clients.get(a.id), yield* clients.get(b.id)], [last, last], "both ids")
        const sources = yield* (yield* ClientRepository).sourcesOf(operator.id, c.id)
        expectEqual(
          sources.map(({ id, mergedInto }) => [id, mergedInto]),
          [a.id, b.id].toSorted().map((id) => [id, c.id]),
          "no chain is left",
        )
        const card = yield* (yield* Contacts).get(a.selfContactId!)
        expectEqual(card.contact.id, c.selfContactId, "the cards as well")
        const moved = yield* (yield* Quotes).get(quote.id)
        expectEqual(
          [moved.clientId, moved.contacts],
          [c.id, [{ contactId: c.selfContactId, role: "BOOKER" }]],
          "the quote",
        )
        expectEqual(yield* merge(a.id, c.id), last, "merged already")
      }),
    ),
  },
]
