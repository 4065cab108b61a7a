import type { PgConnection } from "@effect/sql-pg"
import { Deferred, Effect, Exit } from "effect"
import { SqlError } from "effect/sql"
import { expect, it } from "vitest"
import { operationOf, UnitConnection } from "../src/unitClient.ts"

const broken = (text: string) =>
  new SqlError.SqlError({ reason: new SqlError.UnknownError({ cause: text, message: text }) })

/** A session that answers nothing before it was asked for all there is to ask at once: `trips` is what came together. */
const session = (failing: ReadonlyArray<string> = []) => {
  const trips: Array<Array<string>> = []
  let answers: Deferred.Deferred<void> | undefined
  const query = (text: string) =>
    Effect.suspend(() => {
      if (answers === undefined) {
        const made = (answers = Deferred.makeUnsafe<void>())
        trips.push([])
        setTimeout(() => {
          answers = undefined
          Deferred.doneUnsafe(made, Effect.void)
        }, 1)
      }
      trips.at(-1)!.push(text)
      return Effect.flatMap(Deferred.await(answers), () =>
        failing.includes(text) ? Effect.fail(broken(text)) : Effect.succeed({ command: text, rows: [] }),
      )
    })
  // A unit of work only asks, and is not interrupted here.
  return { trips, connection: new UnitConnection({ query } as unknown as PgConnection.PgConnection) }
}

const ask = (connection: UnitConnection, text: string) => connection.execute(text, [])
const hold = (connection: UnitConnection, text: string) =>
  connection.later(`${text} of ours`).execute(text, [], undefined)

it("sends BEGIN with the first statement, and what was held back with the next one or with COMMIT, in their order", async () => {
  const { connection, trips } = session()
  await Effect.runPromise(
    Effect.gen(function* () {
      yield* ask(connection, "BEGIN")
      yield* ask(connection, "lock")
      yield* hold(connection, "save")
      yield* hold(connection, "note")
      yield* ask(connection, "number")
      yield* hold(connection, "keep")
      yield* ask(connection, "COMMIT")
      yield* ask(connection, "BEGIN")
      yield* hold(connection, "alone")
      yield* ask(connection, "COMMIT")
    }),
  )
  expect(trips).toEqual([
    ["BEGIN", "lock"],
    ["save", "note", "number"],
    ["keep", "COMMIT"],
    ["BEGIN", "alone", "COMMIT"],
  ])
})

it("sends nothing of a unit of work that asked for nothing, or failed before it had to", async () => {
  const { connection, trips } = session()
  await Effect.runPromise(
    Effect.gen(function* () {
      yield* ask(connection, "BEGIN")
      yield* ask(connection, "COMMIT")
      yield* ask(connection, "BEGIN")
      yield* hold(connection, "save")
      yield* ask(connection, "ROLLBACK")
      yield* ask(connection, "BEGIN")
      yield* ask(connection, "read")
      yield* hold(connection, "save")
      yield* ask(connection, "ROLLBACK")
      yield* ask(connection, "read")
    }),
  )
  expect(trips).toEqual([["BEGIN", "read"], ["ROLLBACK"], ["read"]])
})

it("fails with the first statement that failed, which knows whose it is", async () => {
  const { connection } = session(["save", "note", "read"])
  const failed = await Effect.runPromise(
    Effect.gen(function* () {
      yield* ask(connection, "BEGIN")
      yield* hold(connection, "save")
      yield* hold(connection, "note")
      const together = yield* Effect.flip(ask(connection, "read"))
      const alone = yield* Effect.flip(ask(connection, "read"))
      return [together, alone].map((error) => [error.message, operationOf(error, "under way")])
    }),
  )
  expect(failed).toEqual([
    ["save", "save of ours"],
    ["read", "under way"],
  ])
})

it("fails the COMMIT that a write went out with and failed", async () => {
  const { connection } = session(["save"])
  const exit = await Effect.runPromise(
    Effect.gen(function* () {
      yield* ask(connection, "BEGIN")
      yield* hold(connection, "save")
      return yield* Effect.exit(connection.executeRaw("COMMIT", []))
    }),
  )
  expect(Exit.isFailure(exit)).toBe(true)
})

it("joins inserts that were held back one after the other to one statement, which fails under their names", async () => {
  const together =
    "with held_0 as (insert into a values ($1, $2)), held_1 as ( insert into b values ($3)) insert into a values ($4, $5)"
  const { connection, trips } = session([together])
  const holdFor = (operation: string, text: string) =>
    connection.later(operation).execute(
      text,
      [...text.matchAll(/\$/g)].map(() => 0),
      undefined,
    )
  const failed = await Effect.runPromise(
    Effect.gen(function* () {
      yield* ask(connection, "BEGIN")
      yield* holdFor("C.put", "insert into c values ($1)")
      yield* holdFor("C.save", "with saved as (update c) select 1")
      yield* holdFor("A.put", "insert into a values ($1, $2)")
      yield* holdFor("B.put", " insert into b values ($1)")
      yield* holdFor("A.put", "insert into a values ($1, $2)")
      return yield* Effect.flip(ask(connection, "COMMIT"))
    }),
  )
  expect(trips).toEqual([
    ["BEGIN", "insert into c values ($1)", "with saved as (update c) select 1", together, "COMMIT"],
  ])
  expect(operationOf(failed, "COMMIT")).toBe("A.put, B.put")
})
