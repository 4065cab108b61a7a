/** The load generator's process: does what it is told over its parent's channel, and tells how much it did. */
import { Client } from "undici"
import { apiKey } from "./credentials.ts"
import type { Job, Report } from "./load.ts"

const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" }

type Method = "GET" | "POST"

const call = async (client: Client, method: Method, path: string, body?: object): Promise<string> => {
  const answer = await client.request({
    method,
    path,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`)
  return text
}

const identified = async (client: Client, method: Method, path: string, body: object): Promise<string> =>
  (JSON.parse(await call(client, method, path, body)) as { readonly id: string }).id // what both servers answer

const transport = (description: string, pickupAt: string, unitPrice: string) => ({
  kind: "TRANSPORT",
  description,
  quantity: "1",
  unit: "trip",
  unitPrice,
  vatRate: "0.10",
  trip: {
    pickupAt,
    durationMinutes: 55,
    passengers: 2,
    vehicleCategory: "BERLINE",
    pickup: { label: "CDG Terminal 2E", latitude: 49.0047, longitude: 2.5711 },
    dropOff: { label: "10 rue de Rivoli, Paris", latitude: 48.8556, longitude: 2.3601 },
  },
})

const there = transport("CDG – Paris", "2027-12-01T05:30:00.000Z", "85.00")
const back = transport("Paris – CDG", "2027-12-05T16:00:00.000Z", "92.50")
const seat = {
  kind: "FEE",
  description: "Child seat",
  quantity: "2",
  unit: "unit",
  unitPrice: "12.00",
  vatRate: "0.20",
}

/** Made so far. Each client has an address of its own, as clients have: of one that is known already, those alike are shown. */
let clients = 0

/** From a new client to reading the order, five requests; the order's id. */
const flow = async (client: Client, lines: ReadonlyArray<object>): Promise<string> => {
  const clientId = await identified(client, "POST", "/v1/clients", {
    type: "PRIVATE",
    name: "Jeanne Moreau",
    email: `jeanne.${process.pid}.${++clients}@example.org`,
    contact: { firstName: "Jeanne", lastName: "Moreau" },
  })
  const quote = { clientId, tripType: "OFF_GRID", pricingMode: "MANUAL", lines }
  const quoteId = await identified(client, "POST", "/v1/quotes", quote)
  await call(client, "POST", `/v1/quotes/${quoteId}/send`, {})
  const accepted = await call(client, "POST", `/v1/quotes/${quoteId}/accept`, {})
  const { id } = (JSON.parse(accepted) as { readonly order: { readonly id: string } }).order // as above
  await call(client, "GET", `/v1/orders/${id}`)
  return id
}

const perform = async (job: Job): Promise<Report> => {
  const clients = Array.from({ length: job.connections }, () => new Client(job.origin, { pipelining: 1 }))
  const made: Array<string> = []
  let done = 0
  const end = performance.now() + ("milliseconds" in job ? job.milliseconds : 120_000)
  const began = performance.now()
  const worker = async (client: Client, place: number) => {
    for (let turn = place; performance.now() < end; turn += job.connections) {
      if (job.kind === "orders") await call(client, "GET", `/v1/orders/${job.ids[turn % job.ids.length]!}`) // a place in the list
      else if (job.kind === "paths") await call(client, "GET", job.paths[turn % job.paths.length]!) // as above
      else if (job.kind === "seed") {
        if (turn >= job.count) return
        made.push(await flow(client, [there, back, seat]))
      } else await flow(client, [there])
      done++
    }
  }
  try {
    await Promise.all(clients.map(worker))
    return { done, milliseconds: performance.now() - began, ids: made }
  } finally {
    await Promise.all(clients.map((client) => client.destroy()))
  }
}

process.on("message", (job: Job) => {
  perform(job).then(
    (report) => process.send?.(report),
    (cause: unknown) => process.send?.({ failed: String(cause) } satisfies Report),
  )
})
