import type { DriverId } from "@caleche/core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, refused, run, type Runtime, textOf } from "./hosts.ts"
import { draft, order, transport } from "./samples.ts"

const headers = {}

describe.each(hosts)("One thread through $name", ({ fetchOf }) => {
  let runtime: Runtime
  let caller: ReturnType<typeof callerOf>
  beforeAll(() => {
    runtime = makeRuntime()
    caller = callerOf(fetchOf(runtime))
  })
  afterAll(() => runtime.dispose())

  it("F25 F59 leads from a new client to a completed order, by the typed client", async () => {
    const { client } = caller
    const jeanne = await run(
      client.clients.create({
        headers,
        payload: { type: "PRIVATE", name: "Jeanne Moreau", email: "jeanne@example.org" },
      }),
    )
    expect(jeanne).toMatchObject({ stage: "PROSPECT", status: "ACTIVE", version: 1 })
    const empty = await run(
      client.quotes.create({
        headers,
        payload: { clientId: jeanne.id, tripType: "OFF_GRID", pricingMode: "MANUAL" },
      }),
    )
    expect(empty).toMatchObject({ status: "DRAFT", lines: [], totals: { payable: "0.00" } })
    const written = await caller.send(
      "POST",
      `/v1/quotes/${empty.id}/lines`,
      transport("2030-06-01T08:00:00+02:00"),
    )
    expect(written.status).toBe(201)
    const sent = await run(client.quotes.send({ params: { id: empty.id }, headers, payload: {} }))
    expect(sent).toMatchObject({
      status: "SENT",
      trip: { pickupAt: "2030-06-01T06:00:00.000Z", durationMinutes: 90 },
      lines: [
        {
          quantity: "1",
          unitPrice: "85.00",
          vatRate: "0.10",
          vat: { rate: "0.10", category: "S" },
          net: "85.00",
        },
      ],
      totals: {
        net: "85.00",
        vat: [{ category: "S", rate: "0.10", base: "85.00", tax: "8.50" }],
        tax: "8.50",
        gross: "93.50",
        rounding: "0.00",
        payable: "93.50",
      },
    })
    const accepted = await run(client.quotes.accept({ params: { id: sent.id }, headers, payload: {} }))
    const again = await run(client.quotes.accept({ params: { id: sent.id }, headers, payload: {} }))
    expect(again).toEqual(accepted)
    expect(accepted.order).toMatchObject({
      status: "PENDING",
      missions: { total: 1, assigned: 0 },
      invoiceStatus: "NONE",
    })
    const params = { id: accepted.order.id }
    const [mission] = (await run(client.orders.get({ params }))).missions
    const driver = await run(client.drivers.create({ headers, payload: { name: "Karim" } }))
    const of = { params: { id: mission!.id }, headers }
    await run(client.missions.assign({ ...of, payload: { driverId: driver.id } }))
    expect(await run(client.orders.list({ query: { status: ["CONFIRMED"] } }))).toMatchObject({
      items: [
        {
          id: accepted.order.id,
          driver: { id: driver.id, name: "Karim" },
          missions: { total: 1, assigned: 1 },
        },
      ],
    })
    await run(client.missions.driverAccept({ ...of, payload: {} }))
    for (const step of ["start", "arrive", "board", "dropOff", "complete"] as const)
      await run(client.missions[step]({ ...of, payload: {} }))
    const done = await run(client.orders.get({ params }))
    expect(done).toMatchObject({
      status: "COMPLETED",
      client: { name: "Jeanne Moreau" },
      quote: { status: "ACCEPTED" },
    })
    expect(done.missions[0]!.steps.map(({ step }) => step)).toEqual([
      "EN_ROUTE",
      "ON_SITE",
      "ON_BOARD",
      "DROPPED_OFF",
    ])
    expect((await run(client.clients.get({ params: { id: jeanne.id } }))).stage).toBe("CLIENT")
    const told = done.history.map(({ action }) => action)
    expect(told).toEqual(
      expect.arrayContaining([
        "QuoteCreated",
        "QuoteSent",
        "OrderCreated",
        "MissionAssigned",
        "MissionCompleted",
      ]),
    )
    const read = await run(client.orders.history({ params, query: {} }))
    expect(read.items).toEqual(done.history)
  })

  it("gives typed errors back to the caller", async () => {
    const { id } = await draft(caller.send)
    const error = await refused(
      caller.client.quotes.accept({ params: { id: id as never }, headers, payload: {} }),
    )
    expect(error).toMatchObject({
      _tag: "IllegalTransition",
      machine: "quote",
      from: "DRAFT",
      action: "accept",
    })
    expect(error).toHaveProperty("allowed", expect.arrayContaining(["send", "cancel"]))
  })

  it("refuses a driver whose windows overlap, and names the mission in the way", async () => {
    const first = await order(caller.send, transport("2031-06-01T08:00:00Z"))
    const second = await order(caller.send, transport("2031-06-01T09:00:00Z"))
    const driver = await caller.send("POST", "/v1/drivers", { name: "Léa" })
    const driverId = driver.body["id"] as unknown as DriverId
    const assign = (of: typeof first) =>
      caller.send("POST", `/v1/missions/${of["missions"]![0]!["id"]}/assign`, { driverId })
    expect((await assign(first)).status).toBe(200)
    expect(await assign(second)).toMatchObject({
      status: 409,
      body: {
        code: "DriverBusy",
        driverId,
        missionId: first["missions"]![0]!["id"],
        pickupAt: "2031-06-01T08:00:00.000Z",
      },
    })
  })

  it("edits, replaces and removes lines of a draft", async () => {
    const { id, lines } = await draft(caller.send, transport("2030-06-01T08:00:00Z"), {
      kind: "FEE",
      description: "Toll",
      unitPrice: "12",
      vatRate: "0.20",
    })
    const at = `/v1/quotes/${id}/lines/${lines![1]!["id"]}`
    const replaced = await caller.send("PATCH", at, {
      kind: "FEE",
      description: "Toll",
      quantity: "2",
      unitPrice: "12.5",
      vatRate: "0.2",
    })
    expect(replaced.body["lines"]![1]).toMatchObject({
      id: lines![1]!["id"],
      quantity: "2",
      unitPrice: "12.50",
      vatRate: "0.20",
      net: "25.00",
    })
    const removed = await caller.send("DELETE", at)
    expect(removed).toMatchObject({
      status: 200,
      body: { lines: [{ id: lines![0]!["id"] }], totals: { payable: "93.50" } },
    })
    expect(await caller.send("DELETE", at)).toMatchObject({ status: 404, body: { code: "LineNotFound" } })
    const edited = await caller.send("PATCH", `/v1/quotes/${id}`, { notes: "Two suitcases" })
    expect(edited.body).toMatchObject({ notes: "Two suitcases", version: 4 })
    const declined = await caller.send("POST", `/v1/quotes/${id}/cancel`, { reason: "ordered elsewhere" })
    expect(declined.body).toMatchObject({ status: "CANCELLED" })
    const history = await caller.send("GET", `/v1/quotes/${id}/history`)
    expect(itemsOf(history.body["items"]).at(-1)).toMatchObject({
      to: "CANCELLED",
      reason: "ordered elsewhere",
    })
  })

  it("walks a list page by page, each item once", async () => {
    const seen: Array<string> = []
    let cursor: string | null = null
    do {
      const page = await caller.send(
        "GET",
        `/v1/quotes?limit=2&sort=createdAt${cursor === null ? "" : `&cursor=${cursor}`}`,
      )
      expect(itemsOf(page.body["items"]).length).toBeLessThanOrEqual(2)
      seen.push(...itemsOf(page.body["items"]).map(({ id }) => textOf(id)))
      cursor = textOf(page.body["nextCursor"])
    } while (cursor !== null)
    expect(seen.length).toBeGreaterThanOrEqual(4)
    expect(new Set(seen).size).toBe(seen.length)
    expect([...seen].sort()).toEqual(seen)
  })
})
