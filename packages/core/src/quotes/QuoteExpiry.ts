/**
 * Quotes nobody answered expire by themselves when their last day is over where their operator is.
 *
 * Any number of servers may look: each quote is looked at again under its lock, so it expires once.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import { CurrentActor, type System } from "../access/Actor.ts"
import { permit } from "../access/Permissions.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { OperatorId, QuoteId } from "../shared/Ids.ts"
import { dateIn } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import * as Commands from "./QuoteCommands.ts"
import { type OpenUntil, QuoteRepository } from "./QuoteRepository.ts"

/** Quotes looked at between two reads. */
const batch = 100

export class QuoteExpiry extends Context.Service<
  QuoteExpiry,
  {
    /** Moves every SENT quote past its last day, of any operator, to EXPIRED; how many there were. */
    readonly sweep: Effect.Effect<number, StorageFailed>
  }
>()("@caleche/core/quotes/QuoteExpiry") {
  static readonly layer = Layer.effect(
    QuoteExpiry,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const quotes = yield* QuoteRepository
      const operators = yield* OperatorRepository
      const record = yield* makeRecord

      /** Whether it expired: it may have been answered, or sent again, since it was found. */
      const expire = Effect.fn("QuoteExpiry.expire")(
        function* (operatorId: OperatorId, id: QuoteId) {
          const system: System = { _tag: "System", operatorId }
          const actor = yield* Effect.provideService(permit("quote.expire"), CurrentActor, system)
          const { timeZone } = yield* operators.get(operatorId)
          return yield* atomically(
            operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const quote = yield* quotes.lock(operatorId, id)
              if (quote.status !== "SENT" || !Commands.isPastValidity(quote, dateIn(at, timeZone)))
                return false
              const { facts, state } = yield* Effect.fromResult(Commands.expire(quote, at))
              yield* quotes.save(operatorId, state)
              yield* record(actor, at, facts)
              return true
            }),
          )
        },
        Effect.catchTag(
          ["QuoteNotFound", "OperatorNotFound", "StaleVersion", "IllegalTransition", "Forbidden"],
          ({ _tag }) => Effect.as(Effect.logWarning("quote not expired", { code: _tag }), false),
        ),
      )

      const sweep = Effect.gen(function* () {
        // West of Greenwich the day may not be over yet: the operator's own zone decides, under the lock.
        const day = dateIn(yield* DateTime.now, "UTC")
        let expired = 0
        let after: OpenUntil | undefined
        do {
          const found = yield* quotes.openUntil(day, after, batch)
          for (const { id, operatorId } of found) if (yield* expire(operatorId, id)) expired++
          after = found.length < batch ? undefined : found.at(-1)
        } while (after !== undefined)
        return expired
      })

      return QuoteExpiry.of({ sweep })
    }),
  )
}
