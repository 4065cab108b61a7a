/** A unit of work is written whole or not at all. */
import {
  ClientRepository,
  Clients,
  History,
  type Operator,
  Outbox,
  Quotes,
  type StoragePorts,
  UnitOfWork,
} from "@caleche/core"
import { Cause, DateTime, Effect, Exit } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { newOperator } from "../World.ts"
import { asManager } from "./thread.ts"

const clientsOf = (operator: Operator) =>
  Effect.flatMap(ClientRepository, (clients) =>
    clients.list(operator.id, {}, { sort: "createdAt", limit: 200 }),
  ).pipe(Effect.map(({ items }) => items.map(({ name }) => name)))

export const unitOfWork: Suite<StoragePorts> = [
  {
    name: "a unit of work that fails leaves no record, no history, no message and no number",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const clients = yield* Clients
        const quotes = yield* Quotes
        const outbox = yield* Outbox
        const before = yield* outbox.backlog
        const client = yield* clients.create(inputs.privateClient())
        const failed = yield* Effect.exit(
          atomically(
            operator.id,
            Effect.gen(function* () {
              yield* clients.create(inputs.privateClient("Gone", "gone@example.org"))
              const quote = yield* quotes.create(inputs.quote(client.id))
              yield* quotes.send(quote.id, {})
              return yield* Effect.fail("no")
            }),
          ),
        )
        expectTrue(Exit.isFailure(failed), "the failure reaches the caller")
        expectEqual(
          yield* clientsOf(operator),
          ["Jeanne Moreau"],
          "the client of the failed unit is not there",
        )
        expectEqual((yield* quotes.list({}, { sort: "createdAt", limit: 10 })).items, [], "nor is its quote")
        expectEqual(yield* outbox.backlog, before, "nor its message")
        const next = yield* quotes.create(inputs.quote(client.id))
        expectTrue(
          next.number.endsWith("-00001"),
          `the number of the failed unit is given out again, not lost: ${next.number}`,
        )
      }),
    ),
  },
  {
    name: "a unit inside another joins it: the outer failure takes the inner writes along",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const clients = yield* Clients
        const inner = atomically(
          operator.id,
          clients.create(inputs.privateClient("Inner", "inner@example.org")),
        )
        yield* Effect.exit(atomically(operator.id, Effect.andThen(inner, Effect.fail("outer"))))
        expectEqual(yield* clientsOf(operator), [], "nothing is left of the inner unit")
      }),
    ),
  },
  {
    name: "a failure of a joined unit rolls the outermost back, also when somebody caught it",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const clients = yield* Clients
        const caught = Effect.exit(atomically(operator.id, Effect.fail("inner")))
        const outer = yield* Effect.exit(
          atomically(
            operator.id,
            Effect.andThen(clients.create(inputs.privateClient("Outer", "outer@example.org")), caught),
          ),
        )
        expectTrue(Exit.isFailure(outer) && Cause.hasDies(outer.cause), "committing after it is a defect")
        expectEqual(yield* clientsOf(operator), [], "and nothing was written")
      }),
    ),
  },
  {
    name: "a defect rolls back like a failure",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const clients = yield* Clients
        yield* Effect.exit(
          atomically(operator.id, Effect.andThen(clients.create(inputs.privateClient()), Effect.die("bug"))),
        )
        expectEqual(yield* clientsOf(operator), [], "nothing was written")
      }),
    ),
  },
  {
    name: "reads inside a unit see what it has written",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const clients = yield* Clients
        const seen = yield* atomically(
          operator.id,
          Effect.gen(function* () {
            const { id } = yield* clients.create(inputs.privateClient())
            return [yield* clients.get(id), (yield* clientsOf(operator)).length] as const
          }),
        )
        expectEqual([seen[0].name, seen[1]], ["Jeanne Moreau", 1], "what was written is read")
      }),
    ),
  },
  {
    name: "a unit of another operator cannot join",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const other = yield* newOperator()
        const exit = yield* Effect.exit(atomically(operator.id, atomically(other.id, Effect.void)))
        expectTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause), "it is a defect")
      }),
    ),
  },
  {
    name: "history and messages commit with the unit they belong to",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const history = yield* History
        const at = yield* DateTime.now
        const id = operator.id
        const entry = { aggregate: "CLIENT" as const, id, at, actor, action: "Tested", data: { n: 1 } }
        yield* Effect.exit(
          atomically(operator.id, Effect.andThen(history.append(operator.id, [entry]), Effect.fail("no"))),
        )
        yield* atomically(operator.id, history.append(operator.id, [{ ...entry, data: { n: 2 } }]))
        const { items } = yield* history.list(operator.id, [{ aggregate: "CLIENT", id }], { limit: 10 })
        expectEqual(
          items.map(({ data }) => data),
          [{ n: 2 }],
          "only the committed entry is there",
        )
      }),
    ),
  },
]
