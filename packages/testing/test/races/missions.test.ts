import { makeApp } from "@caleche/hono"
import { type Running, serve } from "@caleche/hono/node"
import { layer } from "@caleche/storage-postgres"
import { Effect, Layer, Redacted } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeRuntime } from "../http/hosts.ts"
import { migratedDatabase } from "../migratedDatabase.ts"
import { rounds } from "../rounds.ts"
import { expecting, list, newClient, newDriver, newMissions, type Send, senderTo, text } from "./caller.ts"

const postgres = Layer.orDie(
  Layer.unwrap(Effect.map(migratedDatabase, (url) => layer({ url: Redacted.make(url) }))),
)

/** Pickups ten minutes apart, so that missions of an hour overlap with their neighbours. */
const pickups = (count: number) =>
  Array.from({ length: count }, (_, n) => new Date(Date.UTC(2099, 11, 1) + n * 600_000).toISOString())

describe("missions changed by many at once, over HTTP on PostgreSQL", () => {
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

  const windowOf = (mission: unknown) => {
    const { estimatedEndAt, pickupAt } = mission as { pickupAt: string; estimatedEndAt: string } // a mission has both
    return [Date.parse(pickupAt), Date.parse(estimatedEndAt)] as const
  }

  it(`64 overlapping assignments of one driver: no two overlap, each loser is told who (${rounds(2)} rounds)`, async () => {
    for (let round = 0; round < rounds(2); round++) {
      const driverId = await newDriver(send)
      const { missions } = await newMissions(send, clientId, pickups(64))
      const answers = await Promise.all(
        missions.map((id) => send("POST", `/v1/missions/${id}/assign`, { driverId })),
      )
      const won = answers.filter(({ status }) => status === 200)
      expect(won.length).toBeGreaterThan(0)
      const windows = won.map(({ body }) => windowOf(body)).toSorted(([a], [b]) => a - b)
      for (const [n, [from]] of windows.entries())
        if (n > 0) expect(from).toBeGreaterThanOrEqual(windows[n - 1]![1])
      const winners = won.map(({ body }) => text(body["id"]))
      for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
        expect([status, text(body["code"])]).toEqual([409, "DriverBusy"])
        expect(winners).toContain(text(body["missionId"]))
      }
    }
  })

  it(`64 overlapping assignments of one driver, two of them allowed: at most these two win together (${rounds(2)} rounds)`, async () => {
    for (let round = 0; round < rounds(2); round++) {
      const driverId = await newDriver(send)
      const { missions } = await newMissions(
        send,
        clientId,
        Array.from({ length: 64 }, () => "2099-12-01T06:30:00Z"),
      )
      const pair = [missions[7]!, missions[40]!]
      const allowing = { missionId: pair[1], reason: "one coach" }
      await expecting(200, send("POST", `/v1/missions/${pair[0]}/allow-overlap`, allowing))
      const answers = await Promise.all(
        missions.map((id) => send("POST", `/v1/missions/${id}/assign`, { driverId })),
      )
      const won = answers.filter(({ status }) => status === 200).map(({ body }) => text(body["id"]))
      expect(won.length).toBeGreaterThan(0)
      if (won.length > 1) expect(won.toSorted()).toEqual(pair.toSorted())
      const lost = answers.filter(({ status }) => status !== 200)
      expect(lost.map(({ status, body }) => [status, text(body["code"])])).toEqual(
        lost.map(() => [409, "DriverBusy"]),
      )
    }
  })

  it(`two of two orders that may overlap, moved and given away at once: no 5xx, and they name each other or nobody (${rounds(20)} rounds)`, async () => {
    for (let round = 0; round < rounds(20); round++) {
      const [driverId, other] = [await newDriver(send), await newDriver(send)]
      const [a, b] = [
        (await newMissions(send, clientId, ["2099-12-01T06:30:00Z"])).missions[0]!,
        (await newMissions(send, clientId, ["2099-12-01T06:30:00Z"])).missions[0]!,
      ]
      await expecting(
        200,
        send("POST", `/v1/missions/${a}/allow-overlap`, { missionId: b, reason: "one coach" }),
      )
      for (const id of [a, b]) await expecting(200, send("POST", `/v1/missions/${id}/assign`, { driverId }))
      const answers = await Promise.all([
        send("POST", `/v1/missions/${a}/assign`, { driverId: other }),
        send("POST", `/v1/missions/${b}/unassign`, {}),
        send("PATCH", `/v1/missions/${a}`, { pickupAt: "2099-12-02T06:30:00Z" }),
        send("PATCH", `/v1/missions/${b}`, { pickupAt: "2099-12-03T06:30:00Z" }),
      ])
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
      for (const id of [a, b])
        expect(
          (await expecting(200, send("GET", `/v1/missions/${id}`)))["overlapAllowedWith"],
        ).toBeUndefined()
    }
  })

  it(`orders cancelled in bulk while their missions are driven: every order ends CANCELLED, its lines void (${rounds(5)} rounds)`, async () => {
    for (let round = 0; round < rounds(5); round++) {
      const orders = await Promise.all(
        Array.from({ length: 6 }, () => newMissions(send, clientId, pickups(2))),
      )
      const missions = orders.flatMap((order) => order.missions)
      for (const id of missions)
        await expecting(200, send("POST", `/v1/missions/${id}/assign`, { driverId: await newDriver(send) }))
      const drive = async (id: string) => {
        for (const step of ["start", "arrive", "board"]) {
          const { status, body } = await send("POST", `/v1/missions/${id}/${step}`, {})
          if (status !== 200)
            return expect([status, text(body["code"]), text(body["from"])]).toEqual([
              409,
              "IllegalTransition",
              "CANCELLED",
            ])
        }
      }
      const orderIds = orders.map(({ order }) => order)
      const [cancelled, backwards] = await Promise.all([
        expecting(200, send("POST", "/v1/orders/bulk/cancel", { orderIds, reason: "storm" })),
        expecting(
          200,
          send("POST", "/v1/orders/bulk/cancel", { orderIds: orderIds.toReversed(), reason: "storm" }),
        ),
        ...missions.map(drive),
      ])
      for (const { cancelled: done, refused } of [cancelled, backwards]) {
        expect(list(refused)).toEqual([])
        expect(list(done)).toHaveLength(6)
      }
      for (const id of orderIds) {
        const page = await expecting(200, send("GET", `/v1/orders/${id}`))
        expect(text(page["status"])).toBe("CANCELLED")
        expect(list(page["missions"]).map(({ status }) => text(status))).toEqual(["CANCELLED", "CANCELLED"])
        expect(list(page["lines"]).map(({ state }) => text(state))).toEqual(["VOID", "VOID"])
        const once = list(page["history"]).filter(({ action }) => text(action) === "OrderCancelled")
        expect(once).toHaveLength(1)
      }
    }
  })
})
