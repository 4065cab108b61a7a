/**
 * One transaction for what belongs together. A unit of work that begins inside another joins it.
 *
 * A joined unit's failure dooms the whole: if somebody catches it, the outermost unit rolls back all the same and dies,
 * for half of its work would be missing.
 */
import type { OperatorId, StorageFailed, UnitOfWork } from "@caleche/core"
import { Cause, Context, DateTime, Effect, Option, Random } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { isConflict, isLostConnection } from "./sqlState.ts"
import { storageFailure } from "./storageFailure.ts"
import { operationOf } from "./unitClient.ts"

/** The unit of work under way in this fiber. */
interface Unit {
  readonly operatorId: OperatorId
  /** PostgreSQL gave up the transaction for the sake of another; running it again may succeed. */
  conflict: boolean
  /** A unit that had joined this one failed. */
  broken: boolean
  /** Rows it has locked, by id, and the version they are in. */
  readonly locked: Map<string, number>
  /** Clients whose last activity it has moved, by id, and to when at least. */
  readonly active: Map<string, number>
}

/** A client that does something. */
export interface Activity {
  readonly clientId: string
  readonly at: DateTime.Utc
}

/** A row in one of its versions. */
export interface Versioned {
  readonly id: string
  readonly version: number
}
type OpenUnit = Context.Service<Unit, Unit>

export interface UnitsOfWork {
  readonly atomically: UnitOfWork["Service"]["atomically"]
  /** Remembers that the unit of work under way, if any, was given up for another's sake. */
  readonly noteConflict: (error: SqlError.SqlError) => Effect.Effect<void>
  /** Remembers that the unit of work under way has locked the row in this version, or written it. */
  readonly noteHeld: (row: Versioned) => Effect.Effect<void>
  /** Whether nobody else can have changed the row since this version. */
  readonly holds: (row: Versioned) => Effect.Effect<boolean>
  /** Remembers that the unit of work under way has moved the client's last activity to this instant, unless it was later. */
  readonly noteActive: (activity: Activity) => Effect.Effect<void>
  /** Whether the unit of work under way has done so already: one sale has several reasons to, at the same instant. */
  readonly wasActive: (activity: Activity) => Effect.Effect<boolean>
}

let storages = 0

/**
 * Units of work in transactions of `writes`; deadlocks and serialization failures are retried by the outermost one, up to
 * `attempts` times in all.
 */
export const makeUnitsOfWork = (writes: SqlClient.SqlClient, attempts = 8): UnitsOfWork => {
  // A key of its own for each storage: a unit of one never joins one of another.
  const openUnit: OpenUnit = Context.Service<Unit>(`@caleche/storage-postgres/OpenUnit/${storages++}`)
  const noteConflict = (error: SqlError.SqlError) =>
    Effect.map(Effect.serviceOption(openUnit), (open) => {
      if (Option.isSome(open) && isConflict(error)) open.value.conflict = true
    })
  return {
    noteConflict,
    noteHeld: ({ id, version }) =>
      Effect.map(Effect.serviceOption(openUnit), (open) => {
        if (Option.isSome(open)) open.value.locked.set(id, version)
      }),
    holds: ({ id, version }) =>
      Effect.map(
        Effect.serviceOption(openUnit),
        (open) => Option.isSome(open) && open.value.locked.get(id) === version,
      ),
    noteActive: ({ at, clientId }) =>
      Effect.map(Effect.serviceOption(openUnit), (open) => {
        if (Option.isSome(open)) open.value.active.set(clientId, DateTime.toEpochMillis(at))
      }),
    wasActive: ({ at, clientId }) =>
      Effect.map(
        Effect.serviceOption(openUnit),
        (open) =>
          Option.isSome(open) && (open.value.active.get(clientId) ?? -Infinity) >= DateTime.toEpochMillis(at),
      ),
    atomically: (operatorId, body) =>
      Effect.flatMap(Effect.serviceOption(openUnit), (open) =>
        Option.isSome(open)
          ? join(open.value, operatorId, body)
          : begin({ writes, openUnit, attempts }, operatorId, body, 1),
      ),
  }
}

/** Runs `body` as part of `unit`. Its failure is the unit's, even if somebody catches it. */
function join<A, E, R>(
  unit: Unit,
  operatorId: OperatorId,
  body: Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R> {
  return unit.operatorId === operatorId
    ? Effect.tapCause(body, () => Effect.sync(() => (unit.broken = true)))
    : Effect.die(
        new Error(`A unit of work of operator ${operatorId} cannot join one of operator ${unit.operatorId}`),
      )
}

/** A failure of the body on its way through the transaction, told apart from one of the transaction itself. */
class OfBody<E> {
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

function begin<A, E, R>(
  storage: { readonly writes: SqlClient.SqlClient; readonly openUnit: OpenUnit; readonly attempts: number },
  operatorId: OperatorId,
  body: Effect.Effect<A, E, R>,
  attempt: number,
): Effect.Effect<A, E | StorageFailed, R> {
  return Effect.suspend(() => {
    const unit: Unit = { operatorId, conflict: false, broken: false, locked: new Map(), active: new Map() }
    const whole = Effect.flatMap(body, (value) =>
      unit.broken
        ? Effect.die(
            new Error("A unit of work cannot commit: one that joined it failed, and its failure was caught"),
          )
        : Effect.succeed(value),
    )
    return storage.writes.withTransaction(Effect.mapError(whole, (error) => new OfBody(error))).pipe(
      Effect.catchCause((cause): Effect.Effect<never, E | StorageFailed> => {
        const failed = failureIn(cause)
        if (failed === undefined) return Effect.failCause(cause as Cause.Cause<never>) // without a failure in it
        if (failed instanceof OfBody) return Effect.fail(failed.error)
        if (isConflict(failed)) unit.conflict = true
        return storageFailure(operationOf(failed, "UnitOfWork.atomically"), failed)
      }),
      Effect.provideService(storage.openUnit, unit),
      Effect.catchCause((cause) =>
        unit.conflict && attempt < storage.attempts
          ? Effect.andThen(pause(attempt), begin(storage, operatorId, body, attempt + 1))
          : Effect.failCause(cause),
      ),
    )
  })
}

/** What failed: also when the connection was lost, so that the roll-back failed too and the driver made defects of both. */
function failureIn<E>(
  cause: Cause.Cause<OfBody<E> | SqlError.SqlError>,
): OfBody<E> | SqlError.SqlError | undefined {
  for (const reason of cause.reasons) {
    if (Cause.isFailReason(reason)) return reason.error
    if (Cause.isDieReason(reason) && reason.defect instanceof OfBody) return reason.defect as OfBody<E> // made in `begin` only
  }
  const lost = cause.reasons.find((reason) => Cause.isDieReason(reason) && isLostConnection(reason.defect))
  if (lost !== undefined && Cause.isDieReason(lost) && isLostConnection(lost.defect)) return lost.defect
  return undefined
}

/** 5 to 10 ms, twice that with each attempt. Real time: what is waited for is another transaction, not the domain's clock. */
const pause = (attempt: number) =>
  Effect.flatMap(Random.nextBetween(0.5, 1), (part) =>
    Effect.callback<void>((resume) => {
      const timer = setTimeout(() => resume(Effect.void), part * 5 * 2 ** attempt)
      return Effect.sync(() => clearTimeout(timer))
    }),
  )
