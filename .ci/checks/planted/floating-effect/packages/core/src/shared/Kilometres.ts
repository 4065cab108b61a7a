import { Effect } from "effect"

export const Kilometres = Effect.gen(function* () {
  Effect.log("never runs")
  return yield* Effect.succeed(1)
})
