/** Clients that are merged while something else happens to them. */
import {
  Acceptance,
  ClientFiguresRepository,
  type ClientId,
  Clients,
  Merging,
  type OperatorId,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { Cause, Effect, Exit, Option } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const refusal = <A, E extends { readonly _tag: string }>(exit: Exit.Exit<A, E>): string =>
  Exit.isSuccess(exit)
    ? "done"
    : (Option.getOrUndefined(Cause.findErrorOption(exit.cause))?._tag ?? Cause.pretty(exit.cause))
const both = { concurrency: "unbounded" } as const

/** What a client has, as far as it can be asked for. */
export const possessions = Effect.fnUntraced(function* (operatorId: OperatorId, id: ClientId) {
  const { items } = yield* (yield* Quotes).list({ clientId: id }, { sort: "createdAt", limit: 200 })
  const { booked } = yield* (yield* ClientFiguresRepository).get(operatorId, id)
  return { quotes: items.map((quote) => quote.id).toSorted(), booked }
})

/** `rounds` scales the races. */
export const mergingRaces = (rounds: number): Suite<StoragePorts> => [
  {
    name: `two clients merged into each other at once: one of them stays, with all there is (${rounds} rounds)`,
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const { merge } = yield* Merging
        for (let round = 0; round < rounds * 2; round++) {
          const orders = [
            yield* newOrder(["2026-12-01T06:30:00+01:00"]),
            yield* newOrder(["2026-12-01T06:30:00+01:00"]),
          ]
          const [a, b] = [orders[0]!.clientId, orders[1]!.clientId]
          const ended = yield* Effect.all([Effect.exit(merge(a, b)), Effect.exit(merge(b, a))], both)
          expectEqual(ended.map(refusal), ["done", "done"], "both are answered")
          const [one, other] = [yield* clients.get(a), yield* clients.get(b)]
          expectEqual(one, other, "one client answers under both ids")
          expectEqual(one.archivedAt, undefined, "an active one")
          expectEqual(
            yield* possessions(operator.id, one.id),
            {
              quotes: orders.map(({ quoteId }) => quoteId).toSorted(),
              booked: orders[0]!.totals.net + orders[1]!.totals.net,
            },
            "with all there is",
          )
        }
      }),
    ),
  },
  {
    name: `a client merged while quotes are entered for it and accepted: all of them are the other's (${rounds} rounds)`,
    run: asManager((operator) =>
      Effect.gen(function* () {
        const quotes = yield* Quotes
        const { accept } = yield* Acceptance
        const { merge } = yield* Merging
        for (let round = 0; round < rounds * 2; round++) {
          const create = (name: string) =>
            Effect.flatMap(Clients, (use) => use.create(inputs.privateClient(name, `${name}@example.org`)))
          const [source, target] = [yield* create("source"), yield* create("target")]
          const sent = yield* quotes.create(inputs.quote(source.id))
          yield* quotes.send(sent.id, { channel: "MANUAL" })
          const [merged, accepted, ...drafts] = yield* Effect.all(
            [
              Effect.exit(merge(source.id, target.id)),
              Effect.exit(accept(sent.id, {})),
              Effect.exit(quotes.create(inputs.quote(source.id))),
              Effect.exit(quotes.create(inputs.quote(source.id))),
            ],
            both,
          )
          expectEqual(
            [refusal(merged), refusal(accepted), ...drafts.map(refusal)],
            ["done", "done", "done", "done"],
            "all succeed",
          )
          const made = [sent, ...drafts.filter(Exit.isSuccess).map(({ value }) => value)]
          const net = Exit.isSuccess(accepted) ? accepted.value.order.totals.net : 0
          expectEqual(
            yield* possessions(operator.id, target.id),
            { quotes: made.map(({ id }) => id).toSorted(), booked: net },
            "the target has all of them",
          )
          for (const { id } of made) {
            const quote = yield* quotes.get(id)
            expectEqual(
              [quote.clientId, quote.contacts],
              [target.id, [{ contactId: target.selfContactId, role: "BOOKER" }]],
              "each names the target and its card",
            )
          }
        }
      }),
    ),
  },
]
