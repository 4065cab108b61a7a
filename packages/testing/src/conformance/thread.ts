/** What the cases have in common: an operator with staff, and the thread up to a point. */
import {
  Acceptance,
  type Actor,
  type Client,
  Clients,
  type CurrentActor,
  Dispatch,
  Drivers,
  type ListedClient,
  type Operator,
  Quotes,
  type StoragePorts,
  type UseCases,
} from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { as, built, newOperator, staff, useCases } from "../World.ts"

/** What a case may use beside the ports. */
export type Services = StoragePorts | UseCases.UseCases | CurrentActor

/** Runs a case's body as a manager of a new operator, with all use cases over the storage. */
export const asManager = <A, E>(
  body: (operator: Operator, actor: Actor) => Effect.Effect<A, E, Services>,
  settings: Partial<Operator> = {},
): Effect.Effect<A, E, StoragePorts> =>
  Effect.scoped(
    Effect.gen(function* () {
      const operator = yield* newOperator(settings)
      const actor = staff(operator)
      const context = yield* built(useCases())
      return yield* body(operator, actor).pipe(as(actor), Effect.provide(context))
    }),
  )

/** The record itself, of a client as lists show it. */
export const recordOf = ({ figures: _, ...client }: ListedClient): Client => client

/** A sent quote with the given lines. */
export const sentQuote = Effect.fnUntraced(function* (lines?: ReadonlyArray<Record<string, unknown>>) {
  const client = yield* (yield* Clients).create(inputs.privateClient())
  const quotes = yield* Quotes
  const quote = yield* quotes.create(inputs.quote(client.id, lines))
  return yield* quotes.send(quote.id, { channel: "MANUAL" })
})

/** An order with one mission a given pickup, of an hour unless told. */
export const newOrder = Effect.fnUntraced(function* (pickups: ReadonlyArray<string>, durationMinutes = 60) {
  const quote = yield* sentQuote(pickups.map((pickup) => inputs.transport(pickup, { durationMinutes })))
  return (yield* (yield* Acceptance).accept(quote.id, {})).order
})

/** A mission of `order` driven until its passengers are on board. */
export const onBoard = Effect.fnUntraced(function* (missionId: Parameters<Dispatch["Service"]["start"]>[0]) {
  const dispatch = yield* Dispatch
  const driver = yield* (yield* Drivers).create(inputs.driver())
  yield* dispatch.assign(missionId, driver.id)
  yield* dispatch.start(missionId)
  yield* dispatch.arrive(missionId)
  yield* dispatch.board(missionId)
})
