/** Who asks too often is told when to ask again, behind both hosts; others are not held up. */
import {
  IdGenerator,
  makeOperator,
  OperatorRepository,
  QuoteLinks,
  QuoteLinkTerms,
  CurrentActor,
  QuoteId,
  UseCases,
} from "@caleche/core"
import { makeApp } from "@caleche/hono"
import {
  Authenticator,
  demoKeys,
  handlers,
  layerRateLimits,
  type Limits,
  makeApi,
  makeRoutes,
  webHandler,
} from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { Clock, Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import { describe, expect, test } from "vitest"
import { adminOf } from "../walks/ground.ts"
import { callerOf, operatorId, textOf } from "./hosts.ts"
import { draft } from "./samples.ts"

/** A server with a clock that is turned by hand; `from` is the address its next requests come from. */
const limited = (limits: Limits) => {
  const at = { now: Date.parse("2030-05-01T10:00:00Z"), from: "203.0.113.7" }
  const turned = Layer.effect(
    Clock.Clock,
    Effect.map(Clock.Clock, (real) =>
      Object.assign(Object.create(real) as Clock.Clock, {
        currentTimeMillisUnsafe: () => at.now,
        currentTimeMillis: Effect.sync(() => at.now),
      }),
    ),
  ) // the rest is the real clock's
  const entered = Layer.effectDiscard(
    OperatorRepository.use((all) => all.save(makeOperator({ id: operatorId, name: "Demo VTC" }))),
  )
  const links = Layer.succeed(QuoteLinkTerms, {
    keys: { current: Redacted.make("a key that signs the links of these tests") },
    daysBeyond: 90,
    page: (token) => `/portal/quotes/${token}`,
  })
  const authentication = Layer.succeed(
    Authenticator,
    Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
  )
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(UseCases.layer, entered, authentication).pipe(
      Layer.provideMerge(Layer.mergeAll(memory, IdGenerator.layer, Logger.layer([]), links)),
      Layer.provideMerge(layerRateLimits(limits)),
      Layer.provideMerge(turned),
    ),
  )
  const { app } = makeApp({ runtime, addressOf: () => at.from })
  const handle = webHandler(makeRoutes(makeApi(), handlers, runtime))
  const hosts = [
    async (request: Request) => app.fetch(request),
    (request: Request) => handle(request, at.from),
  ]
  return { at, app, runtime, hosts }
}

const statuses = async (times: number, ask: () => Promise<{ readonly status: number }>) => {
  const found: Array<number> = []
  for (let n = 0; n < times; n++) found.push((await ask()).status)
  return found
}

describe.each([0, 1])("behind host %i", (host) => {
  test("a credential has so many requests at once, and one more as time passes; another has its own", async () => {
    const { at, hosts } = limited({ perCredential: { requests: 3, every: "1 minute" } })
    const { send } = callerOf(hosts[host]!)
    const ask = (key = "demo-operator") =>
      send("GET", "/v1/drivers", undefined, { authorization: `Bearer ${key}` })
    expect(await statuses(3, ask)).toEqual([200, 200, 200])
    const refused = await ask()
    expect([refused.status, refused.headers.get("retry-after"), refused.body]).toMatchObject([
      429,
      "20",
      { code: "RateLimited", retryAfterSeconds: 20 },
    ])
    expect((await ask("demo-manager")).status).toBe(200)
    at.now += 19_999
    expect((await ask()).status).toBe(429)
    at.now += 1
    expect(await statuses(2, ask)).toEqual([200, 429])
    at.now += 3_600_000
    expect(await statuses(4, ask)).toEqual([200, 200, 200, 429])
  })

  test("an address is counted whoever asks from it, IPv6 by its network", async () => {
    const { at, hosts } = limited({ perAddress: { requests: 2, every: "1 minute" } })
    const { send } = callerOf(hosts[host]!)
    const ask = (from: string, key = "demo-operator") => {
      at.from = from
      return send("GET", "/v1/drivers", undefined, { authorization: `Bearer ${key}` })
    }
    expect((await ask("203.0.113.7")).status).toBe(200)
    expect((await ask("203.0.113.7", "demo-admin")).status).toBe(200)
    expect((await ask("203.0.113.7", "demo-manager")).status).toBe(429)
    expect((await ask("203.0.113.8")).status).toBe(200)
    expect((await ask("2001:db8::1:1")).status).toBe(200)
    expect((await ask("2001:db8::2:2")).status).toBe(200)
    expect((await ask("2001:db8::3:3")).status).toBe(429)
    expect((await ask("2001:db8:0:1::3")).status).toBe(200)
  })

  test("who tries credentials is not heard any more, not even with a good one, and others are", async () => {
    const { at, hosts } = limited({ refusals: { requests: 3, every: "1 minute" } })
    const { send } = callerOf(hosts[host]!)
    const ask = (key: string) => send("GET", "/v1/drivers", undefined, { authorization: `Bearer ${key}` })
    expect(await statuses(5, () => ask("demo-operator"))).toEqual([200, 200, 200, 200, 200])
    expect(await statuses(4, () => ask("guess"))).toEqual([401, 401, 401, 429])
    expect((await ask("demo-operator")).status).toBe(429)
    at.from = "203.0.113.8"
    expect((await ask("demo-operator")).status).toBe(200)
    at.from = "203.0.113.7"
    at.now += 20_000
    expect(await statuses(2, () => ask("guess"))).toEqual([401, 429])
  })
})

test("who tries links to quotes is not heard any more, in a page that says so", async () => {
  const { app, hosts, runtime } = limited({ refusals: { requests: 3, every: "1 minute" } })
  const { send } = callerOf(hosts[0]!)
  const { id } = await draft(send)
  await send("POST", `/v1/quotes/${textOf(id)}/send`)
  const { url } = await runtime.runPromise(
    QuoteLinks.use((links) => links.issue(QuoteId.make(textOf(id)))).pipe(
      Effect.provideService(CurrentActor, adminOf(operatorId)),
    ),
  )
  const ask = async (path: string) => app.request(path)
  expect(await statuses(3, () => ask(url))).toEqual([200, 200, 200])
  expect(await statuses(4, () => ask(`${url.slice(0, -4)}AAAA`))).toEqual([404, 404, 404, 429])
  const refused = await ask(url)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "20"])
  expect(await refused.text()).toContain("Too many requests")
})
