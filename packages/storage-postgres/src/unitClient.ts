/**
 * The client that units of work run on: nothing waits on the way to the database and back that need not.
 *
 * BEGIN goes out with the first statement. A write that answers nothing is held back until somebody asks for an answer, or
 * until COMMIT, and goes out with that in one message; PostgreSQL works them off in their order, so what is read after a
 * write sees it, and locks are taken in the order of the statements. Each trip costs more than most statements do, and each
 * statement more than most rows: inserts that follow one another are one.
 */
import { PgClient, type PgConnection, PgPool } from "@effect/sql-pg"
import { Effect, Exit, References, type Scope, Stream } from "effect"
import type { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, SqlError } from "effect/sql"
import { joined } from "./joinedInserts.ts"

const begin = "BEGIN"
const commit = "COMMIT"
const rollback = "ROLLBACK"

/** A statement that was held back. */
export interface Held {
  readonly text: string
  readonly params: ReadonlyArray<unknown>
  /** Whose write it is, should it fail. */
  readonly operation?: string
}

/** Writes that were held back and failed when their time came. */
const failedLate = new WeakMap<object, string>()

/** The operation that `error` is of: that of a write held back, or the one that was under way. */
export const operationOf = (error: SqlError.SqlError, underWay: string): string =>
  failedLate.get(error) ?? underWay

const nothing: PgConnection.Result = { command: "", rowCount: 0, oid: null, fields: [], rows: [] }

/** One session for as long as a unit of work lasts; outside of one it holds nothing back. */
export class UnitConnection implements SqlConnection.Connection {
  readonly #session: PgConnection.PgConnection
  #held: Array<Held> = []

  constructor(session: PgConnection.PgConnection) {
    this.#session = session
  }

  /** Holds a write of `operation` back that is sent over it: what it would have answered is nothing. */
  later(operation: string): SqlConnection.Connection {
    const hold = (text: string, params: ReadonlyArray<unknown>) =>
      Effect.sync(() => {
        this.#held.push({ text, params, operation })
        return []
      })
    return {
      execute: hold,
      executeUnprepared: hold,
      executeRaw: hold,
      executeValues: hold,
      executeValuesUnprepared: hold,
      executeStream: (text, params) => Stream.fromIterableEffect(hold(text, params)),
    }
  }

  execute(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#run(text, params, true), ({ rows }) => rows)
  }
  executeUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#run(text, params, false), ({ rows }) => rows)
  }
  executeRaw(text: string, params: ReadonlyArray<unknown>) {
    return this.#run(text, params, true)
  }
  executeValues(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.execute(text, params), valuesOf)
  }
  executeValuesUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.executeUnprepared(text, params), valuesOf)
  }
  executeStream(text: string, params: ReadonlyArray<unknown>) {
    return Stream.fromIterableEffect(this.execute(text, params))
  }

  #run(
    text: string,
    params: ReadonlyArray<unknown>,
    prepare: boolean,
  ): Effect.Effect<PgConnection.Result, SqlError.SqlError> {
    return Effect.suspend(() => {
      const held = this.#held
      const unbegun = held[0]?.text === begin
      // A unit of work that asked for nothing, or failed before it did, is over without the database.
      const isOver = unbegun && (text === rollback || (text === commit && held.length === 1))
      if (held.length > 0) this.#held = []
      if (text === begin) this.#held = [{ text, params }]
      if (text === begin || isOver) return Effect.succeed(nothing)
      const asked = this.#session.query(text, params, prepare)
      const sent = held.length === 0 || text === rollback ? asked : this.#together(joined(held), asked)
      return Effect.onInterrupt(sent, () => giveUp(this.#session))
    })
  }

  /** What was held back, then `asked`, in one message. */
  #together(
    held: ReadonlyArray<Held>,
    asked: Effect.Effect<PgConnection.Result, SqlError.SqlError>,
  ): Effect.Effect<PgConnection.Result, SqlError.SqlError> {
    const first = held.map(({ operation, params, text }) =>
      Effect.mapError(this.#session.query(text, params), (error) => {
        if (operation !== undefined) failedLate.set(error, operation)
        return error
      }),
    )
    // Each is sent before the next one starts: their order is that of the fibers, and none gives way before it has sent.
    const all = Effect.forEach([...first, asked], Effect.exit, { concurrency: "unbounded" }).pipe(
      Effect.provideService(References.PreventSchedulerYield, true),
    )
    // Of the statements that failed the first is the cause: the others met an aborted transaction.
    return Effect.flatMap(all, (exits) => exits.find(Exit.isFailure) ?? exits.at(-1)!) // there is `asked`
  }
}

/** Milliseconds a statement has to end by itself when nobody waits for it any more. */
const grace = 20

/** The caller is gone: what it had asked for is cancelled, unless it is done in a moment, so that the unit can be rolled back. */
function giveUp(session: PgConnection.PgConnection): Effect.Effect<void> {
  // The driver cancels sessions, but not shared ones as these are by its reckoning: it does not offer this in their type.
  const cancel = "cancel" in session && Effect.isEffect(session.cancel) ? session.cancel : Effect.void
  const moment = Effect.callback<boolean>((resume) => {
    const timer = setTimeout(() => resume(Effect.succeed(false)), grace)
    return Effect.sync(() => clearTimeout(timer))
  })
  // It is answered when everything before it is.
  const done = Effect.as(Effect.exit(session.query("SELECT 1", [], false)), true)
  return Effect.flatMap(
    Effect.raceFirst(done, moment),
    (isDone) => (isDone ? Effect.void : Effect.asVoid(Effect.exit(cancel as Effect.Effect<void>))), // it never fails
  )
}

const valuesOf = (rows: ReadonlyArray<object>): ReadonlyArray<ReadonlyArray<unknown>> =>
  rows.map((row) => Object.values(row))

/** A client with connections of its own for each unit of work. */
export const makeUnitClient = (
  config: PgPool.Config,
): Effect.Effect<SqlClient.SqlClient, SqlError.SqlError, Scope.Scope | Reactivity.Reactivity> =>
  // Statements of one unit are sent one after another without waiting; no two units share a connection.
  Effect.flatMap(PgPool.make({ ...config, multiplex: true, multiplexConcurrency: 1 }), (pool) =>
    SqlClient.make({
      driver: "pg",
      compiler: PgClient.makeCompiler(),
      spanAttributes: [["db.system.name", "postgresql"]],
      acquirer: Effect.map(pool.get, (session) => new UnitConnection(session)),
      borrower: (use) => pool.use((session) => use(new UnitConnection(session))),
      prepareTransactionControls: true,
      beginTransaction: begin,
      rollback: rollback,
      commit: committing,
      releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
    }),
  )

/** PostgreSQL answers ROLLBACK to the COMMIT of a transaction that it has given up. */
const committing = (connection: SqlConnection.Connection): Effect.Effect<void, SqlError.SqlError> =>
  Effect.flatMap(connection.executeRaw(commit, []), (answer) =>
    (answer as PgConnection.Result).command === "ROLLBACK" // what a UnitConnection answers
      ? Effect.fail(
          new SqlError.SqlError({
            reason: new SqlError.UnknownError({
              cause: new Error("COMMIT of a transaction that was given up"),
              message: "COMMIT of a transaction that was given up",
              operation: "commit",
            }),
          }),
        )
      : Effect.void,
  )
