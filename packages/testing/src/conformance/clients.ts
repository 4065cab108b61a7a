/** Clients through their life: entered, edited, archived and restored. */
import {
  Acceptance,
  type Client,
  ClientRepository,
  Clients,
  ContactRepository,
  History,
  NewClient,
  Quotes,
  type StoragePorts,
  UnitOfWork,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, recordOf } from "./thread.ts"

const decode = Schema.decodeUnknownSync(NewClient)
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const namesOf = (clients: ReadonlyArray<Client>) => clients.map(({ name }) => name)

export const clients: Suite<StoragePorts> = [
  {
    name: "F12 a client keeps every field it was entered with, and what it was edited to",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* Clients
        const company = yield* use.create(
          decode({
            type: "BUSINESS",
            name: "Lumière SA",
            category: "COMPANY",
            accountManager: "Zoé",
            phone: "+33142000000",
            vatNumber: "FR40303265045",
            siren: "303265045",
            notes: "pays late",
          }),
        )
        expectEqual(yield* use.get(company.id), company, "as entered")
        const edited = yield* use.edit(
          company.id,
          { name: "Ombre SA", category: "SCHOOL", siren: null, email: "ombre@example.org" },
          1,
        )
        expectEqual(yield* use.get(company.id), edited, "as edited")
        expectEqual(
          [edited.name, edited.companyName, edited.siren, edited.version],
          ["Ombre SA", "Lumière SA", undefined, 2],
          "the edit",
        )
        const page = { sort: "name", limit: 9 } as const
        expectEqual(namesOf((yield* use.list({ q: "ombre" }, page)).items), ["Ombre SA"], "found as it is")
        expectEqual(namesOf((yield* use.list({ q: "ombre@" }, page)).items), ["Ombre SA"], "by its e-mail")
        expectEqual(
          yield* tagOf(use.edit(company.id, { notes: "x" }, 1)),
          "StaleVersion",
          "over another version",
        )
        expectEqual(
          yield* tagOf(use.edit(company.id, { category: "CLUB" })),
          "UnknownCategory",
          "another category",
        )
        const { items } = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "CLIENT", id: company.id }],
          { limit: 9 },
        )
        expectEqual(
          items.map(({ action, actor: by, data }) => [action, by, data]),
          [
            ["ClientCreated", actor, { type: "BUSINESS" }],
            ["ClientEdited", actor, { changed: ["name", "category", "email", "siren"] }],
          ],
          "its history",
        )
      }),
    ),
  },
  {
    name: "F33 a private client and its card change together, and are found by what they are now",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Clients
        const repository = yield* ClientRepository
        const person = yield* use.create(inputs.privateClient("Jeanne Moreau"))
        const edited = yield* use.edit(person.id, {
          contact: { firstName: "Jeanne", lastName: "Durand" },
          phone: "+33612345678",
        })
        expectEqual(yield* use.get(person.id), edited, "the client")
        const [card] = yield* repository.contacts(operator.id, [person.selfContactId!])
        expectEqual(
          [card!.firstName, card!.lastName, card!.phone, card!.email, card!.version],
          ["Jeanne", "Durand", "+33612345678", "jeanne@example.org", 2],
          "its card",
        )
        const found = (q: string) =>
          Effect.map(use.list({ q }, { sort: "-name", limit: 5 }), ({ items }) => items.length)
        expectEqual(
          [yield* found("durand"), yield* found("moreau"), yield* found("612345678")],
          [1, 0, 1],
          "the search",
        )
        const { atomically } = yield* UnitOfWork
        const contacts = yield* ContactRepository
        const late = yield* tagOf(
          atomically(operator.id, contacts.save(operator.id, { ...card!, lastName: "Late" })),
        )
        expectEqual(late, "StaleVersion", "a card saved over another version")
      }),
    ),
  },
  {
    name: "possible duplicates have the same e-mail, but for case, or the same phone",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Clients
        const first = yield* use.create(inputs.privateClient("One", "Jeanne@Example.org"))
        yield* use.create(decode({ type: "BUSINESS", name: "Two", phone: "+33612345678" }))
        yield* use.create(inputs.privateClient("Other", "xjeanne@example.org"))
        expectEqual(yield* use.alike(first), [], "alone")
        const last = yield* use.create(
          decode({ type: "PRIVATE", name: "Last", email: "jeanne@example.ORG", phone: "+33612345678" }),
        )
        expectEqual(namesOf(yield* use.alike(last)), ["One", "Two"], "both, oldest first")
        expectEqual(namesOf(yield* use.alike(first)), ["Last"], "and the other way round")
        yield* use.edit(last.id, { email: null })
        expectEqual(namesOf(yield* use.alike(first)), [], "not after an edit")
      }),
    ),
  },
  {
    name: "F26 F27 an archived client leaves the active list and gets no quotes; what was sent is still accepted; restored it is as before",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Clients
        const quotes = yield* Quotes
        const client = yield* use.create(inputs.privateClient())
        const sent = yield* quotes.create(inputs.quote(client.id))
        yield* quotes.send(sent.id, { channel: "MANUAL" })
        const draft = yield* quotes.create(inputs.quote(client.id))
        const archived = yield* use.archive(client.id)
        expectEqual(archived.version, 2, "a version of its own")
        expectEqual((yield* use.archive(client.id)).version, 2, "once")
        const page = { sort: "createdAt", limit: 5 } as const
        const active = yield* use.list({ status: "ACTIVE" }, page)
        const hidden = yield* use.list({ status: "ARCHIVED", q: "moreau" }, page)
        expectEqual([active.items.length, hidden.items.map(recordOf)], [0, [archived]], "the lists")
        expectEqual(yield* tagOf(quotes.create(inputs.quote(client.id))), "ClientArchived", "a new quote")
        expectEqual(yield* tagOf(quotes.send(draft.id, { channel: "MANUAL" })), "ClientArchived", "a draft")
        const { order } = yield* (yield* Acceptance).accept(sent.id, {})
        expectEqual(order.clientId, client.id, "what was sent is accepted")
        const restored = yield* use.restore(client.id)
        expectEqual(restored.archivedAt, undefined, "restored")
        expectEqual(
          (yield* use.list({ status: "ACTIVE" }, page)).items.map(recordOf),
          [restored],
          "in the list again",
        )
        expectEqual(
          (yield* quotes.send(draft.id, { channel: "MANUAL" })).status,
          "SENT",
          "the draft goes out",
        )
      }),
    ),
  },
]
