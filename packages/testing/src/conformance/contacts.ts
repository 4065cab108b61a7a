/** Contacts: people who belong to any number of clients, and the cards of private ones. */
import {
  type Contact,
  Clients,
  Contacts,
  History,
  Idempotency,
  NewContact,
  type Page,
  PersonalData,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { as, newOperator, staff } from "../World.ts"
import { asManager, newOrder, recordOf } from "./thread.ts"

const decode = Schema.decodeUnknownSync(NewContact)
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const lastNames = (page: Page.Page<Contact>) => page.items.map(({ lastName }) => lastName)

export const contacts: Suite<StoragePorts> = [
  {
    name: "F30 F34 F36 a contact is read as it was entered, edited, archived and restored",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const entered = yield* use.create(
          decode({
            firstName: "Zoé",
            lastName: "Moreau",
            gender: "FEMALE",
            email: "zoe@example.org",
            phone: "+33612345678",
            address: {
              street: "1 rue X",
              city: "Reims",
              postalCode: "51100",
              region: "Grand Est",
              country: "FR",
            },
          }),
        )
        const { id } = entered.contact
        expectEqual(yield* use.get(id), entered, "as entered")
        expectEqual("newsletter" in entered.contact, false, "nobody asked about the newsletter")
        const edited = yield* use.edit(id, { lastName: "Durand", gender: null, phone: null }, 1)
        expectEqual(yield* use.get(id), edited, "as edited")
        expectEqual(
          [edited.contact.lastName, edited.contact.gender, edited.contact.version],
          ["Durand", undefined, 2],
          "the edit",
        )
        expectEqual(yield* tagOf(use.edit(id, { lastName: "X" }, 1)), "StaleVersion", "over another version")
        const archived = yield* use.archive(id)
        const page = { sort: "name", limit: 9 } as const
        expectEqual((yield* use.list({ status: "ARCHIVED" }, page)).items, [archived.contact], "archived")
        expectEqual((yield* use.list({ status: "ACTIVE" }, page)).items, [], "not active")
        expectEqual((yield* use.restore(id)).contact.version, 4, "restored")
        const { items } = yield* (yield* History).list(operator.id, [{ aggregate: "CONTACT", id }], {
          limit: 9,
        })
        expectEqual(
          items.map(({ action, actor: by, data }) => [action, by, data]),
          [
            ["ContactCreated", actor, {}],
            ["ContactEdited", actor, { changed: ["lastName", "gender", "phone"] }],
            ["ContactArchived", actor, {}],
            ["ContactRestored", actor, {}],
          ],
          "its history names fields and no values",
        )
      }),
    ),
  },
  {
    name: "F33 a contact belongs to several clients in a role each; a client has one primary contact at most",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const clients = yield* Clients
        const one = yield* clients.create(inputs.businessClient("One"))
        const two = yield* clients.create(inputs.businessClient("Two"))
        const zoe = (yield* use.create(decode({ lastName: "Zoé" }))).contact
        const max = (yield* use.create(decode({ lastName: "Max" }))).contact
        const link = (clientId: typeof one.id, role: "BOOKER" | "BILLING", primary: boolean) => ({
          clientId,
          contactId: zoe.id,
          role,
          primary,
        })
        yield* use.link(two.id, zoe.id, { role: "BILLING" })
        const both = yield* use.link(one.id, zoe.id, { role: "BOOKER", primary: true })
        expectEqual(
          both.clients,
          [link(one.id, "BOOKER", true), link(two.id, "BILLING", false)].toSorted((a, b) =>
            a.clientId < b.clientId ? -1 : 1,
          ),
          "both clients",
        )
        yield* use.link(one.id, max.id, { role: "BILLING", primary: true })
        yield* use.link(one.id, max.id, { role: "BILLING", primary: true })
        const left = (yield* use.get(zoe.id)).clients.find(({ clientId }) => clientId === one.id)
        expectEqual(left, link(one.id, "BOOKER", false), "another is primary now")
        yield* use.unlink(one.id, zoe.id)
        yield* use.unlink(one.id, zoe.id)
        expectEqual((yield* use.get(zoe.id)).clients, [link(two.id, "BILLING", false)], "parted from one")
        const { items } = yield* (yield* History).list(operator.id, [{ aggregate: "CONTACT", id: zoe.id }], {
          limit: 9,
        })
        expectEqual(
          items.map(({ action }) => action),
          ["ContactCreated", "ContactLinked", "ContactLinked", "ContactUnlinked"],
          "what was repeated left no entry",
        )
        const other = yield* newOperator()
        const theirs = as(staff(other))
        expectEqual(
          [
            yield* tagOf(theirs(use.get(zoe.id))),
            yield* tagOf(theirs(use.link(two.id, zoe.id, { role: "OTHER" }))),
            (yield* theirs(use.list({ q: "zoe" }, { sort: "name", limit: 5 }))).items.length,
          ],
          ["ContactNotFound", "ClientNotFound", 0],
          "another operator's ids",
        )
      }),
    ),
  },
  {
    name: "F32 F33 a private client's card, changed as a contact, changes what the client shows and is found by",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const clients = yield* Clients
        const person = yield* clients.create(inputs.privateClient("Jeanne Moreau"))
        const card = person.selfContactId!
        yield* use.edit(card, { firstName: "Jeanne", lastName: "Durand", phone: "+33612345678" })
        const shown = yield* clients.get(person.id)
        expectEqual(
          [shown.name, shown.phone, shown.version],
          ["Jeanne Durand", "+33612345678", 2],
          "the client",
        )
        const found = yield* clients.list({ q: "durand" }, { sort: "name", limit: 5 })
        expectEqual(found.items.map(recordOf), [shown], "found by the new name")
        expectEqual(
          yield* tagOf(use.edit(card, { email: null, phone: null })),
          "ReachRequired",
          "a client without reach",
        )
      }),
    ),
  },
  {
    name: "F37 an answer about the newsletter is kept with when, where, which wording and who noted it; later ones replace it",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const newsletter = { optedIn: true, source: "fair in Reims", wordingVersion: "2026-1" }
        const { contact } = yield* use.create(decode({ lastName: "Moreau", newsletter }))
        expectEqual(
          (yield* use.get(contact.id)).contact.newsletter,
          { ...newsletter, at: contact.createdAt, actor },
          "the proof",
        )
        const no = yield* use.edit(contact.id, {
          newsletter: { ...newsletter, optedIn: false, source: "phone" },
        })
        expectEqual(no.contact.newsletter?.optedIn, false, "withdrawn")
        const { items } = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "CONTACT", id: contact.id }],
          { limit: 9 },
        )
        expectEqual(
          items.map(({ action, data }) => [action, data]),
          [
            ["ContactCreated", {}],
            ["ConsentRecorded", { optedIn: true }],
            ["ConsentRecorded", { optedIn: false }],
          ],
          "both answers stand in the history",
        )
        const operators = as(staff(operator, "OPERATOR"))
        expectEqual(
          yield* tagOf(operators(use.create(decode({ lastName: "X", newsletter })))),
          "Forbidden",
          "an operator may not note one",
        )
        expectEqual(
          (yield* operators(use.create(decode({ lastName: "X" })))).contact.version,
          1,
          "but may enter a contact",
        )
      }),
    ),
  },
  {
    name: "contacts are found by part of name, e-mail and phone and sorted by name, a page at a time",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Contacts
        for (const [firstName, lastName] of [
          ["Zoé", "Abadie"],
          ["Éloïse", "Moreau"],
          ["eloi", "Durand"],
        ] as const)
          yield* use.create(decode({ firstName, lastName, email: `${lastName}@Example.org` }))
        const first = yield* use.list({ q: "ELOI" }, { sort: "name", limit: 1 })
        const next = yield* use.list({ q: "ELOI" }, { sort: "name", limit: 1, cursor: first.nextCursor! })
        expectEqual([...lastNames(first), ...lastNames(next)], ["Durand", "Moreau"], "by first name")
        expectEqual(next.nextCursor, null, "no more")
        const all = yield* use.list({}, { sort: "-name", limit: 9 })
        expectEqual(lastNames(all), ["Abadie", "Moreau", "Durand"], "all, backwards")
        expectEqual(
          lastNames(yield* use.list({ q: "moreau@ex" }, { sort: "createdAt", limit: 9 })),
          ["Moreau"],
          "by e-mail",
        )
      }),
    ),
  },
  {
    name: "F97 erasing a private client's card leaves neither name nor reach nor notes on either, nor an answer that shows them; documents stay",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const clients = yield* Clients
        const idempotency = yield* Idempotency
        const { atomically } = yield* UnitOfWork
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const card = (yield* clients.get(order.clientId)).selfContactId!
        yield* clients.edit(order.clientId, { notes: "canary" })
        const kept = (key: string) => ({
          operatorId: operator.id,
          credential: "c",
          key,
          route: "POST /x",
          bodyHash: "h",
        })
        const keep = (key: string, body: string) =>
          atomically(
            operator.id,
            Effect.gen(function* () {
              yield* idempotency.begin(kept(key), yield* DateTime.now)
              yield* idempotency.complete(kept(key), { status: 201, headers: {}, body })
            }),
          )
        yield* keep("shows", JSON.stringify({ id: order.clientId, name: "Jeanne Moreau" }))
        yield* keep("refers", JSON.stringify({ id: order.quoteId, clientId: order.clientId }))
        const erased = yield* use.erase(card)
        expectEqual(yield* use.erase(card), erased, "once")
        const { version, createdAt, updatedAt, erasedAt, archivedAt, ...left } = erased.contact
        expectEqual(left, { id: card, lastName: "" }, "what is left of the card")
        expectEqual([erasedAt, archivedAt, version], [updatedAt, updatedAt, 2], "since when")
        const client = yield* clients.get(order.clientId)
        expectEqual(
          [client.name, client.email, client.notes, client.archivedAt],
          ["", undefined, undefined, erasedAt],
          "the client",
        )
        for (const q of ["moreau", "jeanne@example.org"]) {
          const page = { sort: "name", limit: 5 } as const
          const found = [(yield* clients.list({ q }, page)).items, (yield* use.list({ q }, page)).items]
          expectEqual(found, [[], []], `${q} finds nobody`)
        }
        expectEqual((yield* (yield* Views).orderPage(order.id)).order.id, order.id, "the order stays")
        const at = yield* DateTime.now
        const answers = yield* atomically(
          operator.id,
          Effect.all([idempotency.begin(kept("shows"), at), idempotency.begin(kept("refers"), at)]),
        )
        expectEqual(
          answers.map((answer) => answer?.status),
          [undefined, 201],
          "the answers",
        )
        const { items } = yield* (yield* History).list(
          operator.id,
          [
            { aggregate: "CONTACT", id: card },
            { aggregate: "CLIENT", id: order.clientId },
          ],
          { limit: 20 },
        )
        const told = items.filter(({ action }) => action.endsWith("Erased"))
        expectEqual(
          told.map(({ action, actor: by, data }) => [action, by, data]),
          [
            ["ContactErased", actor, {}],
            ["ClientErased", actor, {}],
          ],
          "the history",
        )
        expectEqual(createdAt.epochMilliseconds <= updatedAt.epochMilliseconds, true, "its times")
      }),
    ),
  },
  {
    name: "F97 an export holds card, client, quotes, orders and history of a private client, and leaves an entry",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const clients = yield* Clients
        const personal = yield* PersonalData
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const client = yield* clients.get(order.clientId)
        const draft = yield* (yield* Quotes).create(inputs.quote(client.id))
        const held = yield* personal.of(client.selfContactId!)
        expectEqual(held.client, client, "the client")
        expectEqual(held.contact, yield* use.get(client.selfContactId!), "the card")
        expectEqual(
          held.quotes.map(({ id }) => id),
          [order.quoteId, draft.id],
          "the quotes",
        )
        expectEqual(
          held.orders.map((page) => [page.order.id, page.missions.length]),
          [[order.id, 1]],
          "the order with its mission",
        )
        const told = yield* personal.of(client.selfContactId!)
        expectEqual(told.history.at(-1)?.action, "PersonalDataExported", "that it was given out")
        const { contact } = yield* use.create(decode({ lastName: "Zoé" }))
        yield* use.link(client.id, contact.id, { role: "BOOKER" })
        const other = yield* personal.of(contact.id)
        expectEqual(
          [other.client, other.quotes, other.contact.clients.length, other.history.length],
          [undefined, [], 1, 2],
          "of a contact who books for another: the card and its link",
        )
      }),
    ),
  },
]
