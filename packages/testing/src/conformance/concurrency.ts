/** What must come out right however many do it at once. */
import {
  Acceptance,
  ClientRepository,
  Dispatch,
  DriverBusy,
  Drivers,
  MissionRepository,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { Cause, Effect, Exit, Option } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { asManager, newOrder, onBoard, sentQuote } from "./thread.ts"

const all = { concurrency: "unbounded" } as const

/** `rounds` scales the races. */
export const concurrency = (rounds: number): Suite<StoragePorts> => [
  {
    name: `24 acceptances of one quote at once make one order with one number (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const { accept } = yield* Acceptance
        for (let round = 0; round < rounds; round++) {
          const quote = yield* sentQuote()
          const answers = yield* Effect.forEach(Array.from({ length: 24 }), () => accept(quote.id, {}), all)
          expectEqual(
            new Set(answers.map(({ order }) => `${order.id} ${order.number}`)).size,
            1,
            "every caller gets the same order",
          )
        }
        const { items } = yield* (yield* Views).pipeline({}, { sort: "tripAt", limit: 200 })
        expectEqual(items.length, rounds, "one order a quote")
      }),
    ),
  },
  {
    name: `two missions of one order completed at once leave it COMPLETED (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const dispatch = yield* Dispatch
        const views = yield* Views
        for (let round = 0; round < rounds; round++) {
          const order = yield* newOrder(["2026-12-01T06:30:00+01:00", "2026-12-01T06:30:00+01:00"])
          const { missions } = yield* views.orderPage(order.id)
          for (const { id } of missions) yield* onBoard(id)
          yield* Effect.forEach(missions, ({ id }) => dispatch.complete(id), all)
          expectEqual((yield* views.orderPage(order.id)).order.status, "COMPLETED", "the order's status")
        }
      }),
    ),
  },
  {
    name: `two overlapping assignments of one driver at once: one wins, the other is told who (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const dispatch = yield* Dispatch
        const views = yield* Views
        for (let round = 0; round < rounds; round++) {
          const driver = yield* (yield* Drivers).create(inputs.driver())
          const [a, b] = yield* Effect.all([
            newOrder(["2026-12-01T06:30:00+01:00"]),
            newOrder(["2026-12-01T07:29:00+01:00"]),
          ])
          const missions = yield* Effect.forEach([a!, b!], ({ id }) =>
            Effect.map(views.orderPage(id), (page) => page.missions[0]!),
          )
          const exits = yield* Effect.forEach(
            missions,
            ({ id }) => Effect.exit(dispatch.assign(id, driver.id)),
            all,
          )
          const [winner, loser] = Exit.isSuccess(exits[0]!)
            ? [missions[0]!, exits[1]!]
            : [missions[1]!, exits[0]!]
          expectEqual(exits.filter(Exit.isSuccess).length, 1, "assignments that won")
          const error = Exit.isFailure(loser)
            ? Option.getOrUndefined(Cause.findErrorOption(loser.cause))
            : undefined
          expectTrue(
            error instanceof DriverBusy && error.missionId === winner.id,
            `the loser is told of the mission in the way, not ${error?._tag}`,
          )
        }
      }),
    ),
  },
  {
    name: "the storage's own net refuses an overlap that nobody checked",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const missions = yield* MissionRepository
        const views = yield* Views
        const driver = yield* (yield* Drivers).create(inputs.driver())
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00", "2026-12-01T07:00:00+01:00"])
        const [first, second] = (yield* views.orderPage(order.id)).missions
        yield* (yield* Dispatch).assign(first!.id, driver.id)
        const forced = {
          ...second!,
          driverId: driver.id,
          status: "ASSIGNED" as const,
          version: second!.version + 1,
        }
        const exit = yield* Effect.exit(atomically(operator.id, missions.saveWindow(operator.id, forced)))
        const error = Exit.isFailure(exit)
          ? Option.getOrUndefined(Cause.findErrorOption(exit.cause))
          : undefined
        expectTrue(
          error instanceof DriverBusy && error.missionId === first!.id,
          `DriverBusy naming the first mission, not ${error?._tag}`,
        )
        expectEqual(
          (yield* missions.get(operator.id, second!.id)).status,
          "PENDING_ASSIGNMENT",
          "nothing was written",
        )
      }),
    ),
  },
  {
    name: "S61 windows are half-open: a mission may begin when another of the driver ends",
    run: asManager(() =>
      Effect.gen(function* () {
        const dispatch = yield* Dispatch
        const driver = yield* (yield* Drivers).create(inputs.driver())
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00", "2026-12-01T07:30:00+01:00"])
        const { missions } = yield* (yield* Views).orderPage(order.id)
        for (const { id } of missions) yield* dispatch.assign(id, driver.id)
        expectEqual(
          (yield* (yield* Views).orderPage(order.id)).order.status,
          "CONFIRMED",
          "both are assigned",
        )
      }),
    ),
  },
  {
    name: "64 writers of numbers, one in ten rolled back: no gap and no duplicate",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const quotes = yield* Quotes
        const clients = yield* ClientRepository
        const quote = yield* sentQuote()
        const client = yield* clients.get(operator.id, quote.clientId)
        const exits = yield* Effect.forEach(
          Array.from({ length: 64 }, (_, n) => n),
          (n) =>
            Effect.exit(
              atomically(
                operator.id,
                Effect.tap(quotes.create(inputs.quote(client.id)), () =>
                  n % 10 === 3 ? Effect.fail("rolled back") : Effect.void,
                ),
              ),
            ),
          all,
        )
        const numbers = exits.filter(Exit.isSuccess).map(({ value }) => Number(value.number.slice(-5)))
        expectEqual(
          numbers.toSorted((a, b) => a - b),
          Array.from({ length: numbers.length }, (_, n) => n + 2),
          "the numbers after the first quote's",
        )
        expectEqual(numbers.length, 57, "64 writers less the seven rolled back")
      }),
    ),
  },
]
