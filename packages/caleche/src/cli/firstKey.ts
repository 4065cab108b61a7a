/**
 * The first key of a new operator: the one thing that cannot be asked for over HTTP, since asking takes a key.
 */
import { IdGenerator, makeOperator, OperatorId, OperatorRepository } from "@caleche/core"
import { createApiKey } from "@caleche/http"
import { Effect, Redacted } from "effect"
import { asAdmin } from "./operator.ts"

/** Makes an operator named `name` with the usual settings, and an ADMIN key for it. */
export const firstKey = Effect.fnUntraced(function* (name: string) {
  const ids = yield* IdGenerator
  const operator = makeOperator({ id: OperatorId.make(yield* ids.next), name })
  yield* (yield* OperatorRepository).save(operator)
  const { key, secret } = yield* asAdmin(operator.id, createApiKey("live", "first key", "ADMIN"))
  return { operator, key, secret: Redacted.value(secret) }
})
