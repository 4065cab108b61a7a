/** The second of two equal requests waits for the first and gets its answer. */
import { Drivers, Idempotency, type OperatorId, type RequestKey, UnitOfWork } from "@caleche/core"
import { as, freshUuid, inputs, newOperator, staff } from "@caleche/testing"
import { DateTime, Deferred, Effect, Fiber } from "effect"
import { expect, test } from "vitest"
import { query, storageOn } from "./database.ts"

const { url, run } = storageOn("idempotency", { pools: { writes: 20 }, timeouts: { lock: "400 millis" } })
const at = DateTime.makeUnsafe("2026-12-01T00:00:00Z")

const requestOf = (operatorId: OperatorId): RequestKey => ({
  operatorId,
  credential: "key",
  key: freshUuid(),
  route: "POST /drivers",
  bodyHash: "00",
})

/** What a server does with a request: begin, run the use case, complete. */
const answered = (request: RequestKey, work: Effect.Effect<string, unknown, never>) =>
  Effect.gen(function* () {
    const idempotency = yield* Idempotency
    const { atomically } = yield* UnitOfWork
    return yield* atomically(
      request.operatorId,
      Effect.gen(function* () {
        const known = yield* idempotency.begin(request, at)
        if (known !== undefined) return known
        const answer = { status: 201, headers: { location: "/x" }, body: yield* work }
        yield* idempotency.complete(request, answer)
        return answer
      }),
    )
  })

test("16 callers with one key at once: one effect, 16 equal answers", async () => {
  const { answers, operator } = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator()
      const request = requestOf(operator.id)
      const drivers = yield* Drivers
      const work = Effect.map(drivers.create(inputs.driver()), ({ id }) => id as string).pipe(
        as(staff(operator)),
      )
      const answers = yield* Effect.all(
        Array.from({ length: 16 }, () => answered(request, work)),
        { concurrency: 16 },
      )
      return { answers, operator }
    }),
  )
  const made = await query<{ id: string }>(url, "select id from caleche.drivers where operator_id = $1", [
    operator.id,
  ])
  expect(made).toHaveLength(1)
  expect(answers).toEqual(
    Array.from({ length: 16 }, () => ({ status: 201, headers: { location: "/x" }, body: made[0]!.id })),
  )
})

/** Begins a request and holds it open until told; the second caller comes while it is open. */
const twoCallers = (patience: number, first: Effect.Effect<string, string>) =>
  Effect.gen(function* () {
    const operator = yield* newOperator()
    const request = requestOf(operator.id)
    const begun = yield* Deferred.make<void>()
    const go = yield* Deferred.make<void>()
    const opened = Deferred.succeed(begun, undefined).pipe(
      Effect.andThen(Deferred.await(go)),
      Effect.andThen(first),
    )
    const one = yield* Effect.forkChild(Effect.result(answered(request, opened)))
    yield* Deferred.await(begun)
    const two = yield* Effect.forkChild(Effect.result(answered(request, Effect.succeed("second"))))
    yield* Effect.sleep(patience)
    yield* Deferred.succeed(go, undefined)
    return { one: yield* Fiber.join(one), two: yield* Fiber.join(two) }
  })

test("a caller waits while the first is under way", async () => {
  const { two } = await run(twoCallers(150, Effect.succeed("first")))
  expect(two).toMatchObject({ _tag: "Success", success: { body: "first" } })
})

test("a caller whose first one failed takes its place", async () => {
  const { one, two } = await run(twoCallers(150, Effect.fail("rolled back")))
  expect(one).toMatchObject({ _tag: "Failure", failure: "rolled back" })
  expect(two).toMatchObject({ _tag: "Success", success: { body: "second" } })
})

test("a caller that waited as long as a lock may take fails with a retryable StorageFailed", async () => {
  const { one, two } = await run(twoCallers(900, Effect.succeed("first")))
  expect(one).toMatchObject({ _tag: "Success" })
  expect(two).toMatchObject({
    _tag: "Failure",
    failure: { _tag: "StorageFailed", operation: "Idempotency.begin", retryable: true },
  })
})
