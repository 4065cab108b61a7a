/** What a unit of work does when PostgreSQL gives up on it, and what becomes of errors. */
import {
  Acceptance,
  ClientId,
  DriverId,
  DriverRepository,
  Drivers,
  History,
  MessageId,
  MissionRepository,
  type Operator,
  type OperatorId,
  OperatorRepository,
  Outbox,
  QuoteRepository,
  UnitOfWork,
} from "@caleche/core"
import { as, freshUuid, inputs, newOperator, staff } from "@caleche/testing"
import { Cause, DateTime, Deferred, Effect, Exit, Fiber } from "effect"
import { expect, test } from "vitest"
import { order, query, sentQuote, storageOn } from "./database.ts"

const { url, run } = storageOn("unit", { timeouts: { lock: "1500 millis" } })
/** One connection for changes besides the one that holds the lock, and locks that are waited for longer than a test may take. */
const patient = storageOn("patient", {
  pools: { writes: 2 },
  timeouts: { lock: "3 minutes", statement: "3 minutes", idleInTransaction: "3 minutes" },
})

const twoDrivers = Effect.gen(function* () {
  const operator = yield* newOperator()
  const drivers = yield* Drivers
  const make = Effect.map(drivers.create(inputs.driver()), ({ id }) => id).pipe(as(staff(operator)))
  return { operator, one: yield* make, two: yield* make }
})

test("a deadlock is resolved by running one of the two again", async () => {
  const runs = await run(
    Effect.gen(function* () {
      const { one, operator, two } = yield* twoDrivers
      const { atomically } = yield* UnitOfWork
      const drivers = yield* DriverRepository
      const both = [yield* Deferred.make<void>(), yield* Deferred.make<void>()] as const
      let runs = 0
      const locking = (first: DriverId, second: DriverId, mine: 0 | 1) =>
        atomically(
          operator.id,
          Effect.gen(function* () {
            runs++
            yield* drivers.lock(operator.id, first)
            yield* Deferred.succeed(both[mine], undefined)
            yield* Deferred.await(both[1 - mine]!)
            yield* drivers.lock(operator.id, second)
          }),
        )
      yield* Effect.all([locking(one, two, 0), locking(two, one, 1)], { concurrency: 2 })
      return runs
    }),
  )
  expect(runs).toBe(3)
})

test("a lock that takes too long is a retryable StorageFailed, and is not tried again by itself", async () => {
  const outcome = await run(
    Effect.gen(function* () {
      const { one, operator } = yield* twoDrivers
      const { atomically } = yield* UnitOfWork
      const drivers = yield* DriverRepository
      const held = yield* Deferred.make<void>()
      const holding = atomically(
        operator.id,
        Effect.andThen(
          drivers.lock(operator.id, one),
          Effect.andThen(Deferred.succeed(held, undefined), Effect.sleep("2 seconds")),
        ),
      )
      let runs = 0
      const waiting = atomically(
        operator.id,
        Effect.andThen(
          Effect.sync(() => runs++),
          drivers.lock(operator.id, one),
        ),
      )
      const [, result] = yield* Effect.all(
        [holding, Effect.andThen(Deferred.await(held), Effect.result(waiting))],
        { concurrency: 2 },
      )
      return { result, runs }
    }),
  )
  expect(outcome).toMatchObject({
    runs: 1,
    result: {
      _tag: "Failure",
      failure: { _tag: "StorageFailed", operation: "DriverRepository.lock", retryable: true },
    },
  })
})

test("a statement that went out behind one that failed does not hide why", async () => {
  const result = await run(
    Effect.gen(function* () {
      const { actor, operator, quote } = yield* sentQuote
      const { atomically } = yield* UnitOfWork
      const quotes = yield* QuoteRepository
      const held = yield* Deferred.make<void>()
      const over = yield* Deferred.make<void>()
      const holder = yield* Effect.forkChild(
        atomically(
          operator.id,
          Effect.andThen(
            quotes.lock(operator.id, quote.id),
            Effect.andThen(Deferred.succeed(held, undefined), Deferred.await(over)),
          ),
        ),
      )
      yield* Deferred.await(held)
      // The operator is asked for together with the lock, and meets a transaction that is given up.
      const accepting = Effect.flatMap(Acceptance, (use) => use.accept(quote.id, {})).pipe(as(actor))
      const result = yield* Effect.result(accepting)
      yield* Deferred.succeed(over, undefined)
      yield* Fiber.join(holder)
      return result
    }),
  )
  expect(result).toMatchObject({
    _tag: "Failure",
    failure: { _tag: "StorageFailed", operation: "QuoteRepository.lock", retryable: true },
  })
})

/** Renames the operator as part of a unit of work, then does `next`. */
const renaming = <A, E, R>(operator: Operator, next: Effect.Effect<A, E, R>) =>
  Effect.flatMap(UnitOfWork, ({ atomically }) =>
    atomically(
      operator.id,
      Effect.andThen(
        Effect.flatMap(OperatorRepository, (operators) => operators.save({ ...operator, name: "Renamed" })),
        next,
      ),
    ),
  )
const nameOf = (operator: Operator) =>
  Effect.flatMap(OperatorRepository, (operators) => operators.get(operator.id))

