/** Turns what the driver says into the one error of the ports. */
import { StorageFailed } from "@caleche/core"
import { Effect } from "effect"
import type { SqlError } from "effect/sql"
import { isDefect, isPassing } from "./sqlState.ts"

export const storageFailure = (
  operation: string,
  error: SqlError.SqlError,
): Effect.Effect<never, StorageFailed> =>
  isDefect(error)
    ? Effect.die(error)
    : Effect.fail(new StorageFailed({ operation, retryable: isPassing(error), cause: error }))
