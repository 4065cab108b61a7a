import { makePgliteClient } from "@caleche/storage-pglite"
import { PgClient } from "@effect/sql-pg"
import { assert, layer } from "@effect/vitest"
import { Cause, Deferred, Effect, Exit, Fiber, Stream } from "effect"
import { Database } from "./database.ts"

layer(Database.layer, { excludeTestServices: true })("logical sessions on one PGlite", (it) => {
  const table = (name: string) =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* sql`create table ${sql(name)} (id int primary key, n int not null default 0)`
    })

  it.effect("twenty transactions at once read, add and write without losing one", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* table("counter")
      yield* sql`insert into counter values (1, 0)`
      const add = sql.withTransaction(
        Effect.gen(function* () {
          const [row] = yield* sql<{ n: number }>`select n from counter where id = 1`
          yield* Effect.sleep("1 millis")
          yield* sql`update counter set n = ${row!.n + 1} where id = 1`
        }),
      )
      yield* Effect.all(
        Array.from({ length: 20 }, () => add),
        { concurrency: "unbounded" },
      )
      assert.deepStrictEqual(yield* sql`select n from counter`, [{ n: 20 }])
    }),
  )

  it.effect("a failed transaction leaves nothing, a failed nested one only what surrounds it", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* table("nested")
      yield* sql
        .withTransaction(Effect.andThen(sql`insert into nested values (1)`, Effect.fail("no")))
        .pipe(Effect.flip)
      const inner = sql.withTransaction(Effect.andThen(sql`insert into nested values (3)`, Effect.fail("no")))
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`insert into nested values (2)`
          yield* Effect.flip(inner)
          yield* sql`insert into nested values (4)`
        }),
      )
      assert.deepStrictEqual(yield* sql`select id from nested order by id`, [{ id: 2 }, { id: 4 }])
    }),
  )

  it.effect("a duplicate key is a UniqueViolation that names its constraint, and the session goes on", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* table("unique_keys")
      yield* sql`insert into unique_keys values (1)`
      const error = yield* Effect.flip(sql`insert into unique_keys values (1)`)
      if (error.reason._tag !== "UniqueViolation") return assert.fail(error.reason._tag)
      assert.strictEqual(error.reason.constraint, "unique_keys_pkey")
      assert.deepStrictEqual(yield* sql`select count(*)::int as n from unique_keys`, [{ n: 1 }])
    }),
  )

  it.effect("an interrupted transaction is rolled back and the others go on", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* table("interrupted")
      const inside = yield* Deferred.make<void>()
      const fiber = yield* Effect.forkChild(
        sql.withTransaction(
          Effect.gen(function* () {
            yield* sql`insert into interrupted values (1)`
            yield* Deferred.succeed(inside, undefined)
            return yield* Effect.never
          }),
        ),
      )
      yield* Deferred.await(inside)
      const waiting = yield* Effect.forkChild(sql`insert into interrupted values (2)`)
      yield* Fiber.interrupt(fiber)
      yield* Fiber.join(waiting)
      assert.deepStrictEqual(yield* sql`select id from interrupted`, [{ id: 2 }])
    }),
  )

  it.effect("a statement waiting for its turn can be given up", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      yield* table("given_up")
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`insert into given_up values (1)`
          // Run from outside the transaction, the statement takes another connection and waits for its turn.
          const other = Effect.runFork(sql`insert into given_up values (2)`)
          yield* Effect.sleep("20 millis")
          yield* Fiber.interrupt(other)
        }),
      )
      assert.deepStrictEqual(yield* sql`select id from given_up`, [{ id: 1 }])
    }),
  )

  it.effect("300 distinct statements, more than a connection keeps prepared, give their own answers", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      const ask = (n: number) => sql.unsafe<{ answer: number }>(`select $1::int + ${n} as answer`, [1])
      const answers = yield* Effect.forEach(
        Array.from({ length: 300 }, (_, n) => n),
        ask,
        { concurrency: 20 },
      )
      assert.deepStrictEqual(
        answers.map(([row]) => row!.answer),
        Array.from({ length: 300 }, (_, n) => n + 1),
      )
    }),
  )

  it.effect("large parameters, large rows and streams arrive whole", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      const text = "é".repeat(1_500_000)
      const [row] = yield* sql<{ long: string }>`select ${text}::text as long`
      assert.strictEqual(row!.long, text)
      const rows = yield* Stream.runCount(sql`select g from generate_series(1, 5000) g`.stream)
      assert.strictEqual(Number(rows), 5000)
    }),
  )

  it.effect("a notification reaches the listener whichever session raises it", () =>
    Effect.gen(function* () {
      const { sql } = yield* Database
      const heard = yield* Effect.scoped(
        Effect.gen(function* () {
          const queue = yield* sql.listen("news")
          yield* sql.notify("news", "hello")
          return yield* Stream.fromQueue(queue).pipe(Stream.take(1), Stream.runCollect)
        }),
      )
      assert.deepStrictEqual(
        heard.map((n) => n.payload),
        ["hello"],
      )
    }),
  )

  it.effect(
    "a transaction that waits for another connection is rolled back instead of stopping everybody",
    () =>
      Effect.gen(function* () {
        const { sql } = yield* Database
        yield* table("stuck")
        const exit = yield* Effect.exit(
          sql.withTransaction(
            Effect.gen(function* () {
              yield* sql`insert into stuck values (1)`
              yield* Effect.promise(() => Effect.runPromise(sql`select 1`))
              yield* sql`insert into stuck values (2)`
            }),
          ),
        )
        assert.isTrue(Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause))
        assert.deepStrictEqual(yield* sql`select id from stuck`, [])
      }),
  )

  it.effect("connections that close leave no prepared statement behind", () =>
    Effect.gen(function* () {
      const { pglite, sql } = yield* Database
      const prepared = sql<{
        n: number
      }>`select count(*)::int as n from pg_prepared_statements where name like 'effect_%'`
      const [before] = yield* prepared
      yield* Effect.scoped(
        Effect.gen(function* () {
          const other = yield* makePgliteClient(pglite)
          yield* Effect.forEach(
            Array.from({ length: 50 }, (_, n) => n),
            (n) => other.unsafe(`select ${n} + $1::int`, [n]),
          )
          const [during] = yield* prepared
          assert.isAtLeast(during!.n, before!.n + 50)
        }),
      )
      const [after] = yield* prepared
      assert.deepStrictEqual(after, before)
    }),
  )

  const pools = {
    "a plain pool": {},
    "a pipelined pool": { multiplex: true },
    "a pool without prepared statements": { prepare: false },
    "a pool that opens a connection for each use": { connectionTTL: 0, idleTimeout: "5 millis" },
  } as const

  it.effect.each(Object.entries(pools))(
    "reads, commits, rollbacks and interruptions mixed over %s keep exactly what was committed",
    ([, config]) =>
      Effect.gen(function* () {
        const { pglite, sql: outer } = yield* Database
        yield* outer`create table mixed (id serial primary key, worker int, step int, fate text)`
        const sql = yield* makePgliteClient(pglite, config)
        const insert = (worker: number, step: number, fate: string) =>
          sql`insert into mixed (worker, step, fate) values (${worker}, ${step}, ${fate})`
        const fates: ReadonlyArray<(worker: number, step: number) => Effect.Effect<unknown, unknown>> = [
          (w: number, s: number) => sql.withTransaction(insert(w, s, "kept")),
          (w: number, s: number) => insert(w, s, "kept"),
          (w: number, s: number) =>
            Effect.flip(sql.withTransaction(Effect.andThen(insert(w, s, "lost"), Effect.fail("no")))),
          (w: number, s: number) =>
            sql.withTransaction(
              Effect.andThen(
                insert(w, s, "kept"),
                Effect.flip(sql.withTransaction(Effect.andThen(insert(w, s, "lost"), Effect.fail("no")))),
              ),
            ),
          (w: number, s: number) =>
            Effect.timeoutOption(
              sql.withTransaction(Effect.andThen(insert(w, s, "lost"), Effect.never)),
              `${1 + (s % 3)} millis`,
            ),
          () => sql`select * from mixed limit 3`,
          () => Effect.flip(sql`select broken`),
        ]
        const work = Effect.forEach(
          Array.from({ length: 6 }, (_, w) => w),
          (w) =>
            Effect.forEach(
              Array.from({ length: 28 }, (_, s) => s),
              (s) => fates[(s + w) % fates.length]!(w, s),
              { discard: true },
            ),
          { concurrency: "unbounded", discard: true },
        )
        yield* work
        const rows = yield* outer`select fate, count(*)::int as n from mixed group by fate`
        yield* outer`drop table mixed`
        assert.deepStrictEqual(rows, [{ fate: "kept", n: (6 * 28 * 3) / 7 }])
      }),
  )

  it.effect("exec that leaves a transaction open fails, and nobody works inside it", () =>
    Effect.gen(function* () {
      const { pglite, sql } = yield* Database
      const error = yield* Effect.flip(pglite.exec("begin; create table unreachable (id int)"))
      assert.include(error.message, "left a transaction open")
      assert.deepStrictEqual(yield* sql`select to_regclass('unreachable')::text as name`, [{ name: null }])
    }),
  )

  it.effect("a role asked for by one connection is refused, not ignored", () =>
    Effect.gen(function* () {
      const { pglite } = yield* Database
      const ask = Effect.gen(function* () {
        const sql = yield* PgClient.make({
          username: "postgres",
          database: "postgres",
          stream: pglite.stream,
          startupParameters: { role: "caleche_app" },
        })
        return yield* sql`select 1`
      })
      const error = yield* Effect.flip(Effect.scoped(ask))
      assert.include(String(error.reason.cause), "set role once with exec")
    }),
  )
})

// A database of its own: here no other connection is open when the last one closes.
layer(Database.layer, { excludeTestServices: true })("the role of the shared session", (it) => {
  it.effect("set once by exec stays when every connection has been closed and opened again", () =>
    Effect.gen(function* () {
      const { pglite } = yield* Database
      const role = Effect.scoped(
        Effect.gen(function* () {
          const sql = yield* makePgliteClient(pglite)
          return yield* sql`select current_user::text as name`
        }),
      )
      yield* pglite.exec("create role caleche_app; set role caleche_app")
      assert.deepStrictEqual(yield* role, [{ name: "caleche_app" }])
      assert.deepStrictEqual(yield* role, [{ name: "caleche_app" }])
      assert.deepStrictEqual(
        yield* Effect.map(Effect.flip(pglite.exec("create role other")), (e) => e.operation),
        "exec",
      )
    }),
  )
})
