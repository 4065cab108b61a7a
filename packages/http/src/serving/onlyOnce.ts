/**
 * A repeated request gets the first one's answer: the answer is stored in the unit of work of its effect, so that either
 * both are there or neither is.
 *
 * Only success is stored. A failure rolls everything back, except where its effect is to be kept: a quote found expired
 * stays EXPIRED, and the next attempt is answered anew.
 */
import { Idempotency, type RequestKey, UnitOfWork } from "@caleche/core"
import { DateTime, Effect, Result } from "effect"
import type { Answer } from "./Answer.ts"

/** Failures whose unit of work commits all the same. */
const kept: ReadonlySet<string> = new Set(["QuoteExpired"])

export const onlyOnce = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
  request: RequestKey,
  perform: Effect.Effect<Answer, E, R>,
) {
  const { atomically } = yield* UnitOfWork
  const idempotency = yield* Idempotency
  const outcome = yield* atomically(
    request.operatorId,
    Effect.gen(function* () {
      const stored = yield* idempotency.begin(request, yield* DateTime.now)
      if (stored !== undefined) return Result.succeed(replayed(stored))
      const result = yield* Effect.result(perform)
      if (Result.isSuccess(result)) {
        yield* idempotency.complete(request, result.success)
        return result
      }
      if (!kept.has(result.failure._tag)) return yield* Effect.fail(result.failure)
      yield* idempotency.forget(request)
      return result
    }),
  )
  return yield* Effect.fromResult(outcome)
})

/**
 * The same for a command whose items are units of work of their own: only the answer is kept, once there is one. A repeat
 * before that runs the command again, which finds what was done and goes on with the rest.
 */
export const rememberingAnswer = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
  request: RequestKey,
  perform: Effect.Effect<Answer, E, R>,
) {
  const { atomically } = yield* UnitOfWork
  const idempotency = yield* Idempotency
  const known = yield* atomically(
    request.operatorId,
    Effect.gen(function* () {
      const stored = yield* idempotency.begin(request, yield* DateTime.now)
      if (stored === undefined) yield* idempotency.forget(request)
      return stored
    }),
  )
  if (known !== undefined) return replayed(known)
  const answer = yield* perform
  return yield* atomically(
    request.operatorId,
    Effect.gen(function* () {
      const stored = yield* idempotency.begin(request, yield* DateTime.now)
      if (stored !== undefined) return replayed(stored)
      yield* idempotency.complete(request, answer)
      return answer
    }),
  )
})

function replayed(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } }
}
