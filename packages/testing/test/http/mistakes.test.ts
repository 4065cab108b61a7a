/**
 * Mistakes others made, each by its name, as far as they are about more than one price; those of a price stand in
 * `packages/core/test/pricing/mistakes`.
 *
 * The two about numbers stand in `postgres-storage/numbers`: they take many writers.
 */
import { TestClock } from "effect/testing"
import { layer as memory } from "@caleche/storage-memory"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answered, type Body, callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { transport } from "./samples.ts"

const now = "2030-01-10T09:00:00Z"
const pickupAt = "2030-06-01T08:00:00+02:00"

describe.each(hosts)("mistakes others made, behind $name", ({ fetchOf }) => {
  const runtime = makeRuntime(memory, TestClock.layer())
  const { send } = callerOf(fetchOf(runtime))
  const setTime = (at: string) => runtime.runPromise(TestClock.setTime(Date.parse(at)))
  beforeAll(() => setTime(now))
  afterAll(() => runtime.dispose())

  let clients = 0
  const sent = async (more: object = {}, line: object = {}) => {
    const client = await send("POST", "/v1/clients", {
      type: "PRIVATE",
      name: "Jeanne Moreau",
      email: `jeanne${clients++}@example.org`,
    })
    const clientId = textOf(client.body["id"])
    const quote = await send("POST", "/v1/quotes", {
      clientId,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [transport(pickupAt, { unitPrice: "100.00", ...line })],
      ...more,
    })
    const at = `/v1/quotes/${textOf(quote.body["id"])}`
    expect((await send("POST", `${at}/send`)).status).toBe(200)
    return { at, clientId, quote: quote.body }
  }
  const listed = async (clientId: string): Promise<Body> => {
    const { body } = await send("GET", "/v1/clients")
    return itemsOf(body["items"]).find((client) => textOf(client["id"]) === clientId)!
  }
  const ended = async (accepted: Answered) => {
    const at = `/v1/orders/${textOf(accepted.body["order"]!["id"])}`
    for (const mission of itemsOf((await send("GET", at)).body["missions"]))
      await send("POST", `/v1/missions/${textOf(mission["id"])}/close`, { reason: "subcontracted" })
  }

  it("two orders for one accepted quote", async () => {
    const { at } = await sent()
    const answers = await Promise.all(Array.from({ length: 16 }, () => send("POST", `${at}/accept`)))
    const orders = new Set(answers.map(({ body }) => textOf(body["order"]!["id"])))
    expect([answers.every(({ status }) => status === 200), orders.size]).toEqual([true, 1])
    expect(itemsOf((await send("GET", "/v1/orders")).body["items"])).toHaveLength(1)
  })

  it("acceptance years after expiry", async () => {
    const { at } = await sent({ validUntil: "2030-01-31" })
    await setTime("2033-05-01T10:00:00Z")
    expect(await send("POST", `${at}/accept`)).toMatchObject({ status: 409, body: { code: "QuoteExpired" } })
    expect((await send("GET", at)).body["status"]).toBe("EXPIRED")
    await setTime(now)
  })

  it("re-pricing an old quote silently changing it", async () => {
    const rules = (perKm: string) => [
      { kind: "DISTANCE_TIERS", id: "km", name: "km", mode: "INCREMENTAL", tiers: [{ upToKm: null, perKm }] },
    ]
    await send("POST", "/v1/tariffs", { id: "any", name: "Any", vehicleCategory: null, rules: rules("2.00") })
    const trip = {
      pickupAt,
      passengers: 2,
      vehicleCategory: "BERLINE",
      pickup: { label: "here" },
      dropOff: { label: "there" },
      distanceKm: "40",
      durationMinutes: 50,
    }
    const { at, quote } = await sent({ tripType: "TRANSFER", pricingMode: "DYNAMIC", trip, lines: [] })
    await send("PATCH", "/v1/tariffs/any", { rules: rules("3.00") })
    const { totals } = (await send("GET", at)).body
    expect([totals, totals!["net"]]).toEqual([quote["totals"], "80.00"])
    expect(await send("POST", `${at}/price`, {})).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition" },
    })
    const copy = await send("POST", `${at}/duplicate`, {})
    expect(copy.body).toMatchObject({
      totals: { net: "80.00" },
      warnings: [{ code: "PriceChanged", price: "120.00" }],
    })
  })

  it("revenue counted from quotes", async () => {
    const { at, clientId } = await sent()
    expect((await listed(clientId))["revenue"]).toBe("0.00")
    const accepted = await send("POST", `${at}/accept`)
    expect((await listed(clientId))["revenue"]).toBe("0.00")
    await ended(accepted)
    expect((await listed(clientId))["revenue"]).toBe("100.00")
  })

  it("unknown cost counted as zero", async () => {
    const unknown = await sent()
    await ended(await send("POST", `${unknown.at}/accept`))
    expect(await listed(unknown.clientId)).toMatchObject({
      revenue: "100.00",
      averageMargin: null,
      costCoverage: "0.0000",
    })
    const known = await sent({}, { cost: "60.00" })
    await ended(await send("POST", `${known.at}/accept`))
    expect(await listed(known.clientId)).toMatchObject({ averageMargin: "0.4000", costCoverage: "1.0000" })
  })
})
