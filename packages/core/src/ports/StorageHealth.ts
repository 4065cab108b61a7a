/**
 * Whether the storage can serve now: it answers, and its tables are those this release was written for.
 *
 * A process that is not ready gets no traffic; it is not restarted for it.
 */
import { Context, type Effect, Schema } from "effect"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** The storage lacks migrations of this release, named in the order they run. */
export class MigrationsPending extends Schema.TaggedError<MigrationsPending>()("MigrationsPending", {
  pending: Schema.Array(Schema.String),
}) {}

export class StorageHealth extends Context.Service<
  StorageHealth,
  {
    /** Succeeds when the storage is reachable and its migrations are current. */
    readonly check: Effect.Effect<void, MigrationsPending | StorageFailed>
  }
>()("@caleche/core/ports/StorageHealth") {}
