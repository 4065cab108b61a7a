/** Price books and replaced quotes, when several people change them at the same moment. */
import { Acceptance, PriceBooks, QuotePrices, Quotes, Route, type StoragePorts, Zone } from "@caleche/core"
import { Cause, Effect, Exit, Option, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, sentQuote } from "./thread.ts"

const ending = <A, E extends { readonly _tag: string }>(exit: Exit.Exit<A, E>): string =>
  Exit.isSuccess(exit)
    ? "done"
    : (Option.getOrUndefined(Cause.findErrorOption(exit.cause))?._tag ?? Cause.pretty(exit.cause))
const together = { concurrency: "unbounded" } as const

const zone = Schema.decodeUnknownSync(Zone)({
  id: "A",
  name: "A",
  shape: { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 },
})
const route = (n: number) =>
  Schema.decodeUnknownSync(Route)({
    id: `route-${n}`,
    name: "as entered",
    from: { zoneIds: ["A"] },
    to: { zoneIds: ["A"] },
    vehicleCategory: null,
    unitPrice: "90.00",
  })

/** `rounds` scales the races; whole books take a fifth of them, since each round writes many rows. */
export const pricingRaces = (rounds: number): Suite<StoragePorts> => [
  ...bookRaces(Math.ceil(rounds / 5)),
  ...replacementRaces(rounds),
]

const bookRaces = (rounds: number): Suite<StoragePorts> => [
  {
    name: `two imports of a price book over one version at once: one is in force, the other is told (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const books = yield* PriceBooks
        yield* books.add("zones", zone)
        for (let round = 0; round < rounds; round++) {
          const book = yield* books.get()
          const names = [`one ${round}`, `other ${round}`]
          const exits = yield* Effect.forEach(
            names,
            (name) => Effect.exit(books.replace({ ...book, name }, book.version)),
            together,
          )
          expectEqual(exits.map(ending).toSorted(), ["StaleVersion", "done"], "one of them wins")
          const { name, version } = yield* books.get()
          expectEqual(
            [name, version],
            [names[exits.findIndex(Exit.isSuccess)], book.version + 1],
            "the winner's book is in force",
          )
        }
      }),
    ),
  },
  {
    name: `eight rows of a price book changed at once make eight versions, and none is lost (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const books = yield* PriceBooks
        const routes = Array.from({ length: 8 }, (_, n) => route(n))
        yield* books.replace({ ...(yield* books.get()), zones: [zone], routes })
        for (let round = 0; round < rounds; round++) {
          const { version } = yield* books.get()
          yield* Effect.forEach(
            routes,
            ({ id }) => books.change("routes", id, (row) => ({ ...row, name: `${id} ${round}` })),
            together,
          )
          const after = yield* books.get()
          expectEqual(after.version, version + 8, "versions")
          expectEqual(
            after.routes.map(({ name }) => name),
            routes.map(({ id }) => `${id} ${round}`),
            "every change is there",
          )
        }
      }),
    ),
  },
]

const replacementRaces = (rounds: number): Suite<StoragePorts> => [
  {
    name: `a quote is replaced by one draft, however many copy it at once (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const { duplicate } = yield* QuotePrices
        for (let round = 0; round < rounds; round++) {
          const { clientId, id } = yield* sentQuote()
          const exits = yield* Effect.forEach(
            [1, 2, 3],
            () => Effect.exit(duplicate(id, { replace: true })),
            together,
          )
          expectEqual(
            exits.map(ending).toSorted(),
            ["QuoteReplacedAlready", "QuoteReplacedAlready", "done"],
            "one of them wins",
          )
          const { items } = yield* (yield* Quotes).list({ clientId }, { sort: "createdAt", limit: 9 })
          expectEqual(
            items.map(({ replaces, status }) => [replaces, status]),
            [
              [undefined, "SENT"],
              [id, "DRAFT"],
            ],
            "the original and one copy",
          )
        }
      }),
    ),
  },
  {
    name: `a quote accepted while its replacement is sent is one or the other (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const quotes = yield* Quotes
        const { duplicate } = yield* QuotePrices
        const { accept } = yield* Acceptance
        for (let round = 0; round < rounds; round++) {
          const { id } = yield* sentQuote()
          const copy = yield* duplicate(id, { replace: true })
          const [accepted, sent] = yield* Effect.all(
            [Effect.exit(accept(id, {})), Effect.exit(quotes.send(copy.id, { channel: "MANUAL" }))],
            together,
          )
          const left = [(yield* quotes.get(id)).status, (yield* quotes.get(copy.id)).status]
          const wanted = Exit.isSuccess(accepted)
            ? { ended: ["done", "ReplacedQuoteAccepted"], left: ["ACCEPTED", "DRAFT"] }
            : { ended: ["IllegalTransition", "done"], left: ["DECLINED", "SENT"] }
          expectEqual({ ended: [ending(accepted), ending(sent)], left }, wanted, "one winner")
        }
      }),
    ),
  },
]
