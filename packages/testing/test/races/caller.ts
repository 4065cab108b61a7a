/** Speaks HTTP to a server on a socket, as a stranger's program would. */

/** A JSON document whose shape the test knows. */
export interface Json {
  readonly [name: string]: Json
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly body: Json
}

/** The text of a value, such as an id or a status. */
export const text = (value: Json | undefined): string => value as unknown as string // the test knows it is one
export const list = (value: Json | undefined): ReadonlyArray<Json> => value as unknown as ReadonlyArray<Json> // likewise

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>

export const senderTo =
  (url: string, token = "demo-manager"): Send =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(45_000), // the server itself answers within 30 s
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === "" ? {} : JSON.parse(text) }
  }

/** The body, when the answer has the status expected; otherwise an error that shows the answer. */
export const expecting = async (status: number, answer: Promise<Answer>): Promise<Json> => {
  const { status: found, text, body } = await answer
  if (found !== status) throw new Error(`expected ${status}, got ${found}: ${text}`)
  return body
}

/** The body of a quote of one trip a pickup, an hour each, priced by hand. */
export const quoteOf = (clientId: string, pickups: ReadonlyArray<string>) => ({
  clientId,
  tripType: "OFF_GRID",
  pricingMode: "MANUAL",
  lines: pickups.map((pickupAt) => ({
    kind: "TRANSPORT",
    description: "Paris – Reims",
    quantity: "1",
    unit: "trip",
    unitPrice: "85.00",
    vatRate: "0.10",
    trip: { pickupAt },
  })),
})

export const newClient = async (send: Send): Promise<string> =>
  text(
    (
      await expecting(
        201,
        send("POST", "/v1/clients", { type: "PRIVATE", name: "Jeanne Moreau", email: "jeanne@example.org" }),
      )
    )["id"],
  )

export const newDriver = async (send: Send): Promise<string> =>
  text((await expecting(201, send("POST", "/v1/drivers", { name: "Paul Durand" })))["id"])

/** The id of a quote that was sent. */
export const sentQuote = async (
  send: Send,
  clientId: string,
  pickups = ["2099-12-01T06:30:00+01:00"],
): Promise<string> => {
  const { id } = await expecting(201, send("POST", "/v1/quotes", quoteOf(clientId, pickups)))
  await expecting(200, send("POST", `/v1/quotes/${text(id)}/send`, {}))
  return text(id)
}

/** The ids of the missions of an order made from a quote with these pickups. */
export const newMissions = async (send: Send, clientId: string, pickups: ReadonlyArray<string>) => {
  const quote = await sentQuote(send, clientId, [...pickups])
  const { order } = await expecting(200, send("POST", `/v1/quotes/${quote}/accept`, {}))
  const page = await expecting(200, send("GET", `/v1/orders/${text(order!["id"])}`))
  return { order: text(order!["id"]), missions: list(page["missions"]).map((mission) => text(mission["id"])) }
}
