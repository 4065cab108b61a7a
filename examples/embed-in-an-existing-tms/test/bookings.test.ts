import { startPostgres } from "@caleche/testing/postgres"
import { type Caleche, createCaleche } from "caleche"
import { postgres } from "caleche/postgres"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { Pool } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeApp } from "../src/app.ts"
import { createTables } from "../src/bookings.ts"

let url: string
let caleche: Caleche
const ends: Array<() => Promise<unknown>> = []

beforeAll(async () => {
  const database = await startPostgres()
  ends.push(() => database.stop())
  await database.createDatabase("tms")
  const pool = new Pool({ connectionString: database.url("tms") })
  pool.on("error", () => {}) // the database may end before a connection has said goodbye
  ends.push(() => pool.end())
  await createTables(pool)
  caleche = await createCaleche({
    storage: postgres({ url: database.url("tms"), migrate: true }),
    operator: { name: "Ma VTC" },
  })
  ends.push(() => caleche.close())
  const server = makeApp(pool, caleche).listen(0, "127.0.0.1")
  await once(server, "listening")
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo // it listens on a port
  url = `http://127.0.0.1:${port}/bookings`
})

afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

const book = async (reference: string, more: object = {}) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      reference,
      customer: { name: "Jeanne Moreau", email: "jeanne@example.org" },
      pickupAt: "2030-05-06T10:00:00+02:00",
      from: "Gare de Lyon",
      price: "85.00",
      ...more,
    }),
  })
  return { status: response.status, body: await response.json() }
}

/** References in the application's table, and how many quotes and clients caleche holds. */
const kept = async () => {
  const rows = (await (await fetch(url)).json()) as ReadonlyArray<{ readonly reference: string }>
  const quotes = await caleche.quotes.list({ limit: 200 })
  const clients = await caleche.clients.list({ limit: 200 })
  return {
    references: rows.map(({ reference }) => reference),
    quotes: quotes.items.length,
    clients: clients.items.length,
  }
}

describe("a booking of the application", () => {
  it("is its row and our quote, written together", async () => {
    const { body, status } = await book("A-1")
    expect(status).toBe(201)
    expect(body).toMatchObject({ reference: "A-1", payable: "93.50" })
    expect(await kept()).toEqual({ references: ["A-1"], quotes: 1, clients: 1 })
  })

  it("is neither when the application's own row is refused", async () => {
    await book("A-2")
    const before = await kept()
    expect(await book("A-2")).toEqual({ status: 409, body: { refused: "ReferenceTaken" } })
    expect(await kept()).toEqual(before)
  })

  it("is neither when caleche refuses, which says every invalid field", async () => {
    const before = await kept()
    const { body, status } = await book("A-3", { price: "cheap", pickupAt: "tomorrow" })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      refused: "InvalidRequest",
      errors: [{ path: "lines.0.unitPrice" }, { path: "lines.0.trip.pickupAt" }],
    })
    expect(await kept()).toEqual(before)
  })
})
