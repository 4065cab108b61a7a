/** The facade in a transaction of a host that has tables of its own, on a real PostgreSQL. */
import { createCaleche, type Caleche } from "caleche"
import { postgres } from "caleche/postgres"
import { type PostgresServer, startPostgres } from "@caleche/testing/postgres"
import { Pool, type PoolClient } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

let server: PostgresServer | undefined
let pool: Pool
let caleche: Caleche

beforeAll(async () => {
  server = await startPostgres()
  await server.createDatabase("host")
  pool = new Pool({ connectionString: server.url("host") })
  pool.on("error", () => {}) // the server may end before a connection has said goodbye
  await pool.query("create table trips (id serial primary key, quote_id uuid)")
  caleche = await createCaleche({
    storage: postgres({ url: server.url("host"), migrate: true }),
    operator: { name: "Ma VTC" },
  })
})

afterAll(async () => {
  await caleche.close()
  await pool.end()
  await server?.stop()
})

const transaction = async <A>(body: (tx: PoolClient) => Promise<A>): Promise<A> => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const value = await body(client)
    await client.query("commit")
    return value
  } catch (cause) {
    await client.query("rollback")
    throw cause
  } finally {
    client.release()
  }
}

const drafted = async ({ clients, quotes }: Pick<Caleche, "clients" | "quotes">) => {
  const { id: clientId } = await clients.create({
    type: "PRIVATE",
    name: "Jeanne",
    email: "jeanne@example.org",
  })
  const line = {
    kind: "TRANSPORT",
    description: "CDG – Paris",
    unitPrice: "85.00",
    vatRate: "0.10",
    trip: { pickupAt: "2030-12-01T06:30:00+01:00" },
  } as const
  return quotes.create({ clientId, tripType: "OFF_GRID", pricingMode: "MANUAL", lines: [line] })
}

const trips = async () => (await pool.query("select count(*)::int as trips from trips")).rows[0].trips

describe("caleche.within(tx)", () => {
  it("writes together with the host", async () => {
    const before = await trips()
    const quote = await transaction(async (tx) => {
      const drafts = await drafted(caleche.within(tx))
      await tx.query("insert into trips (quote_id) values ($1)", [drafts.id])
      await expect(caleche.quotes.get(drafts.id)).rejects.toMatchObject({ _tag: "QuoteNotFound" })
      return drafts
    })
    expect(await caleche.quotes.get(quote.id)).toEqual(quote)
    expect(await trips()).toBe(before + 1)
  })

  it("is undone with the host", async () => {
    const before = await trips()
    let made: string | undefined
    const failing = transaction(async (tx) => {
      made = (await drafted(caleche.within(tx))).id
      await tx.query("insert into trips (quote_id) values ($1)", [made])
      throw new Error("the host's own reason")
    })
    await expect(failing).rejects.toThrow("the host's own reason")
    await expect(caleche.quotes.get(made ?? "")).rejects.toMatchObject({ _tag: "QuoteNotFound" })
    expect(await trips()).toBe(before)
  })

  it("leaves the host's transaction usable after a refusal", async () => {
    const before = await trips()
    const quote = await transaction(async (tx) => {
      const inside = caleche.within(tx)
      const drafts = await drafted(inside)
      await expect(inside.quotes.accept(drafts.id)).rejects.toMatchObject({ _tag: "IllegalTransition" })
      const refusedAsDriver = inside.as({ _tag: "Driver", id: drafts.id }).quotes.get(drafts.id)
      await expect(refusedAsDriver).rejects.toMatchObject({ _tag: "Forbidden" })
      await tx.query("insert into trips (quote_id) values ($1)", [drafts.id])
      return drafts
    })
    expect(await caleche.quotes.get(quote.id)).toEqual(quote)
    expect(await trips()).toBe(before + 1)
  })

  it("reads a whole file before the transaction ends", async () => {
    const file = await transaction((tx) => caleche.within(tx).orders.export({ format: "csv" }))
    const pieces = []
    for await (const piece of file) pieces.push(piece)
    expect(Buffer.concat(pieces).toString("utf8")).toMatch(/^number,client,/)
  })
})
