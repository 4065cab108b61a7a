/**
 * Numbers are read as the operator's staff writes them: `06 12 34 56 78` in France, where it means +33612345678.
 *
 * @example
 * PhoneReadings.use(({ during }) => during(Schema.decodeUnknownEffect(NewClient)(json)))
 */
import { Context, Effect, Layer, Option } from "effect"
import { CurrentActor } from "../access/Actor.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { PhoneNumbers, PhoneReading } from "../ports/PhoneNumbers.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export class PhoneReadings extends Context.Service<
  PhoneReadings,
  {
    /** Runs `decode` so that the numbers in it are read in the country of the current actor's operator, if the port is provided. */
    readonly during: <A, E, R>(
      decode: Effect.Effect<A, E, R>,
    ) => Effect.Effect<A, E | OperatorNotFound | StorageFailed, R | CurrentActor>
  }
>()("@caleche/core/contacts/PhoneReadings") {
  static readonly layer = Layer.effect(
    PhoneReadings,
    Effect.gen(function* () {
      const operators = yield* OperatorRepository
      const numbers = Option.getOrUndefined(yield* Effect.serviceOption(PhoneNumbers))
      if (numbers === undefined) return PhoneReadings.of({ during: (decode) => decode })

      const during = Effect.fnUntraced(function* <A, E, R>(decode: Effect.Effect<A, E, R>) {
        const { operatorId } = yield* CurrentActor
        let failed: OperatorNotFound | StorageFailed | undefined
        // Asked for once, and only when a number is written without its country.
        const country = yield* Effect.cached(
          Effect.map(operators.get(operatorId), (operator) => operator.country),
        )
        const reading: PhoneReading = {
          read: (text) =>
            text.trimStart().startsWith("+")
              ? Effect.succeed(numbers.read(text))
              : Effect.match(country, {
                  onFailure: (error) => void (failed = error),
                  onSuccess: (home) => numbers.read(text, home),
                }),
          expected:
            "must be a phone number that exists: international such as +33142000000, or as dialled in the operator's country",
        }
        const exit = yield* Effect.exit(Effect.provideService(decode, PhoneReading, reading))
        // What could not be asked is no fault of the number.
        if (failed !== undefined) return yield* Effect.fail(failed)
        return yield* exit
      })
      return PhoneReadings.of({ during })
    }),
  )
}
