/** Lists show each row once, in order, however they are paged. */
import {
  Clients,
  Drivers,
  History,
  type Page,
  type Quote,
  QuoteRepository,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder, sentQuote } from "./thread.ts"

/** Reads a list to its end, `limit` rows at a time. */
const pages = <A, E, R>(
  limit: number,
  list: (page: { limit: number; cursor?: string }) => Effect.Effect<Page.Page<A>, E, R>,
) =>
  Effect.gen(function* () {
    const items: Array<A> = []
    let cursor: string | null = null
    do {
      const page: Page.Page<A> = yield* list({ limit, ...(cursor === null ? {} : { cursor }) })
      items.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    return items
  })

const ids = (items: ReadonlyArray<{ readonly id: string }>) => items.map(({ id }) => id)

export const lists: Suite<StoragePorts> = [
  {
    name: "every list pages through all rows once, in the order of its sort, and back",
    run: asManager(() =>
      Effect.gen(function* () {
        const [clients, drivers, quotes, views] = [
          yield* Clients,
          yield* Drivers,
          yield* Quotes,
          yield* Views,
        ]
        const count = 11
        for (let n = 0; n < count; n++) {
          yield* newOrder([`2026-12-01T${String(n % 4).padStart(2, "0")}:00:00Z`])
          yield* drivers.create(inputs.driver())
        }
        const both = {
          clients: [
            yield* pages(4, (page) => clients.list({}, { ...page, sort: "createdAt" })),
            yield* pages(4, (page) => clients.list({}, { ...page, sort: "-createdAt" })),
          ],
          drivers: [
            yield* pages(4, (page) => drivers.list({}, { ...page, sort: "createdAt" })),
            yield* pages(4, (page) => drivers.list({}, { ...page, sort: "-createdAt" })),
          ],
          quotes: [
            yield* pages(4, (page) =>
              quotes.list({ status: ["ACCEPTED", "DRAFT"] }, { ...page, sort: "createdAt" }),
            ),
            yield* pages(4, (page) =>
              quotes.list({ status: ["ACCEPTED", "DRAFT"] }, { ...page, sort: "-createdAt" }),
            ),
          ],
          pipeline: [
            yield* pages(4, (page) => views.pipeline({ status: ["PENDING"] }, { ...page, sort: "tripAt" })),
            yield* pages(4, (page) => views.pipeline({ status: ["PENDING"] }, { ...page, sort: "-tripAt" })),
          ],
        }
        for (const [name, [up, down]] of Object.entries(both)) {
          expectEqual(new Set(ids(up!)).size, count, `${name}: every row once`)
          expectEqual(ids(down!), ids(up!).toReversed(), `${name}: the other way round`)
        }
        const [up] = both.pipeline
        const sorted = up!.toSorted((a, b) => DateTime.Order(a.tripAt, b.tripAt) || (a.id < b.id ? -1 : 1))
        expectEqual(
          ids(up!),
          ids(sorted),
          "the pipeline is in the order of (tripAt, id), though trips fall together",
        )
      }),
    ),
  },
  {
    name: "filters leave out the others",
    run: asManager(() =>
      Effect.gen(function* () {
        const quotes = yield* Quotes
        const sent = yield* sentQuote()
        const draft = yield* quotes.create(inputs.quote(sent.clientId))
        const other = yield* sentQuote()
        const list = (filters: Parameters<typeof quotes.list>[0]) =>
          Effect.map(quotes.list(filters, { sort: "createdAt", limit: 50 }), ({ items }) => ids(items))
        expectEqual(yield* list({ status: ["DRAFT"] }), [draft.id], "by status")
        expectEqual(yield* list({ clientId: sent.clientId }), [sent.id, draft.id], "by client")
        expectEqual(yield* list({ status: ["SENT"], clientId: other.clientId }), [other.id], "by both")
        expectEqual(yield* list({ status: [] }), [], "by no status at all")
        const clients = yield* Clients
        const company = yield* clients.create(inputs.businessClient())
        const page = { sort: "createdAt", limit: 50 } as const
        expectEqual(
          ids((yield* clients.list({ type: "BUSINESS" }, page)).items),
          [company.id],
          "clients by type",
        )
        expectEqual((yield* clients.list({ status: "ARCHIVED" }, page)).items, [], "no client is archived")
      }),
    ),
  },
  {
    name: "a cursor is good for its own sort and filters only",
    run: asManager(() =>
      Effect.gen(function* () {
        const clients = yield* Clients
        for (let n = 0; n < 3; n++) yield* clients.create(inputs.privateClient())
        const { nextCursor } = yield* clients.list({}, { sort: "createdAt", limit: 1 })
        const tag = (effect: ReturnType<typeof clients.list>) =>
          Effect.flip(effect).pipe(Effect.map(({ _tag }) => _tag))
        expectEqual(
          yield* tag(clients.list({}, { sort: "-createdAt", limit: 1, cursor: nextCursor! })),
          "CursorMismatch",
          "another sort",
        )
        expectEqual(
          yield* tag(clients.list({ type: "PRIVATE" }, { sort: "createdAt", limit: 1, cursor: nextCursor! })),
          "CursorMismatch",
          "other filters",
        )
        expectEqual(
          yield* tag(clients.list({}, { sort: "createdAt", limit: 1, cursor: "nonsense" })),
          "CursorMismatch",
          "no cursor at all",
        )
      }),
    ),
  },
  {
    name: "histories are merged, oldest first, and paged; numbers never stand in them",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const views = yield* Views
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00", "2026-12-01T09:30:00+01:00"])
        const whole = yield* pages(3, (page) => views.orderHistory(order.id, page))
        expectEqual(
          whole.map(({ action }) => action),
          ["QuoteCreated", "QuoteSent", "QuoteAccepted", "OrderCreated", "MissionCreated", "MissionCreated"],
          "what happened",
        )
        expectEqual((yield* views.orderPage(order.id)).history, whole, "the order's page shows the same")
        const text = JSON.stringify(whole)
        const quote: Quote = yield* (yield* QuoteRepository).get(operator.id, order.quoteId)
        expectEqual(
          [text.includes(order.number), text.includes(quote.number)],
          [false, false],
          "no document number is written in it",
        )
      }),
    ),
  },
  {
    name: "history keeps the order in which entries were appended",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const history = yield* History
        const { atomically } = yield* UnitOfWork
        const at = yield* DateTime.now
        const ref = { aggregate: "DRIVER", id: operator.id } as const
        const entry = (n: number) => ({
          ...ref,
          at,
          actor,
          action: "Counted",
          reason: `${n}`,
          data: { n, nested: { é: [1, null, true] } },
        })
        for (let n = 0; n < 6; n += 2)
          yield* atomically(operator.id, history.append(operator.id, [entry(n), entry(n + 1)]))
        const read = yield* pages(4, (page) => history.list(operator.id, [ref], page))
        expectEqual(
          read.map(({ sequence: _, ...rest }) => rest),
          [0, 1, 2, 3, 4, 5].map(entry),
          "all six, whole, in order",
        )
      }),
    ),
  },
]
