import { ClientRepository, Outbox, StorageFailed, type StoragePorts } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { Context, DateTime, Effect, Layer } from "effect"
import { describe, expect, it, vi } from "vitest"
import { callerOf, hosts, makeRuntime, operatorId, refused } from "./hosts.ts"
import { draft } from "./samples.ts"

/** A storage whose list of clients fails as told. */
const failing = (list: Effect.Effect<never, StorageFailed>): Layer.Layer<StoragePorts> =>
  Layer.effectContext(
    Effect.map(Effect.context<StoragePorts>(), (ports) =>
      Context.add(
        ports,
        ClientRepository,
        ClientRepository.of({ ...Context.get(ports, ClientRepository), list: () => list }),
      ),
    ),
  ).pipe(Layer.provide(memory))

describe.each(hosts)("When something fails behind $name", ({ fetchOf }) => {
  const ask = async (list: Effect.Effect<never, StorageFailed>) => {
    const runtime = makeRuntime(failing(list))
    const caller = callerOf(fetchOf(runtime))
    const answer = await caller.send("GET", "/v1/clients", undefined, { "x-request-id": "req-1" })
    const error = await refused(caller.client.clients.list({ query: {} }))
    await runtime.dispose()
    return { answer, error }
  }

  it("a defect is answered by the request's id and nothing of its cause", async () => {
    const { answer, error } = await ask(Effect.die(new Error("select secret from caleche.clients")))
    expect(answer).toMatchObject({ status: 500, body: { code: "Unexpected", requestId: "req-1" } })
    expect(answer.headers.get("x-request-id")).toBe("req-1")
    expect(answer.text).not.toMatch(/secret|Error|at /)
    expect(error).toMatchObject({ _tag: "Unexpected" })
  })

  it("a storage that is away says when to try again", async () => {
    const { answer, error } = await ask(
      Effect.fail(new StorageFailed({ operation: "ClientRepository.list", retryable: true })),
    )
    expect(answer).toMatchObject({ status: 503, body: { code: "StorageFailed" } })
    expect(answer.headers.get("retry-after")).toBe("1")
    expect(answer.text).not.toContain("ClientRepository")
    expect(error).toMatchObject({ _tag: "StorageFailed", retryable: true })
  })

  it("a storage failure that no retry mends is ours to look into", async () => {
    const { answer } = await ask(
      Effect.fail(new StorageFailed({ operation: "ClientRepository.list", retryable: false })),
    )
    expect(answer).toMatchObject({ status: 500, body: { code: "Unexpected" } })
  })
})

describe.each(hosts)("Work nobody waits for, behind $name,", ({ fetchOf }) => {
  it("ends after 30 seconds with an answer that says so", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    const runtime = makeRuntime(failing(Effect.never))
    const answer = callerOf(fetchOf(runtime)).send("GET", "/v1/clients")
    while (vi.getTimerCount() === 0) await Promise.resolve()
    vi.advanceTimersByTime(29_999)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(await answer).toMatchObject({ status: 503, body: { code: "RequestTimedOut", seconds: 30 } })
    vi.useRealTimers()
    await runtime.dispose()
  })

  it("ends when its caller goes", async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<void>()
    const waiting = Effect.andThen(
      Effect.sync(() => begun.resolve()),
      Effect.onInterrupt(Effect.never, () => Effect.sync(() => resolve("interrupted"))),
    )
    const runtime = makeRuntime(failing(waiting))
    const caller = new AbortController()
    const headers = { authorization: "Bearer demo-admin" }
    void fetchOf(runtime)(new Request("http://localhost/v1/clients", { headers, signal: caller.signal }))
    await begun.promise
    caller.abort()
    expect(await promise).toBe("interrupted")
    await runtime.dispose()
  })
})

describe.each(hosts)("A trace that reaches $name", ({ fetchOf }) => {
  it("goes on to the message the request causes", async () => {
    const runtime = makeRuntime()
    const { send } = callerOf(fetchOf(runtime))
    const { id } = await draft(send)
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    const answer = await send(
      "POST",
      `/v1/quotes/${id}/send`,
      {},
      { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    )
    expect(answer.status).toBe(200)
    const [message] = await runtime.runPromise(
      Effect.gen(function* () {
        const now = yield* DateTime.now
        return yield* (yield* Outbox).claim({
          claimedBy: "test",
          limit: 1,
          now,
          until: DateTime.add(now, { minutes: 1 }),
        })
      }),
    )
    expect(message).toMatchObject({ operatorId, content: { _tag: "QuoteSent", quoteId: id } })
    expect(message!.traceparent).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`))
    await runtime.dispose()
  })
})
