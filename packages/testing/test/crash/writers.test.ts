import { startPostgres, type PostgresServer } from "@caleche/testing/postgres"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, it } from "vitest"
import {
  type Answer,
  expecting,
  list,
  newClient,
  quoteOf,
  type Send,
  senderTo,
  text,
} from "../races/caller.ts"
import { serving, type Serving } from "./serving.ts"

const writers = 32
const cycles = process.env["CALECHE_ROUNDS"] === "full" ? 50 : 5

let postgres: PostgresServer
let folder: string
beforeAll(async () => {
  postgres = await startPostgres({ durable: true })
  await postgres.createDatabase("crash")
  folder = await mkdtemp(join(tmpdir(), "caleche-writers-"))
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

const answered = ({ status, text }: Answer, expected: number): void => {
  if (status !== expected) throw new Error(`expected ${expected}, got ${status}: ${text}`)
}

it(
  `kill -9 of the server or of PostgreSQL under ${writers} writers, ${cycles} times: nothing acknowledged is lost, nothing is doubled`,
  { timeout: 600_000 },
  async () => {
    const mails = join(folder, "mails")
    let server: Serving = await serving("postgres", postgres.url("crash"), mails)
    const stop = new AbortController()
    const send: Send = (...request) => senderTo(server.url)(...request)
    /** Repeats a request under one key until it is acknowledged; whatever happens to the server meanwhile. */
    const acknowledged = async (path: string, body: unknown, key: string): Promise<Answer> => {
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
        const answer = await send("POST", path, body, { "idempotency-key": key }).catch(() => undefined)
        if (answer !== undefined && answer.status < 500) return answer
      }
      throw new Error(`${path} was not answered within a minute`)
    }
    const clientId = await newClient(send)
    const orders = new Map<string, string>() // number by quote, as acknowledged
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; !stop.signal.aborted; n++) {
        const key = `${writer}-${n}`
        const drafted = await acknowledged(
          "/v1/quotes",
          quoteOf(clientId, ["2099-12-01T06:30:00+01:00"]),
          `create-${key}`,
        )
        answered(drafted, 201)
        const id = text(drafted.body["id"])
        const sent = await acknowledged(`/v1/quotes/${id}/send`, {}, `send-${key}`)
        answered(sent, 200)
        const accepted = await acknowledged(`/v1/quotes/${id}/accept`, {}, `accept-${key}`)
        answered(accepted, 200)
        orders.set(id, text(accepted.body["order"]!["number"]))
      }
    }
    const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
    try {
      for (let cycle = 0; cycle < cycles; cycle++) {
        const written = orders.size
        while (orders.size < written + writers) await Promise.race([sleep(20), writing])
        if (cycle % 2 === 0) {
          await server.kill()
          server = await serving("postgres", postgres.url("crash"), mails)
        } else {
          await postgres.kill()
          await postgres.restart()
        }
      }
    } finally {
      stop.abort()
    }
    await writing

    const stored = new Map<string, string>()
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page = await expecting(
        200,
        send("GET", `/v1/orders?limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`),
      )
      for (const row of list(page["items"])) stored.set(text(row["id"]), text(row["number"]))
      cursor = text(page["nextCursor"]) ?? undefined
    }
    const numbers = [...stored.values()].toSorted()
    expect(numbers).toEqual([...orders.values()].toSorted())
    expect(numbers.map((number) => Number(number.slice(-5)))).toEqual(numbers.map((_, n) => n + 1))
    let quotes = 0
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page = await expecting(
        200,
        send("GET", `/v1/quotes?limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`),
      )
      for (const quote of list(page["items"])) {
        expect(orders.has(text(quote["id"]))).toBe(true)
        expect(quote["status"]).toBe("ACCEPTED")
        quotes++
      }
      cursor = text(page["nextCursor"]) ?? undefined
    }
    expect(quotes).toBe(orders.size)

    const expected = orders.size * 2
    let delivered = new Map<string, ReadonlyArray<string>>()
    for (const end = Date.now() + 60_000; delivered.size < expected && Date.now() < end; await sleep(200)) {
      delivered = Map.groupBy(
        (await readFile(mails, "utf8")).split("\n").filter((line) => line !== ""),
        (line) => line.slice(0, 36),
      )
    }
    expect(delivered.size).toBe(expected)
    const subjects = new Set([...delivered.values()].map(([line]) => line!.slice(37)))
    expect(subjects.size).toBe(expected)
    await server.kill()
  },
)
