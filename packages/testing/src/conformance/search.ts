/** Text finds the same records in the same order on every storage. */
import {
  type Client,
  type ClientFilters,
  ClientRepository,
  Clients,
  type ClientSort,
  type Page,
  type StoragePorts,
} from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { newOperator } from "../World.ts"
import { asManager } from "./thread.ts"

/** Every client of a list, read `limit` at a time. */
const listed = Effect.fnUntraced(function* (filters: ClientFilters, sort: ClientSort = "name", limit = 2) {
  const clients = yield* Clients
  const names: Array<Client["name"]> = []
  let cursor: string | null = null
  do {
    const page: Page.Page<Client> = yield* clients.list(filters, {
      sort,
      limit,
      ...(cursor === null ? {} : { cursor }),
    })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
  } while (cursor !== null)
  return names
})

const people: ReadonlyArray<readonly [name: string, email: string]> = [
  ["Éloïse de l’Hôpital", "eloise@example.org"],
  ["eloise Durand", "durand_e@example.org"],
  ["Zoé Moreau", "zoe@remor.example"],
  ["Jean-Pierre Mô", "jp@example.com"],
  ["100% Coton", "coton@example.com"],
  ["100 pour 100", "cent@example.com"],
  ["\uE000 privé", "prive@example.net"],
  ["😀 sourire", "sourire@example.net"],
  ["Back\\slash_x", "back@example.net"],
]

const entered = Effect.gen(function* () {
  const clients = yield* Clients
  for (const [name, email] of people) yield* clients.create(inputs.privateClient(name, email))
  return yield* clients.create(inputs.businessClient("Lumière SA"))
})

/** What is typed, and who is found by it, sorted by name. */
const searches: ReadonlyArray<readonly [q: string, found: ReadonlyArray<string>]> = [
  ["ELOISE", ["Éloïse de l’Hôpital", "eloise Durand"]],
  ["éloïse", ["Éloïse de l’Hôpital", "eloise Durand"]],
  ["opit", ["Éloïse de l’Hôpital"]],
  ["mor", ["Zoé Moreau"]],
  ["mo", ["Jean-Pierre Mô", "Zoé Moreau"]],
  ["z", ["Zoé Moreau"]],
  ["re", ["Zoé Moreau"]],
  ["EXAMPLE.NET", ["Back\\slash_x", "\uE000 privé", "😀 sourire"]],
  ["142 00", ["Lumière SA"]],
  ["01 42 00 00 00", ["Lumière SA"]],
  ["+33142", ["Lumière SA"]],
  ["00%", ["100% Coton"]],
  ["d_e", ["eloise Durand"]],
  ["h_x", ["Back\\slash_x"]],
  ["k\\s", ["Back\\slash_x"]],
  ["%", []],
  ["___", []],
  ["mor%", []],
  ["moreau zoe@", []],
]

export const search: Suite<StoragePorts> = [
  {
    name: "F9 clients are found by part of name, e-mail and phone: no accents, no case, no wildcards; two letters begin a word",
    run: asManager(() =>
      Effect.gen(function* () {
        yield* entered
        for (const [q, found] of searches) {
          expectEqual(yield* listed({ q }), found, `q=${q}`)
          expectEqual(yield* listed({ q }, "-name"), found.toReversed(), `q=${q}, the other way round`)
        }
      }),
    ),
  },
  {
    name: "sorted by name, accents and case put nobody elsewhere, and code points decide what is left",
    run: asManager(() =>
      Effect.gen(function* () {
        yield* entered
        const all = [
          "100 pour 100",
          "100% Coton",
          "Back\\slash_x",
          "Éloïse de l’Hôpital",
          "eloise Durand",
          "Jean-Pierre Mô",
          "Lumière SA",
          "Zoé Moreau",
          "\uE000 privé",
          "😀 sourire",
        ]
        expectEqual(yield* listed({}), all, "all of them")
        expectEqual(yield* listed({}, "-name", 3), all.toReversed(), "backwards")
      }),
    ),
  },
  {
    name: "F8 F9 text, type and status narrow a list together, in the order asked for",
    run: asManager(() =>
      Effect.gen(function* () {
        const { id } = yield* entered
        expectEqual(yield* listed({ q: "lumiere", type: "BUSINESS" }), ["Lumière SA"], "of its type")
        expectEqual(yield* listed({ q: "lumiere", type: "PRIVATE" }), [], "of the other type")
        expectEqual(yield* listed({ q: "lumiere", status: "ACTIVE" }), ["Lumière SA"], "active")
        expectEqual(yield* listed({ q: "lumiere", status: "ARCHIVED" }), [], "archived")
        expectEqual(
          yield* listed({ q: "example", type: "PRIVATE" }, "createdAt", 4),
          people.map(([name]) => name),
          "as they were entered",
        )
        const clients = yield* Clients
        const { nextCursor } = yield* clients.list({ q: "example" }, { sort: "name", limit: 1 })
        const other = yield* Effect.flip(
          clients.list({ q: "exampl" }, { sort: "name", limit: 1, cursor: nextCursor! }),
        )
        expectEqual(other._tag, "CursorMismatch", "a cursor of another search")
        const page = yield* clients.list({ q: "lumiere" }, { sort: "name", limit: 1 })
        expectEqual([page.items[0]!.id, page.nextCursor], [id, null], "one page")
      }),
    ),
  },
  {
    name: "the ids a text finds are at most as many as asked for, and none of another operator's",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { id } = yield* entered
        const clients = yield* ClientRepository
        expectEqual(yield* clients.idsFound(operator.id, "lumiere", 10), [id], "the one")
        expectEqual((yield* clients.idsFound(operator.id, "example", 5)).length, 5, "five of nine")
        expectEqual((yield* clients.idsFound(operator.id, "example", 50)).length, 9, "all nine")
        const other = (yield* newOperator()).id
        expectEqual(yield* clients.idsFound(other, "lumiere", 10), [], "another operator finds none")
        const theirs = yield* clients.list(other, { q: "lumiere" }, { sort: "name", limit: 10 })
        expectEqual(theirs.items, [], "nor in a list")
      }),
    ),
  },
]
