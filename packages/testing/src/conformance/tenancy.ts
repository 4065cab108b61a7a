/** Two operators never meet: whatever one knows of the other's ids, the answer is that there is no such thing. */
import {
  ClientRepository,
  Clients,
  DriverRepository,
  Drivers,
  History,
  Idempotency,
  MissionRepository,
  OrderPageReader,
  OrderRepository,
  PipelineReader,
  QuoteRepository,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { Cause, DateTime, Effect, Exit, Option } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { as, newOperator, staff } from "../World.ts"
import { asManager, newOrder } from "./thread.ts"

const tagOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>): string =>
  Exit.isSuccess(exit)
    ? "found"
    : Option.match(Cause.findErrorOption(exit.cause), {
        onNone: () => Cause.pretty(exit.cause),
        onSome: ({ _tag }) => _tag,
      })

export const tenancy: Suite<StoragePorts> = [
  {
    name: "no port answers with another operator's records, by id or in a list",
    run: asManager(() =>
      Effect.gen(function* () {
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const driver = yield* (yield* Drivers).create(inputs.driver())
        const page = yield* (yield* Views).orderPage(order.id)
        const mission = page.missions[0]!
        const other = (yield* newOperator()).id
        const { atomically } = yield* UnitOfWork
        const clients = yield* ClientRepository
        const quotes = yield* QuoteRepository
        const orders = yield* OrderRepository
        const missions = yield* MissionRepository
        const drivers = yield* DriverRepository
        const client = yield* (yield* Clients).get(order.clientId)
        const list = { limit: 200 } as const
        const tags = {
          client: tagOf(yield* Effect.exit(clients.get(other, order.clientId))),
          contact: tagOf(yield* Effect.exit(clients.contacts(other, [client.selfContactId!]))),
          quote: tagOf(yield* Effect.exit(quotes.get(other, order.quoteId))),
          lockedQuote: tagOf(yield* Effect.exit(atomically(other, quotes.lock(other, order.quoteId)))),
          order: tagOf(yield* Effect.exit(orders.get(other, order.id))),
          lockedMission: tagOf(yield* Effect.exit(atomically(other, missions.lock(other, mission.id)))),
          mission: tagOf(yield* Effect.exit(missions.get(other, mission.id))),
          driver: tagOf(yield* Effect.exit(drivers.get(other, driver.id))),
          lockedDriver: tagOf(yield* Effect.exit(atomically(other, drivers.lock(other, driver.id)))),
          page: tagOf(yield* Effect.exit((yield* OrderPageReader).get(other, order.id))),
        }
        expectEqual(
          tags,
          {
            client: "ClientNotFound",
            contact: "ContactNotFound",
            quote: "QuoteNotFound",
            lockedQuote: "QuoteNotFound",
            order: "OrderNotFound",
            lockedMission: "MissionNotFound",
            mission: "MissionNotFound",
            driver: "DriverNotFound",
            lockedDriver: "DriverNotFound",
            page: "OrderNotFound",
          },
          "by id",
        )
        const lists = {
          clients: (yield* clients.list(other, {}, { ...list, sort: "createdAt" })).items,
          quotes: (yield* quotes.list(other, {}, { ...list, sort: "createdAt" })).items,
          quotesOfClient: (yield* quotes.list(
            other,
            { clientId: order.clientId },
            { ...list, sort: "createdAt" },
          )).items,
          drivers: (yield* drivers.list(other, {}, { ...list, sort: "createdAt" })).items,
          pipeline: (yield* (yield* PipelineReader).list(other, {}, { ...list, sort: "tripAt" })).items,
          missions: yield* missions.ofOrder(other, order.id),
          locked: yield* atomically(other, orders.lockByMissions(other, [mission.id])),
          history: (yield* (yield* History).list(other, [{ aggregate: "QUOTE", id: order.quoteId }], list))
            .items,
          orderOfQuote: [...Option.toArray(yield* orders.findByQuote(other, order.quoteId))],
          overlap: yield* missions.overlapping(
            other,
            { driverId: driver.id },
            { from: mission.pickupAt, to: mission.estimatedEndAt },
            5,
          ),
        }
        expectEqual(Object.values(lists).flat(), [], "in lists")
      }),
    ),
  },
  {
    name: "a write under a forged operator changes nothing of the other's",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const { atomically } = yield* UnitOfWork
        const quotes = yield* QuoteRepository
        const orders = yield* OrderRepository
        const clients = yield* ClientRepository
        const other = (yield* newOperator()).id
        const quote = yield* quotes.get(operator.id, order.quoteId)
        const at = yield* DateTime.now
        yield* Effect.exit(
          atomically(other, quotes.save(other, { ...quote, notes: "forged", version: quote.version + 1 })),
        )
        yield* Effect.exit(
          atomically(
            other,
            orders.save(other, { ...order, status: "CANCELLED", version: order.version + 1 }),
          ),
        )
        const won = yield* Effect.exit(atomically(other, clients.becomeClient(other, order.clientId, at)))
        expectEqual(Exit.isSuccess(won) && won.value, false, "no client of another operator is won")
        expectEqual(yield* quotes.get(operator.id, order.quoteId), quote, "the quote is as it was")
        expectEqual(yield* orders.get(operator.id, order.id), order, "the order is as it was")
      }),
    ),
  },
  {
    name: "two operators count their own numbers and may use one idempotency key",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const second = yield* newOperator()
        const quotes = yield* Quotes
        const numberOf = Effect.gen(function* () {
          const client = yield* (yield* Clients).create(inputs.privateClient())
          return (yield* quotes.create(inputs.quote(client.id))).number
        })
        const [mine, theirs] = yield* Effect.all(
          [numberOf.pipe(as(actor)), numberOf.pipe(as(staff(second)))],
          { concurrency: 2 },
        )
        expectEqual([mine, theirs], [theirs, mine], "both begin at one")
        const { atomically } = yield* UnitOfWork
        const idempotency = yield* Idempotency
        const at = yield* DateTime.now
        const request = (id: typeof operator.id) => ({
          operatorId: id,
          credential: "c",
          key: "k",
          route: "POST /v1/quotes",
          bodyHash: "00",
        })
        const answers = yield* Effect.forEach([operator.id, second.id], (id) =>
          atomically(id, idempotency.begin(request(id), at)),
        )
        expectEqual(answers, [undefined, undefined], "each is the first to use the key")
      }),
    ),
  },
]
