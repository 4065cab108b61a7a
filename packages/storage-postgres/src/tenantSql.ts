/**
 * The one place that runs SQL, so that no statement misses its operator.
 *
 * Under the policies a statement sees and writes only rows of the operator its transaction is bound to. Each statement
 * carries that binding itself, as a gate in its outermost WHERE: so reads need no transaction and may share a connection
 * with others, and a statement without the gate sees nothing.
 */
import { PgClient } from "@effect/sql-pg"
import type { OperatorId, StorageFailed, UnitOfWork } from "@caleche/core"
import { Array as Arr, Duration, Effect, Option, type Redacted, type Scope } from "effect"
import { Reactivity } from "effect/reactivity"
import type { SqlClient, SqlError, Statement } from "effect/sql"
import type { Names } from "./Names.ts"
import { sqlStateOf } from "./sqlState.ts"
import { storageFailure } from "./storageFailure.ts"
import { makeUnitClient, operationOf, UnitConnection } from "./unitClient.ts"
import { makeUnitsOfWork, type UnitsOfWork } from "./unitOfWork.ts"

export type Sql = SqlClient.SqlClient
export type Fragment = Statement.Fragment

/** Builds one statement. `mine` binds the operator and belongs into the outermost WHERE. */
export type Build<Row extends object> = (sql: Sql, mine: Fragment) => Statement.Statement<Row>

type Rows<Row> = Effect.Effect<ReadonlyArray<Row>, StorageFailed>

export interface TenantSql {
  readonly names: Names
  /** A table of the schema, or a function. */
  readonly named: (name: string) => Fragment
  /** SQL as it stands: only ever of our own making. */
  readonly literal: (text: string) => Fragment
  /** One statement that changes nothing, on any connection; inside a unit of work on its own. */
  readonly read: <Row extends object>(
    operation: string,
    operatorId: OperatorId,
    build: Build<Row>,
  ) => Rows<Row>
  /** One statement, part of the surrounding unit of work or committed by itself. */
  readonly write: <Row extends object>(
    operation: string,
    operatorId: OperatorId,
    build: Build<Row>,
  ) => Rows<Row>
  /**
   * As `write`, for a statement that answers nothing and cannot be refused by what others wrote: within a unit of work it goes
   * out together with the next statement, or with the commit, and there it fails, should it fail, under its own name.
   */
  readonly later: (
    operation: string,
    operatorId: OperatorId,
    build: Build<object>,
  ) => Effect.Effect<void, StorageFailed>
  /** As `write`; none when the statement violates one of the exclusion `constraints`, and the unit of work goes on without it. */
  readonly writeUnless: <Row extends object>(
    constraints: ReadonlyArray<string>,
    operation: string,
    operatorId: OperatorId,
    build: Build<Row>,
  ) => Effect.Effect<Option.Option<ReadonlyArray<Row>>, StorageFailed>
  /** A statement that is nobody's: the ledger, or a function that answers one question across operators. */
  readonly common: <Row extends object>(
    operation: string,
    build: (sql: Sql) => Statement.Statement<Row>,
  ) => Rows<Row>
  /** As `common`, for a function that changes rows. */
  readonly commonWrite: <Row extends object>(
    operation: string,
    build: (sql: Sql) => Statement.Statement<Row>,
  ) => Rows<Row>
  readonly afterCommit: (effect: Effect.Effect<void>) => Effect.Effect<void>
  readonly noteHeld: UnitsOfWork["noteHeld"]
  readonly holds: UnitsOfWork["holds"]
  readonly noteActive: UnitsOfWork["noteActive"]
  readonly wasActive: UnitsOfWork["wasActive"]
  readonly atomically: UnitOfWork["Service"]["atomically"]
}

/** The two pools: one for single reads, which share connections; one for units of work, which hold theirs. */
export interface Pools {
  /** A read goes to the one with the fewest under way. */
  readonly reads: readonly [Sql, ...ReadonlyArray<Sql>]
  readonly writes: Sql
}

