/** Contacts that are deleted, and those that are not because something names them. */
import {
  Clients,
  ContactInUse,
  Contacts,
  History,
  NewContact,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { Cause, Effect, Exit, Option, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { as, newOperator, staff } from "../World.ts"
import { asManager, newOrder } from "./thread.ts"

const decode = Schema.decodeUnknownSync(NewContact)
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const usesOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), (error) => (error instanceof ContactInUse ? error.usedBy : error))

/** `rounds` scales the races. */
export const removal = (rounds: number): Suite<StoragePorts> => [
  {
    name: "F34 a contact whom nothing names is deleted with its links; its history stays",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const client = yield* (yield* Clients).create(inputs.businessClient())
        const { contact } = yield* use.create(decode({ lastName: "Zoé", email: "zoe@example.org" }))
        yield* use.link(client.id, contact.id, { role: "BOOKER", primary: true })
        expectEqual(yield* tagOf(use.remove(contact.id, 7)), "StaleVersion", "over another version")
        const theirs = as(staff(yield* newOperator()))
        expectEqual(yield* tagOf(theirs(use.remove(contact.id))), "ContactNotFound", "another operator's")
        yield* use.remove(contact.id, 1)
        expectEqual(
          [yield* tagOf(use.get(contact.id)), yield* tagOf(use.remove(contact.id))],
          ["ContactNotFound", "ContactNotFound"],
          "it is gone",
        )
        const page = { sort: "name", limit: 9 } as const
        expectEqual((yield* use.list({ q: "zoe" }, page)).items, [], "nor found")
        const told = (aggregate: "CONTACT" | "CLIENT", id: string) =>
          Effect.flatMap(History, (history) =>
            Effect.map(history.list(operator.id, [{ aggregate, id }], { limit: 9 }), ({ items }) =>
              items.map(({ action }) => action),
            ),
          )
        expectEqual(
          yield* told("CONTACT", contact.id),
          ["ContactCreated", "ContactLinked", "ContactDeleted"],
          "its history",
        )
        expectEqual(
          yield* told("CLIENT", client.id),
          ["ClientCreated", "ContactLinked", "ContactUnlinked"],
          "its client's",
        )
        const { contact: next } = yield* use.create(decode({ lastName: "Max" }))
        const linked = yield* use.link(client.id, next.id, { role: "BOOKER", primary: true })
        expectEqual(linked.clients.length, 1, "another takes its place")
      }),
    ),
  },
  {
    name: "F34 a contact whom a quote or an order names, and a client's card, are in use and told by what",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const quotes = yield* Quotes
        const { contact } = yield* use.create(decode({ lastName: "Zoé" }))
        const client = yield* (yield* Clients).create(inputs.businessClient())
        const quote = yield* quotes.create(inputs.quote(client.id))
        const named = [{ contactId: contact.id, role: "PASSENGER" as const }]
        yield* quotes.edit(quote.id, { contacts: named })
        expectEqual(
          yield* usesOf(use.remove(contact.id)),
          [{ kind: "QUOTE", id: quote.id }],
          "named by a quote",
        )
        yield* quotes.edit(quote.id, { contacts: [] })
        yield* quotes.edit(quote.id, { notes: "nobody" })
        yield* use.remove(contact.id)
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const person = yield* (yield* Clients).get(order.clientId)
        expectEqual(
          yield* usesOf(use.remove(person.selfContactId!)),
          [
            { kind: "CLIENT", id: person.id },
            { kind: "ORDER", id: order.id },
            { kind: "QUOTE", id: order.quoteId },
          ],
          "a card, named by a quote that became an order",
        )
        expectEqual(
          yield* tagOf(quotes.edit(quote.id, { contacts: named })),
          "ContactNotFound",
          "once deleted",
        )
        expectEqual(
          yield* tagOf(quotes.create({ ...inputs.quote(client.id), contacts: named })),
          "ContactNotFound",
          "nor in a new quote",
        )
      }),
    ),
  },
  {
    name: `a contact deleted while a quote names it: either the quote is refused or the contact is in use (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Contacts
        const quotes = yield* Quotes
        const client = yield* (yield* Clients).create(inputs.businessClient())
        for (let round = 0; round < rounds * 4; round++) {
          const { contact } = yield* use.create(decode({ lastName: "Zoé" }))
          const input = {
            ...inputs.quote(client.id),
            contacts: [{ contactId: contact.id, role: "BOOKER" as const }],
          }
          const [removed, created] = yield* Effect.all(
            [Effect.exit(use.remove(contact.id)), Effect.exit(quotes.create(input))],
            { concurrency: "unbounded" },
          )
          const refusal = <A, E extends { readonly _tag: string }>(exit: Exit.Exit<A, E>) =>
            Exit.isSuccess(exit)
              ? "done"
              : (Option.getOrUndefined(Cause.findErrorOption(exit.cause))?._tag ?? Cause.pretty(exit.cause))
          const outcome = `${refusal(removed)} ${refusal(created)}`
          expectTrue(
            outcome === "done ContactNotFound" || outcome === "ContactInUse done",
            `both at once: ${outcome}`,
          )
        }
      }),
    ),
  },
]
