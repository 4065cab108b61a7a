/** Requests the tests begin from. */
import { type Answered, textOf } from "./hosts.ts"

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>

export const jeanne = {
  type: "PRIVATE",
  name: "Jeanne Moreau",
  email: "jeanne@example.org",
  contact: { firstName: "Jeanne", lastName: "Moreau" },
} as const

export const transport = (pickupAt: string, more: object = {}) => ({
  kind: "TRANSPORT",
  description: "Paris to Reims",
  quantity: "1",
  unit: "trip",
  unitPrice: "85.00",
  vatRate: "0.10",
  trip: { pickupAt, durationMinutes: 90, passengers: 2 },
  ...more,
})

export const offGrid = (clientId: string, ...lines: ReadonlyArray<unknown>) => ({
  clientId,
  tripType: "OFF_GRID",
  pricingMode: "MANUAL",
  lines: lines.length === 0 ? [transport("2030-06-01T08:00:00+02:00")] : lines,
})

/** A client's draft, ready to send. */
export const draft = async (send: Send, ...lines: ReadonlyArray<unknown>): Promise<Answered["body"]> => {
  const client = await send("POST", "/v1/clients", jeanne)
  return (await send("POST", "/v1/quotes", offGrid(textOf(client.body["id"]), ...lines))).body
}

/** An accepted quote's order, as its page. */
export const order = async (send: Send, ...lines: ReadonlyArray<unknown>): Promise<Answered["body"]> => {
  const { id } = await draft(send, ...lines)
  await send("POST", `/v1/quotes/${id}/send`)
  const accepted = await send("POST", `/v1/quotes/${id}/accept`)
  return (await send("GET", `/v1/orders/${accepted.body["order"]!["id"]}`)).body
}
