import { Deferred, Effect, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { makeTurns } from "../../src/serving/turns.ts"

describe("Callers with the same name", () => {
  it("run one after another; others do not wait for them", async () => {
    const turns = makeTurns()
    const order: Array<string> = []
    const story = Effect.gen(function* () {
      const gate = yield* Deferred.make<void>()
      const first = yield* Effect.forkChild(
        turns("a")(
          Effect.andThen(
            Deferred.await(gate),
            Effect.sync(() => order.push("first")),
          ),
        ),
      )
      yield* Effect.yieldNow
      const second = yield* Effect.forkChild(turns("a")(Effect.sync(() => order.push("second"))))
      yield* turns("b")(Effect.sync(() => order.push("other")))
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.join(first)
      yield* Fiber.join(second)
    })
    await Effect.runPromise(story)
    expect(order).toEqual(["other", "first", "second"])
  })

  it("pass the turn on when one fails or gives up waiting", async () => {
    const turns = makeTurns()
    const story = Effect.gen(function* () {
      yield* Effect.exit(turns("a")(Effect.fail("no")))
      const holder = yield* Effect.forkChild(turns("a")(Effect.never))
      yield* Effect.yieldNow
      const waiting = yield* Effect.forkChild(turns("a")(Effect.succeed("never")))
      yield* Effect.yieldNow
      yield* Fiber.interrupt(waiting)
      yield* Fiber.interrupt(holder)
      return yield* turns("a")(Effect.succeed("done"))
    })
    expect(await Effect.runPromise(story)).toBe("done")
  })
})
