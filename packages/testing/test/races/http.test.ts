import { makeApp } from "@caleche/hono"
import { type Running, serve } from "@caleche/hono/node"
import { layer } from "@caleche/storage-postgres"
import { Effect, Layer, Redacted } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeRuntime } from "../http/hosts.ts"
import { migratedDatabase } from "../migratedDatabase.ts"
import { rounds } from "../rounds.ts"
import {
  expecting,
  list,
  newClient,
  newDriver,
  newMissions,
  quoteOf,
  type Send,
  senderTo,
  sentQuote,
  text,
} from "./caller.ts"

const postgres = Layer.orDie(
  Layer.unwrap(Effect.map(migratedDatabase, (url) => layer({ url: Redacted.make(url) }))),
)

describe("many callers at once, over HTTP on PostgreSQL", () => {
  let running: Running
  let send: Send
  let clientId: string
  beforeAll(async () => {
    const runtime = makeRuntime(postgres)
    running = await serve({ served: makeApp({ runtime }), runtime, port: 0, signals: false })
    send = senderTo(running.url)
    clientId = await newClient(send)
  })
  afterAll(() => running.close())

  const times = <A>(count: number, act: (n: number) => Promise<A>) =>
    Promise.all(Array.from({ length: count }, (_, n) => act(n)))

  it(`24 acceptances of one quote: 24 answers 200, one order, one number (${rounds(20)} rounds)`, async () => {
    for (let round = 0; round < rounds(20); round++) {
      const id = await sentQuote(send, clientId)
      const answers = await times(24, () => send("POST", `/v1/quotes/${id}/accept`, {}))
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 200))
      expect(new Set(answers.map(({ body }) => text(body["order"]!["id"]))).size).toBe(1)
      expect(new Set(answers.map(({ body }) => text(body["order"]!["number"]))).size).toBe(1)
    }
    const { items } = await expecting(200, send("GET", "/v1/orders?limit=200"))
    const numbers = list(items)
      .map((row) => text(row["number"]))
      .toSorted()
    expect(numbers.map((number) => Number(number.slice(-5)))).toEqual(numbers.map((_, n) => n + 1))
  })

  it(`two overlapping assignments of one driver: one 200, one 409 that names the mission in the way (${rounds(20)} rounds)`, async () => {
    for (let round = 0; round < rounds(20); round++) {
      const driverId = await newDriver(send)
      const { missions } = await newMissions(send, clientId, [
        "2099-12-01T06:30:00+01:00",
        "2099-12-01T07:29:00+01:00",
      ])
      const answers = await Promise.all(
        missions.map((id) => send("POST", `/v1/missions/${id}/assign`, { driverId })),
      )
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
      const winner = answers.findIndex(({ status }) => status === 200)
      expect(answers[1 - winner]!.body).toMatchObject({ code: "DriverBusy", missionId: missions[winner] })
    }
  })

  it(`two missions of one order completed at once leave it COMPLETED (${rounds(30)} rounds)`, async () => {
    for (let round = 0; round < rounds(30); round++) {
      const { order, missions } = await newMissions(send, clientId, [
        "2099-12-01T06:30:00+01:00",
        "2099-12-01T06:30:00+01:00",
      ])
      for (const id of missions) {
        await expecting(200, send("POST", `/v1/missions/${id}/assign`, { driverId: await newDriver(send) }))
        for (const step of ["start", "arrive", "board"])
          await expecting(200, send("POST", `/v1/missions/${id}/${step}`, {}))
      }
      await Promise.all(missions.map((id) => expecting(200, send("POST", `/v1/missions/${id}/complete`, {}))))
      expect((await expecting(200, send("GET", `/v1/orders/${order}`)))["status"]).toBe("COMPLETED")
    }
  })

  it(`16 callers with one idempotency key: one effect, 16 equal answers (${rounds(20)} rounds)`, async () => {
    for (let round = 0; round < rounds(20); round++) {
      const headers = { "idempotency-key": `round-${round}` }
      const own = await newClient(send)
      const answers = await times(16, () =>
        send("POST", "/v1/quotes", quoteOf(own, ["2099-12-01T06:30:00+01:00"]), headers),
      )
      expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
      expect(answers[0]!.status).toBe(201)
      const { items } = await expecting(200, send("GET", `/v1/quotes?clientId=${own}`))
      expect(list(items)).toHaveLength(1)
    }
  })

  it("the same key for another body is refused, and nothing is done", async () => {
    const headers = { "idempotency-key": "reused" }
    const own = await newClient(send)
    await expecting(201, send("POST", "/v1/quotes", quoteOf(own, ["2099-12-01T06:30:00+01:00"]), headers))
    const again = await expecting(
      409,
      send("POST", "/v1/quotes", quoteOf(own, ["2099-12-02T06:30:00+01:00"]), headers),
    )
    expect(again["code"]).toBe("IdempotencyKeyReused")
    expect(list((await expecting(200, send("GET", `/v1/quotes?clientId=${own}`)))["items"])).toHaveLength(1)
  })

  it("64 writers of quotes, a tenth of them refused: numbers without gap or duplicate", async () => {
    const before = list((await expecting(200, send("GET", "/v1/quotes?limit=200&sort=-createdAt")))["items"])
    const answers = await times(64, (n) =>
      send(
        "POST",
        "/v1/quotes",
        quoteOf(n % 10 === 3 ? "0199f1b2-7c00-7000-8000-000000000001" : clientId, [
          "2099-12-01T06:30:00+01:00",
        ]),
      ),
    )
    const numbers = answers
      .filter(({ status }) => status === 201)
      .map(({ body }) => Number(text(body["number"]).slice(-5)))
    const last = Math.max(0, ...before.map((quote) => Number(text(quote["number"]).slice(-5))))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 57 }, (_, n) => last + 1 + n))
  })
})
