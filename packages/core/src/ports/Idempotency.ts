/**
 * A caller that repeats a request because the answer was lost gets the first answer, and the effect happens once.
 *
 * The answer is stored in the same unit of work as the effect.
 */
import { Context, type Effect, Schema } from "effect"
import type { OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { UpTo } from "../shared/Text.ts"

/** What makes two requests the same one. */
export interface RequestKey {
  readonly operatorId: OperatorId
  /** Whose key it is: two credentials may use the same one. */
  readonly credential: string
  readonly key: string
  /** Method, path and query. */
  readonly route: string
  /** SHA-256 of the body, hexadecimal. */
  readonly bodyHash: string
}

/** An answer as it was given. */
export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The key was used before for another request. */
export class IdempotencyKeyReused extends Schema.TaggedError<IdempotencyKeyReused>()("IdempotencyKeyReused", {
  key: UpTo(10_000),
}) {}

export class Idempotency extends Context.Service<
  Idempotency,
  {
    /**
     * First statement of a unit of work: the stored answer of the same request, or undefined when this one is the first.
     * While the first is under way in another process the call waits for it, and fails with a retryable `StorageFailed`
     * when that takes too long.
     */
    readonly begin: (
      request: RequestKey,
      at: Instant,
    ) => Effect.Effect<StoredAnswer | undefined, IdempotencyKeyReused | StorageFailed>
    /** Last statement of the unit of work that began it. */
    readonly complete: (request: RequestKey, answer: StoredAnswer) => Effect.Effect<void, StorageFailed>
    /** Takes `begin` back, so that the unit of work can commit without an answer to repeat. */
    readonly forget: (request: RequestKey) => Effect.Effect<void, StorageFailed>
    /** Deletes up to `limit` answers older than `before`; how many there were. */
    readonly purge: (before: Instant, limit: number) => Effect.Effect<number, StorageFailed>
  }
>()("@caleche/core/ports/Idempotency") {}
