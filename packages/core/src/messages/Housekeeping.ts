/**
 * What has to be done from time to time, whoever asks: quotes whose last day is over expire, and what was kept for a while
 * is thrown away, a bounded batch at a time. Any number of servers may do it at once.
 */
import { Context, DateTime, Duration, Effect, Layer, Random } from "effect"
import { Idempotency } from "../ports/Idempotency.ts"
import { Outbox } from "../ports/Outbox.ts"
import { QuoteExpiry } from "../quotes/QuoteExpiry.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export interface HousekeepingOptions {
  /** How long a delivered message is kept, so that one can look up when it went out. Buried ones are kept for good. */
  readonly messagesKeptFor: Duration.Input
  /** How long an answer is kept for a repeated request. */
  readonly answersKeptFor: Duration.Input
  /** Rows thrown away at once. */
  readonly batch: number
  /** Pause between two rounds, varied by a fifth. */
  readonly every: Duration.Input
}

const defaults: HousekeepingOptions = {
  messagesKeptFor: "30 days",
  answersKeptFor: "24 hours",
  batch: 500,
  every: "1 minute",
}

/** What a round has done. */
export interface Kept {
  readonly expired: number
  readonly messages: number
  readonly answers: number
}

export class Housekeeping extends Context.Service<
  Housekeeping,
  {
    readonly once: Effect.Effect<Kept, StorageFailed>
    /** The same for who goes on whatever happens: a round that fails is told in the log and left for the next. */
    readonly round: Effect.Effect<void>
    /** A round now and then, for ever. */
    readonly run: Effect.Effect<never>
  }
>()("@caleche/core/messages/Housekeeping") {
  static readonly layer = (options: Partial<HousekeepingOptions> = {}) =>
    Layer.effect(
      Housekeeping,
      Effect.gen(function* () {
        const { answersKeptFor, batch, every, messagesKeptFor } = { ...defaults, ...options }
        const outbox = yield* Outbox
        const idempotency = yield* Idempotency
        const { sweep } = yield* QuoteExpiry

        /** Throws away what is older, batch by batch. */
        const purged = Effect.fnUntraced(function* (
          purge: typeof outbox.purge,
          keptFor: Duration.Input,
        ): Effect.fn.Return<number, StorageFailed> {
          const before = DateTime.subtractDuration(yield* DateTime.now, keptFor)
          let all = 0
          for (;;) {
            const gone = yield* purge(before, batch)
            all += gone
            if (gone < batch) return all
          }
        })

        const once = Effect.gen(function* () {
          const expired = yield* sweep
          const messages = yield* purged(outbox.purge, messagesKeptFor)
          const answers = yield* purged(idempotency.purge, answersKeptFor)
          return { expired, messages, answers }
        }).pipe(Effect.withSpan("Housekeeping.once"))

        const pause = Effect.flatMap(Random.nextBetween(0.8, 1.2), (factor) =>
          Effect.sleep(Duration.times(Duration.fromInputUnsafe(every), factor)),
        )
        const round = once.pipe(
          Effect.asVoid,
          Effect.catch(({ operation }) => Effect.logWarning("housekeeping put off", { operation })),
          Effect.catchDefect(() => Effect.logWarning("housekeeping put off", { operation: "defect" })),
        )
        return Housekeeping.of({ once, round, run: Effect.forever(Effect.andThen(round, pause)) })
      }),
    )
}
