/** Hands the cases of a suite to vitest. */
import type { Suite } from "@caleche/testing"
import { type Layer, ManagedRuntime } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** One storage for the whole suite, as in life. */
export const runSuite = <R>(name: string, suite: Suite<R>, layer: Layer.Layer<R, unknown>): void => {
  describe(`${name}`, () => {
    const runtime = ManagedRuntime.make(layer)
    beforeAll(() => runtime.context().then(() => undefined))
    afterAll(() => runtime.dispose())
    for (const rule of suite) {
      it(`${rule.name}`, { timeout: 300_000 }, async () => {
        await expect(runtime.runPromise(rule.run)).resolves.toBeUndefined()
      })
    }
  })
}
