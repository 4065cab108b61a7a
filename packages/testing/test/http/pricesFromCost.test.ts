/** A price made from what a trip costs the operator, over HTTP: the cost is said with the line. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { jeanne } from "./samples.ts"

const trip = {
  pickupAt: "2031-06-03T14:00:00+02:00",
  passengers: 2,
  vehicleCategory: "BERLINE",
  pickup: { label: "here" },
  dropOff: { label: "there" },
  distanceKm: "38",
  durationMinutes: 55,
}

describe.each(hosts)("a mark-up behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))

  test("S20 of 20 % makes 120.00 of a cost of 100.00, again when priced again, and asks for a cost it is not told", async () => {
    const rules = [{ kind: "MARK_UP", id: "mark-up", name: "Mark-up", over: { markUp: "0.20" } }]
    await send("POST", "/v1/tariffs", { id: "any", name: "Any", vehicleCategory: null, rules })
    const client = await send("POST", "/v1/clients", jeanne)
    const draft = (line: object) =>
      send("POST", "/v1/quotes", {
        clientId: textOf(client.body["id"]),
        tripType: "TRANSFER",
        pricingMode: "DYNAMIC",
        lines: [{ kind: "TRANSPORT", trip, ...line }],
      })
    expect(await draft({})).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["cost"] },
    })
    const made = await draft({ cost: "100.00" })
    const line = { net: "120.00", cost: "100.00", source: "TARIFF" }
    expect(made).toMatchObject({ status: 201, body: { lines: [line], totals: { net: "120.00" } } })
    const at = `/v1/quotes/${textOf(made.body["id"])}`
    expect((await send("POST", `${at}/price`, {})).body).toMatchObject({ lines: [line] })
    const [{ id }] = itemsOf(made.body["lines"]) as [{ id: never }]
    const dearer = await send("PATCH", `${at}/lines/${textOf(id)}`, { trip, cost: "150.00" })
    expect(dearer.body).toMatchObject({ lines: [{ net: "180.00", cost: "150.00" }] })
  })
})
