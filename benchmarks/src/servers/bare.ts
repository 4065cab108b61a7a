/**
 * What one would write without caleche for the same routes: Hono, `pg`, SQL by hand, on the same tables.
 *
 * It checks nothing: neither who asks, nor what is sent, nor whether a step is allowed. It connects as an administrator,
 * whom no row policy concerns. Each change is one transaction with a locked row, a number without gaps, history and
 * outbox, and what is in the outbox is delivered, so that it does the same work.
 */
import { serve } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { Pool } from "pg"
import { type Asked, exportOrders, listBestClients, listClients, listOrders, summarise } from "./bareLists.ts"
import { readOrder } from "./bareRead.ts"
import { endWithParent } from "./endWithParent.ts"
import { startRelay } from "./bareRelay.ts"
import { acceptQuote, createClient, createQuote, sendQuote } from "./bareWrite.ts"

endWithParent()
const pool = new Pool({ connectionString: process.env["DATABASE_URL"], max: 14 }) // as many as caleche's two pools
const operator = process.env["OPERATOR_ID"] ?? ""

const wakeRelay = startRelay(pool, operator)

/** The answer to a change that has put a message into the outbox. */
const telling = async <A>(change: Promise<A>): Promise<A> => {
  const changed = await change
  wakeRelay()
  return changed
}

const asked = (c: Context): Asked => ({
  status: c.req.queries("status") ?? [],
  from: c.req.query("from"),
  to: c.req.query("to"),
  client: c.req.query("client"),
  cursor: c.req.query("cursor"),
})

const app = new Hono()
  .get("/readyz", (c) => c.json({ status: "ready" }))
  .get("/v1/orders", async (c) => c.json(await listOrders(pool, operator, asked(c))))
  .get("/v1/orders/summary", async (c) => c.json(await summarise(pool, operator, asked(c))))
  .get("/v1/orders/export", async (c) =>
    c.body(await exportOrders(pool, operator, asked(c)), 200, { "content-type": "text/csv" }),
  )
  .get("/v1/clients", async (c) => {
    const { q, sort } = c.req.query()
    return c.json(
      sort === "-revenue"
        ? await listBestClients(pool, operator)
        : await listClients(pool, operator, q ?? ""),
    )
  })
  .get("/v1/orders/:id", async (c) => {
    const order = await readOrder(pool, operator, c.req.param("id"))
    return order === undefined ? c.json({ code: "OrderNotFound" }, 404) : c.json(order)
  })
  .post("/v1/clients", async (c) => c.json(await createClient(pool, operator, await c.req.json()), 201))
  .post("/v1/quotes", async (c) => c.json(await createQuote(pool, operator, await c.req.json()), 201))
  .post("/v1/quotes/:id/send", async (c) =>
    c.json(await telling(sendQuote(pool, operator, c.req.param("id")))),
  )
  .post("/v1/quotes/:id/accept", async (c) =>
    c.json(await telling(acceptQuote(pool, operator, c.req.param("id")))),
  )

app.onError((error, c) => {
  console.error(error)
  return c.json({ code: "Unexpected" }, 500)
})

serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(`listening ${port}`))

process.once("SIGTERM", () => process.exit(0)) // it has nothing to lose
