/** What lists make of a client that became one with another. */
import { ClientRepository, Clients, ClientViews, Contacts, Merging, type StoragePorts } from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager } from "./thread.ts"

export const mergingLists: Suite<StoragePorts> = [
  {
    name: "F8 a merged client is neither listed, found nor counted, nor is its card; its id answers with the other",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const contacts = yield* Contacts
        const { merge } = yield* Merging
        const create = (name: string) => clients.create(inputs.privateClient(name, `${name}@example.org`))
        const [source, target] = [yield* create("zéphyrine"), yield* create("jeanne")]
        const [archived, gone] = [yield* create("zéphyr"), yield* create("zéphyrin")]
        yield* clients.archive(archived.id)
        yield* clients.archive(gone.id)
        yield* merge(source.id, target.id)
        yield* merge(gone.id, target.id) // archived before
        const filters = [{}, { status: "ARCHIVED" }, { status: "ACTIVE" }, { q: "zephyr" }] as const
        const sort = { sort: "name", limit: 9 } as const
        expectEqual(
          yield* Effect.forEach(filters, (some) =>
            Effect.map(clients.list(some, sort), ({ items }) => items.map(({ id }) => id)),
          ),
          [[target.id, archived.id], [archived.id], [target.id], [archived.id]],
          "clients",
        )
        expectEqual(
          yield* Effect.forEach(filters, (some) =>
            Effect.map(
              ClientViews.use((views) => views.summary(some)),
              ({ byType }) => byType.PRIVATE,
            ),
          ),
          [2, 1, 1, 1],
          "how many",
        )
        const cards = [target.selfContactId, archived.selfContactId]
        expectEqual(
          yield* Effect.forEach([{}, { q: "zephyr" }] as const, (some) =>
            Effect.map(contacts.list(some, sort), ({ items }) => items.map(({ id }) => id)),
          ),
          [cards, cards.slice(1)],
          "cards",
        )
        expectEqual(
          [(yield* clients.get(source.id)).id, (yield* clients.get(gone.id)).id],
          [target.id, target.id],
          "their ids",
        )
        const folded = yield* (yield* ClientRepository).sourcesOf(operator.id, target.id)
        expectEqual(
          folded.map(({ id }) => id),
          [source.id, gone.id].toSorted(),
          "what was folded is kept",
        )
      }),
    ),
  },
]
