/**
 * The storage inside a transaction of another library: what the host wrote and what we write become true together, or not
 * at all.
 *
 * Each use case is a savepoint of the host's transaction. It acts as the app role and for its own operator, and puts both
 * back; when it fails, its savepoint is rolled back and the host's transaction goes on.
 */
import { PgClient } from "@effect/sql-pg"
import { StorageFailed, type StoragePorts } from "@caleche/core"
import { type Context, Effect, Semaphore, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, SqlError } from "effect/sql"
import { portsOf } from "./layer.ts"
import type { Names } from "./Names.ts"
import { isPassing } from "./sqlState.ts"
import { makeTenantSql } from "./tenantSql.ts"

/** An open transaction of any library that takes SQL with `$1` for its parameters: a client of `pg`, a transaction of PGlite. */
export interface HostTransaction {
  query(text: string, params: Array<unknown>): PromiseLike<{ readonly rows: ReadonlyArray<unknown> }>
}

export interface PortsWithin {
  readonly ports: Context.Context<StoragePorts>
  /** Runs one use case as a savepoint. Nothing of the ports may run outside of it; calls take turns. */
  readonly joined: <A, E, R>(useCase: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageFailed, R>
}

/** The ports on the host's transaction; with `enforced` as the app role, which the host's login must be a member of. */
export const portsWithin = (
  tx: HostTransaction,
  names: Names,
  enforced: boolean,
): Effect.Effect<PortsWithin> =>
  Effect.gen(function* () {
    const sql = yield* sqlWithin(tx)
    // What the host's transaction met cannot be undone from inside of it: nothing is tried again here.
    const ports = yield* portsOf(makeTenantSql({ reads: [sql], writes: sql }, names, 1))
    const within: PortsWithin = {
      ports,
      joined: (useCase) => joined(sql, enforced ? names.roles.app : undefined, useCase),
    }
    return within
  }).pipe(Effect.provide(Reactivity.layer))

interface Settings {
  readonly role: string
  readonly operator: string
}

function joined<A, E, R>(
  sql: SqlClient.SqlClient,
  role: string | undefined,
  useCase: Effect.Effect<A, E, R>,
): Effect.Effect<A, E | StorageFailed, R> {
  const before = sql<Settings>`
    select current_setting('role') as role, coalesce(current_setting('caleche.operator', true), '') as operator`
  const whole = Effect.gen(function* () {
    const [host] = yield* before
    if (role !== undefined) yield* sql`select set_config('role', ${role}, true)`
    const value = yield* Effect.mapError(useCase, (error) => new OfUseCase(error))
    // One row comes of a select without a table.
    yield* sql`select set_config('caleche.operator', ${host!.operator}, true), set_config('role', ${host!.role}, true)`
    return value
  })
  return Effect.mapError(sql.withTransaction(whole), (failed): E | StorageFailed =>
    failed instanceof OfUseCase
      ? failed.error
      : new StorageFailed({ operation: "within", retryable: isPassing(failed), cause: failed }),
  )
}

/** A failure of the use case, told apart from one of the savepoint. */
class OfUseCase<E> {
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

const savepoint = "caleche"
const release = `RELEASE SAVEPOINT ${savepoint}`
const rollback = `ROLLBACK TO SAVEPOINT ${savepoint}`

interface Turns {
  /** One statement after another, as some drivers want it. */
  readonly session: Semaphore.Semaphore
  /** One use case after another: savepoints of two at once would end each other. */
  readonly turn: Semaphore.Semaphore
}

const turns = new WeakMap<HostTransaction, Turns>()

/** A transaction is one, however often it is handed in. */
function turnsOn(tx: HostTransaction): Turns {
  const known = turns.get(tx)
  if (known !== undefined) return known
  const made = { session: Semaphore.makeUnsafe(1), turn: Semaphore.makeUnsafe(1) }
  turns.set(tx, made)
  return made
}

/** A client whose every statement runs in the host's transaction. */
const sqlWithin = Effect.fnUntraced(function* (tx: HostTransaction) {
  const { session, turn } = turnsOn(tx)
  const raw = (text: string, params: ReadonlyArray<unknown>) =>
    session.withPermits(1)(
      Effect.tryPromise({ try: async () => tx.query(text, [...params]), catch: sqlErrorOf }),
    )
  // A driver's rows are objects.
  const rows = (text: string, params: ReadonlyArray<unknown>) =>
    Effect.map(raw(text, params), (result) => result.rows as ReadonlyArray<object>)
  const values = (text: string, params: ReadonlyArray<unknown>) =>
    Effect.map(rows(text, params), (all) => all.map((row): ReadonlyArray<unknown> => Object.values(row)))
  const connection: SqlConnection.Connection = {
    execute: rows,
    // What was rolled back is released too: the host goes on where it was, not in a savepoint it knows nothing of.
    executeUnprepared: (text, params) =>
      text === rollback ? Effect.andThen(rows(rollback, []), rows(release, [])) : rows(text, params),
    executeRaw: raw,
    executeValues: values,
    executeValuesUnprepared: values,
    executeStream: (text, params) => Stream.fromIterableEffect(rows(text, params)),
  }
  return yield* SqlClient.make({
    driver: "host",
    compiler: PgClient.makeCompiler(),
    spanAttributes: [],
    acquirer: Effect.succeed(connection),
    transactionAcquirer: Effect.as(
      Effect.acquireRelease(turn.take(1), () => turn.release(1)),
      connection,
    ),
    beginTransaction: `SAVEPOINT ${savepoint}`,
    commit: release,
    rollback,
    releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
  })
})

/** By SQLSTATE (PostgreSQL manual, appendix A); without one the server did not answer. */
function sqlErrorOf(cause: unknown): SqlError.SqlError {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined
  const state = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : "08000"
  const told = { cause, message: "the host's transaction", operation: "execute" }
  if (state === "40001") return new SqlError.SqlError({ reason: new SqlError.SerializationError(told) })
  if (state === "40P01") return new SqlError.SqlError({ reason: new SqlError.DeadlockError(told) })
  if (state.startsWith("08")) return new SqlError.SqlError({ reason: new SqlError.ConnectionError(told) })
  return new SqlError.SqlError({ reason: new SqlError.UnknownError(told) })
}