test("a joined unit that failed dooms the whole, even when its failure was caught: a defect, and nothing is kept", async () => {
  const { exit, name } = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator({ name: "Before" })
      const joined = Effect.flatMap(UnitOfWork, ({ atomically }) =>
        atomically(operator.id, Effect.fail("no")),
      )
      const exit = yield* Effect.exit(renaming(operator, Effect.ignore(joined)))
      return { exit, name: (yield* nameOf(operator)).name }
    }),
  )
  expect(Exit.isFailure(exit) && Cause.hasDies(exit.cause) && String(Cause.squash(exit.cause))).toContain(
    "one that joined it failed",
  )
  expect(name).toBe("Before")
})

/** Ends the connections whose transaction is open. */
const cutting = Effect.promise(() =>
  query(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'caleche' and state = 'idle in transaction'`,
  ),
)

test("a connection that is cut takes its unit of work along, and the next one gets another", async () => {
  const { name, result } = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator({ name: "Before" })
      const result = yield* Effect.result(renaming(operator, Effect.andThen(cutting, nameOf(operator))))
      return { result, name: (yield* nameOf(operator)).name }
    }),
  )
  expect(result).toMatchObject({ _tag: "Failure", failure: { _tag: "StorageFailed", retryable: true } })
  expect(name).toBe("Before")
})

test("so it is when the connection is lost below a savepoint", async () => {
  await query(
    url,
    `create function caleche.cut() returns trigger language plpgsql security definer as $$
       begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`,
  )
  await query(
    url,
    "create trigger cut before update on caleche.missions for each row execute function caleche.cut()",
  )
  const result = await run(
    Effect.gen(function* () {
      const { operator, order: made } = yield* order
      const port = yield* MissionRepository
      const [mission] = yield* port.ofOrder(operator.id, made.id)
      return yield* Effect.result(
        renaming(operator, port.saveWindow(operator.id, { ...mission!, version: 2 })),
      )
    }),
  )
  await query(url, "drop function caleche.cut() cascade")
  expect(result).toMatchObject({ _tag: "Failure", failure: { _tag: "StorageFailed", retryable: true } })
})

/** One message, as part of a unit of work. */
const telling = (operatorId: OperatorId) =>
  Effect.gen(function* () {
    const at = yield* DateTime.now
    const id = MessageId.make(freshUuid())
    const clientId = ClientId.make(freshUuid())
    yield* (yield* Outbox).put(operatorId, [{ id, content: { _tag: "ManualMessage", clientId } }], at)
  })

test("a write that waited for company fails under its own name, wherever it went out, and nothing is kept", async () => {
  await query(
    url,
    `create function caleche.full() returns trigger language plpgsql as $$
       begin raise exception 'no room' using errcode = 'disk_full'; end $$`,
  )
  await query(
    url,
    "create trigger filled before insert on caleche.outbox for each row execute function caleche.full()",
  )
  const { name, results } = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator({ name: "Before" })
      const told = telling(operator.id)
      const ends = [told, Effect.andThen(told, nameOf(operator)), Effect.andThen(told, telling(operator.id))]
      const results = yield* Effect.forEach(ends, (end) => Effect.result(renaming(operator, end)))
      return { results, name: (yield* nameOf(operator)).name }
    }),
  )
  await query(url, "drop function caleche.full() cascade")
  expect(results).toHaveLength(3)
  for (const result of results)
    expect(result).toMatchObject({
      _tag: "Failure",
      failure: { _tag: "StorageFailed", operation: "Outbox.put", retryable: true },
    })
  expect(name).toBe("Before")
})

test("a unit of work that is interrupted while it waits for a lock waits no longer, and its connection serves on", async () => {
  const names = await patient.run(
    Effect.gen(function* () {
      const { one, operator } = yield* twoDrivers
      const { atomically } = yield* UnitOfWork
      const drivers = yield* DriverRepository
      const held = yield* Deferred.make<void>()
      const over = yield* Deferred.make<void>()
      const lock = drivers.lock(operator.id, one)
      const holding = atomically(
        operator.id,
        Effect.andThen(lock, Effect.andThen(Deferred.succeed(held, undefined), Deferred.await(over))),
      )
      const holder = yield* Effect.forkChild(holding)
      yield* Deferred.await(held)
      const waiting = yield* Effect.forkChild(renaming(operator, lock))
      yield* Effect.sleep("300 millis")
      // The lock is still taken: only a statement that was cancelled ends before it.
      yield* Fiber.interrupt(waiting)
      const before = (yield* nameOf(operator)).name
      yield* Deferred.succeed(over, undefined)
      yield* Fiber.join(holder)
      yield* renaming(operator, lock)
      return [before === "Renamed", (yield* nameOf(operator)).name]
    }),
  )
  expect(names).toEqual([false, "Renamed"])
})

test("data the database cannot take is a defect of ours, not a failure to handle", async () => {
  const exit = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator()
      const history = yield* History
      const at = DateTime.makeUnsafe("2026-12-01T00:00:00Z")
      return yield* Effect.exit(
        history.append(operator.id, [
          { aggregate: "QUOTE", id: "no uuid", at, actor: staff(operator), action: "X", data: {} },
        ]),
      )
    }),
  )
  expect(Exit.isFailure(exit) && Cause.hasDies(exit.cause)).toBe(true)
})

test("an unknown driver is not found, in a unit of work and outside", async () => {
  const id = DriverId.make(freshUuid())
  const results = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator()
      const { atomically } = yield* UnitOfWork
      const { get, lock } = yield* DriverRepository
      return yield* Effect.all(
        [get(operator.id, id), atomically(operator.id, lock(operator.id, id))].map(Effect.result),
      )
    }),
  )
  for (const result of results)
    expect(result).toMatchObject({ _tag: "Failure", failure: { _tag: "DriverNotFound", id } })
})
