/** Hands the cases of a suite to vitest. */
import type { Suite } from "@caleche/testing"
import { Effect, type Layer } from "effect"
import { describe, it } from "vitest"

/** One storage for the whole suite, as in life. */
export const runSuite = <R>(name: string, suite: Suite<R>, layer: Layer.Layer<R, unknown>): void =>
  describe(name, () => {
    for (const { name, run } of suite) {
      it(name, { timeout: 300_000 }, () => Effect.runPromise(Effect.scoped(Effect.provide(run, layer))))
    }
  })