/** `attempts`: how often a unit of work is tried that was given up for another's sake. */
export const makeTenantSql = ({ reads, writes }: Pools, names: Names, attempts?: number): TenantSql => {
  const { atomically, holds, noteActive, noteConflict, noteHeld, wasActive } = makeUnitsOfWork(
    writes,
    attempts,
  )
  const gate = (sql: Sql, operatorId: OperatorId) =>
    sql`(select set_config('caleche.operator', ${operatorId}, true)) is not null`
  const onLeastBusy = makeSharing(reads)
  /** Inside a unit of work everything runs on its connection: to wait for another one could be to wait for oneself. */
  const reading = <A, E>(use: (sql: Sql) => Effect.Effect<A, E>) =>
    Effect.flatMap(Effect.serviceOption(writes.transactionService), (unit) =>
      Option.isSome(unit) ? use(writes) : onLeastBusy(use),
    )

  const failing =
    (operation: string) =>
    (error: SqlError.SqlError): Effect.Effect<never, StorageFailed> =>
      Effect.andThen(noteConflict(error), storageFailure(operationOf(error, operation), error))

  const later: TenantSql["later"] = (operation, operatorId, build) =>
    Effect.flatMap(Effect.serviceOption(writes.transactionService), (unit) => {
      const statement = build(writes, gate(writes, operatorId))
      const held = Option.flatMap(unit, ([connection, depth]) =>
        connection instanceof UnitConnection
          ? Option.some([connection.later(operation), depth] as const)
          : Option.none(),
      )
      return Option.isNone(held)
        ? statement
        : Effect.provideService(statement, writes.transactionService, held.value)
    }).pipe(Effect.asVoid, Effect.catch(failing(operation)))

  return {
    names,
    literal: (text) => writes.literal(text),
    named: (name) => writes.literal(`${names.schema}.${name}`),
    read: (operation, operatorId, build) =>
      reading((sql) => build(sql, gate(sql, operatorId)).pipe(Effect.catch(failing(operation)))),
    write: (operation, operatorId, build) =>
      build(writes, gate(writes, operatorId)).pipe(Effect.catch(failing(operation))),
    later,
    writeUnless: (constraints, operation, operatorId, build) =>
      writes.withTransaction(build(writes, gate(writes, operatorId))).pipe(
        Effect.map(Option.some),
        Effect.catch((error) =>
          violates(error, constraints) ? Effect.succeedNone : failing(operation)(error),
        ),
      ),
    common: (operation, build) => reading((sql) => build(sql).pipe(Effect.catch(failing(operation)))),
    commonWrite: (operation, build) => build(writes).pipe(Effect.catch(failing(operation))),
    afterCommit: writes.afterCommit,
    noteHeld,
    holds,
    noteActive,
    wasActive,
    atomically,
  }
}

/**
 * Statements on one connection wait for one another: a pool that fills its connections one by one would let a summary hold
 * up every look at an order, on one of the server's cores.
 */
function makeSharing(reads: Pools["reads"]) {
  const connections = reads.map((sql) => ({ sql, underWay: 0 }))
  const leastBusy = () => connections.reduce((a, b) => (b.underWay < a.underWay ? b : a))
  return <A, E>(use: (sql: Sql) => Effect.Effect<A, E>) =>
    Effect.suspend(() => {
      const taken = leastBusy()
      taken.underWay++
      return Effect.ensuring(
        use(taken.sql),
        Effect.sync(() => taken.underWay--),
      )
    })
}

function violates(error: SqlError.SqlError, constraints: ReadonlyArray<string>): boolean {
  const { cause } = error.reason
  return (
    sqlStateOf(error) === "23P01" &&
    typeof cause === "object" &&
    cause !== null &&
    "constraint" in cause &&
    typeof cause.constraint === "string" &&
    constraints.includes(cause.constraint)
  )
}

export interface PoolOptions {
  readonly url: Redacted.Redacted
  /** Connections at most: 4 that reads share, 10 for units of work. */
  readonly pools?: { readonly reads?: number; readonly writes?: number }
  /** `transaction`: a pooler gives each transaction another session, so nothing is prepared and no setting is sent. */
  readonly pooler?: "session" | "transaction"
  /** 10 s for a statement, 5 s for a lock, 30 s for a transaction that does nothing. */
  readonly timeouts?: {
    readonly statement?: Duration.Input
    readonly lock?: Duration.Input
    readonly idleInTransaction?: Duration.Input
  }
}

/** Opens both pools, acting as `role` unless it is undefined. */
export const openPools = (
  options: PoolOptions,
  role: string | undefined,
): Effect.Effect<Pools, SqlError.SqlError, Scope.Scope> => {
  const { url, pools = {}, timeouts = {}, pooler = "session" } = options
  const millis = (input: Duration.Input) => String(Duration.toMillis(input))
  const settings = {
    ...(role === undefined ? {} : { role }),
    default_transaction_isolation: "read committed",
    // As the functions of the schema set it: a plan that was made under another path is made anew, foreign keys' too.
    search_path: "pg_catalog, pg_temp",
    statement_timeout: millis(timeouts.statement ?? "10 seconds"),
    lock_timeout: millis(timeouts.lock ?? "5 seconds"),
    idle_in_transaction_session_timeout: millis(timeouts.idleInTransaction ?? "30 seconds"),
    // Every statement finds its rows by key: one plan serves all values, and planning is never paid twice.
    plan_cache_mode: "force_generic_plan",
  }
  const isSession = pooler === "session"
  const common = {
    url,
    applicationName: "caleche",
    ...(isSession ? { startupParameters: settings } : { prepare: false }),
  }
  const reads = pools.reads ?? 4
  const ofWrites = { ...common, maxConnections: pools.writes ?? 10 }
  return Effect.all({
    // A pool fills each of its connections before it opens the next: of one connection each, reads spread over all.
    reads: isSession
      ? Effect.all(Arr.makeBy(reads, () => PgClient.make({ ...common, maxConnections: 1, multiplex: true })))
      : Effect.map(PgClient.make({ ...common, maxConnections: reads }), Arr.of),
    // Not every pooler takes statements that come before the answer to the one before them.
    writes: isSession ? makeUnitClient(ofWrites) : PgClient.make(ofWrites),
  }).pipe(Effect.provide(Reactivity.layer))
}
