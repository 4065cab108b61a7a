/** Where records are kept, as the facade needs to know it. */
import type { StorageFailed, StoragePorts } from "@caleche/core"
import type { Context, Effect, Layer } from "effect"

/** An open transaction of any library that takes SQL with `$1` for its parameters: a client of `pg`, a transaction of PGlite. */
export interface HostTransaction {
  query(text: string, params: Array<unknown>): PromiseLike<{ readonly rows: ReadonlyArray<unknown> }>
}

/** The ports inside a host's transaction; see `portsWithin` of `@caleche/storage-postgres`. */
export interface Within {
  readonly ports: Context.Context<StoragePorts>
  readonly joined: <A, E, R>(useCase: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageFailed, R>
}

export interface Storage {
  readonly layer: Layer.Layer<StoragePorts, unknown>
  /** Left out by a storage that has no transactions a host could share. */
  readonly within?: (tx: HostTransaction) => Effect.Effect<Within>
}
