/**
 * `npm start -- --first-key "Company"`: makes an operator and an ADMIN key for it, prints the key once, and ends.
 *
 * It is the one thing that cannot be asked for over HTTP, since asking takes a key.
 */
import {
  CurrentActor,
  IdGenerator,
  makeOperator,
  OperatorId,
  OperatorRepository,
  UserId,
} from "@caleche/core"
import { createApiKey } from "@caleche/http"
import { Effect, Redacted } from "effect"

/** Makes an operator named `name` with the usual settings, and its first key. */
export const firstKey = Effect.fnUntraced(function* (name: string) {
  const ids = yield* IdGenerator
  const operator = makeOperator({ id: OperatorId.make(yield* ids.next), name })
  yield* (yield* OperatorRepository).save(operator)
  const { secret } = yield* createApiKey("live", "first key", "ADMIN").pipe(
    Effect.provideService(CurrentActor, {
      _tag: "OperatorUser",
      operatorId: operator.id,
      id: UserId.make(yield* ids.next),
      role: "ADMIN",
    }),
  )
  return { operator, secret: Redacted.value(secret) }
})
