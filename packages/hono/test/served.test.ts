import {
  CaptureBox,
  IdGenerator,
  makeOperator,
  MigrationsPending,
  OperatorId,
  OperatorRepository,
  StorageHealth,
  UseCases,
} from "@caleche/core"
import { Authenticator, demoKeys } from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { connect } from "node:net"
import { describe, expect, it } from "vitest"
import { makeApp } from "../src/index.ts"
import { serve } from "../src/node.ts"

const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")
const healthy = Layer.succeed(StorageHealth, StorageHealth.of({ check: Effect.void }))
const make = (health: Layer.Layer<StorageHealth> = healthy) =>
  ManagedRuntime.make(
    Layer.mergeAll(
      UseCases.layer,
      Layer.succeed(
        Authenticator,
        Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
      ),
      Layer.effectDiscard(
        OperatorRepository.use((all) => all.save(makeOperator({ id: operatorId, name: "Demo" }))),
      ),
    ).pipe(
      Layer.provideMerge(Layer.mergeAll(memory, IdGenerator.layer, CaptureBox.layerMemory())),
      Layer.merge(health),
    ),
  )
const authorization = "Bearer demo-admin"

describe("The app", () => {
  it("lives always, and is ready while its storage is and it is not stopping", async () => {
    const { app, lifecycle } = makeApp({ runtime: make() })
    expect((await app.request("/healthz")).status).toBe(200)
    expect(await (await app.request("/readyz")).json()).toEqual({ status: "ready" })
    lifecycle.stopping = true
    expect((await app.request("/healthz")).status).toBe(200)
    const stopping = await app.request("/readyz")
    expect(stopping.status).toBe(503)
    expect(stopping.headers.get("retry-after")).toBe("1")
  })

  it("is not ready while migrations are pending", async () => {
    const pending = Layer.succeed(
      StorageHealth,
      StorageHealth.of({ check: Effect.fail(new MigrationsPending({ pending: ["0007_x"] })) }),
    )
    const answer = await makeApp({ runtime: make(pending) }).app.request("/readyz")
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ status: "not ready", reason: "MigrationsPending" })
  })

  it("shows metrics to whoever has the key, and to nobody unless told", async () => {
    const runtime = make()
    expect((await makeApp({ runtime }).app.request("/metrics")).status).toBe(404)
    const { app } = makeApp({ runtime, metrics: Redacted.make("s3cret") })
    await app.request("/v1/clients", { headers: { authorization } })
    for (const given of [undefined, "Bearer ", "Bearer s3cre", "s3cret"]) {
      expect(
        (await app.request("/metrics", given === undefined ? {} : { headers: { authorization: given } }))
          .status,
      ).toBe(401)
    }
    const text = await (await app.request("/metrics", { headers: { authorization: "Bearer s3cret" } })).text()
    expect(text).toContain('caleche_http_requests_total{method="GET",route="/v1/clients",status="200"} 1')
    expect(text).toContain("caleche_outbox_backlog 0")
    expect(text).toMatch(/process_resident_memory_bytes \d+/)
  })

  it("serves a reference whose page may run its own script and load nothing from elsewhere", async () => {
    const answer = await makeApp({ runtime: make() }).app.request("/docs")
    const html = await answer.text()
    const policy = answer.headers.get("content-security-policy")!
    expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]{44}'/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/)
    expect(html).toContain("/v1/quotes/{id}/accept")
  })

  it("shows captured mail to its operator, where a box is given", async () => {
    const runtime = make()
    const captureBox = await runtime.runPromise(CaptureBox)
    expect(
      (await makeApp({ runtime }).app.request("/v1/dev/mail", { headers: { authorization } })).status,
    ).toBe(404)
    const { app } = makeApp({ runtime, captureBox })
    expect((await app.request("/v1/dev/mail")).status).toBe(401)
    expect(await (await app.request("/v1/dev/mail", { headers: { authorization } })).json()).toEqual({
      items: [],
      nextCursor: null,
    })
  })
})

describe("The Node server", () => {
  it("finishes what it has begun before it stops, then closes everything, once", async () => {
    const runtime = make()
    const served = makeApp({ runtime })
    let release = () => {}
    let stopped = false
    const held = new Promise<void>((resolve) => (release = resolve))
    served.app.get("/slow", async (c) => {
      await held
      return c.text("finished")
    })
    const background = Effect.onInterrupt(Effect.never, () => Effect.sync(() => void (stopped = true)))
    const running = await serve({ served, runtime, port: 0, signals: false, background })
    const slow = fetch(`${running.url}/slow`)
    while (served.lifecycle.stopping === false) {
      await fetch(`${running.url}/healthz`)
      void running.close()
    }
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow(/fetch failed/)
    expect(stopped).toBe(false)
    release()
    expect(await (await slow).text()).toBe("finished")
    await running.close()
    expect(stopped).toBe(true)
    await expect(runtime.runPromise(OperatorRepository.use((all) => all.get(operatorId)))).rejects.toThrow(
      /disposed/,
    )
  })

  it("cuts requests that outlast the time it has", async () => {
    const runtime = make()
    const served = makeApp({ runtime })
    served.app.get("/endless", () => new Promise<Response>(() => {}))
    const running = await serve({ served, runtime, port: 0, signals: false, drainFor: 50 })
    const endless = fetch(`${running.url}/endless`).catch(() => "cut")
    await fetch(`${running.url}/healthz`)
    await running.close()
    expect(await endless).toBe("cut")
  })

  it("reports an address in use instead of hanging", async () => {
    const first = await serve({
      served: makeApp({ runtime: make() }),
      runtime: make(),
      port: 0,
      signals: false,
    })
    await expect(
      serve({ served: makeApp({ runtime: make() }), runtime: make(), port: first.port, signals: false }),
    ).rejects.toThrow(/EADDRINUSE/)
    await first.close()
  })

  it("stops working on a request whose caller has gone", async () => {
    const runtime = make()
    const { app } = makeApp({ runtime })
    const running = await serve({
      served: { app, lifecycle: { stopping: false } },
      runtime,
      port: 0,
      signals: false,
    })
    const socket = connect(running.port, "127.0.0.1")
    socket.write(
      `POST /v1/clients HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{`,
    )
    await fetch(`${running.url}/healthz`)
    socket.destroy()
    const list = await fetch(`${running.url}/v1/clients`, { headers: { authorization } })
    expect(await list.json()).toEqual({ items: [], nextCursor: null })
    await running.close()
  })
})
