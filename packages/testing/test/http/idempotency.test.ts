import { type StoragePorts, UnitOfWork } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { Context, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime } from "./hosts.ts"
import { draft, jeanne } from "./samples.ts"

/** Counts the units of work that are open at the same time. */
const counting = () => {
  const seen = { most: 0 }
  const layer: Layer.Layer<StoragePorts> = Layer.effectContext(
    Effect.map(Effect.context<StoragePorts>(), (ports) => {
      const { atomically } = Context.get(ports, UnitOfWork)
      let depth = 0
      return Context.add(
        ports,
        UnitOfWork,
        UnitOfWork.of({
          atomically: (operatorId, body) =>
            Effect.suspend(() => {
              depth++
              seen.most = Math.max(seen.most, depth)
              return Effect.ensuring(
                atomically(operatorId, Effect.andThen(Effect.yieldNow, body)),
                Effect.sync(() => depth--),
              )
            }),
        }),
      )
    }),
  ).pipe(Layer.provide(memory))
  return { seen, layer }
}

describe.each(hosts)("A repeated request to $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  const units = counting()
  beforeAll(() => {
    runtime = makeRuntime(units.layer)
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())
  const create = (key: string, body: unknown = jeanne, headers = {}) =>
    send("POST", "/v1/clients", body, { "idempotency-key": key, ...headers })
  const clients = async () => itemsOf((await send("GET", "/v1/clients?limit=200")).body["items"]).length

  it("gets the first answer, byte for byte, and happens once", async () => {
    const before = await clients()
    const first = await create("a")
    const second = await create("a")
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.text).toBe(first.text)
    for (const name of ["etag", "location", "content-type"])
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(first.headers.get("idempotency-replayed")).toBeNull()
    expect(second.headers.get("idempotency-replayed")).toBe("true")
    expect(await clients()).toBe(before + 1)
  })

  it("from 16 callers at once has one effect and 16 equal answers, one unit of work at a time", async () => {
    const before = await clients()
    units.seen.most = 0
    const answers = await Promise.all(Array.from({ length: 16 }, () => create("sixteen")))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(201)
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null).length).toBe(1)
    expect(await clients()).toBe(before + 1)
    // One for the key, and the use case's, which joins it.
    expect(units.seen.most).toBeLessThanOrEqual(2)
  })

  it("under a key used for another request is refused", async () => {
    await create("b")
    expect(await create("b", { ...jeanne, name: "Anna" })).toMatchObject({
      status: 409,
      body: { code: "IdempotencyKeyReused", key: "b" },
    })
    expect(await send("POST", "/v1/drivers", jeanne, { "idempotency-key": "b" })).toMatchObject({
      status: 409,
    })
  })

  it("by another credential is another request", async () => {
    const first = await create("c")
    const other = await create("c", jeanne, { authorization: "Bearer demo-operator" })
    expect(other.status).toBe(201)
    expect(other.body["id"]).not.toBe(first.body["id"])
  })

  it("is tried anew after a refusal, which leaves nothing behind", async () => {
    const { id } = await draft(send)
    const accept = () => send("POST", `/v1/quotes/${id}/accept`, {}, { "idempotency-key": "d" })
    expect((await accept()).status).toBe(409)
    await send("POST", `/v1/quotes/${id}/send`)
    expect((await accept()).status).toBe(200)
    expect((await accept()).headers.get("idempotency-replayed")).toBe("true")
    expect((await create("e", { type: "PRIVATE" })).status).toBe(400)
    expect((await create("e")).status).toBe(201)
  })

  it("needs a key of 1 to 255 printable characters", async () => {
    for (const key of ["x".repeat(256), "a\tb"]) expect((await create(key)).status).toBe(400)
    expect((await create("x".repeat(255))).status).toBe(201)
  })

  it("that finds its quote expired keeps the quote EXPIRED, and is answered anew", async () => {
    const later = makeRuntime(memory, TestClock.layer())
    await later.runPromise(TestClock.setTime(Date.parse("2026-11-01T10:00:00Z")))
    const caller = callerOf(fetchOf(later))
    const { id } = await draft(caller.send)
    await caller.send("POST", `/v1/quotes/${id}/send`)
    await later.runPromise(TestClock.adjust("40 days"))
    const accept = () => caller.send("POST", `/v1/quotes/${id}/accept`, {}, { "idempotency-key": "f" })
    expect(await accept()).toMatchObject({
      status: 409,
      body: { code: "QuoteExpired", id, validUntil: "2026-12-01" },
    })
    expect((await caller.send("GET", `/v1/quotes/${id}`)).body).toMatchObject({ status: "EXPIRED" })
    expect(await accept()).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition", from: "EXPIRED" },
    })
    await caller.send("POST", `/v1/quotes/${id}/resend`, { validUntil: "2027-01-31" })
    expect(await accept()).toMatchObject({ status: 200, body: { quote: { status: "ACCEPTED" } } })
    await later.dispose()
  })
})
