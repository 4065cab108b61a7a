/** What clients are worth, over HTTP: the list, its summary, a client's months. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answered, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"

const named = ({ body }: Answered) => itemsOf(body["items"]).map((item) => textOf(item["name"]))

describe.each(hosts)("What clients are worth over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  const ids: Record<string, string> = {}

  /** A client with an order of one ride, which is over unless it is booked. */
  const enter = async (client: object, ride: { price: string; cost?: string; booked?: boolean }) => {
    const { body } = await send("POST", "/v1/clients", { email: "someone@example.org", ...client })
    const clientId = textOf(body["id"])
    const { price, booked, ...cost } = ride
    const line = {
      kind: "TRANSPORT",
      description: "Paris – Reims",
      unitPrice: price,
      vatRate: "0.10",
      trip: { pickupAt: "2026-12-01T06:30:00+01:00" },
      ...cost,
    }
    const quote = await send("POST", "/v1/quotes", {
      clientId,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [line],
    })
    const at = `/v1/quotes/${textOf(quote.body["id"])}`
    await send("POST", `${at}/send`, { channel: "MANUAL" })
    const accepted = await send("POST", `${at}/accept`, {})
    const [mission] = itemsOf(accepted.body["order"]!["lines"]).map((line) => textOf(line["missionId"]))
    if (booked !== true)
      expect(await send("POST", `/v1/missions/${mission}/close`, { reason: "subcontracted" })).toMatchObject({
        status: 200,
      })
    ids[textOf(body["name"])] = clientId
  }

  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    await enter({ type: "BUSINESS", name: "Lumière SA" }, { price: "100.00", cost: "60.00" })
    await enter({ type: "BUSINESS", name: "Ombre SA" }, { price: "30.00" })
    await enter({ type: "PRIVATE", name: "Jeanne Moreau" }, { price: "7.00", cost: "8.00" })
    await enter({ type: "PRIVATE", name: "Zoé Booked" }, { price: "500.00", booked: true })
  })
  afterAll(() => runtime.dispose())

  it("F10 stand in the list's rows, known shares with four digits, unknown ones as null", async () => {
    const { body, status } = await send("GET", "/v1/clients?sort=-revenue")
    expect(status).toBe(200)
    const shown = itemsOf(body["items"])
    expect(shown).toMatchObject([
      { name: "Lumière SA", companyName: "Lumière SA", type: "BUSINESS", status: "ACTIVE" },
      { name: "Ombre SA" },
      { name: "Jeanne Moreau", type: "PRIVATE" },
      { name: "Zoé Booked" },
    ])
    expect(
      shown.map(({ revenue, averageMargin, costCoverage }) => [revenue, averageMargin, costCoverage]),
    ).toEqual([
      ["100.00", "0.4000", "1.0000"],
      ["30.00", null, "0.0000"],
      ["7.00", "-0.1429", "1.0000"],
      ["0.00", null, null],
    ])
    for (const { lastActivityAt } of shown) expect(textOf(lastActivityAt)).toMatch(/^20\d\d-.*Z$/)
    const { body: idle } = await send("POST", "/v1/clients", {
      type: "PRIVATE",
      name: "Idle",
      phone: "+33612345678",
    })
    const { body: found } = await send("GET", "/v1/clients?q=idle")
    expect(itemsOf(found["items"])).toMatchObject([{ id: idle["id"], lastActivityAt: null, revenue: "0.00" }])
  })

  it("F8 F10 sort the list by any column, within its filters, page by page", async () => {
    const sorted = async (sort: string, more = "") =>
      named(await send("GET", `/v1/clients?sort=${sort}${more}`))
    expect(await sorted("averageMargin", "&type=BUSINESS")).toEqual(["Ombre SA", "Lumière SA"])
    expect(await sorted("-companyName", "&type=BUSINESS")).toEqual(["Ombre SA", "Lumière SA"])
    expect(await sorted("-revenue", "&q=example.org&status=ACTIVE&type=PRIVATE")).toEqual([
      "Jeanne Moreau",
      "Zoé Booked",
    ])
    for (const sort of ["name", "type", "lastActivityAt", "status"]) {
      const all = await sorted(sort)
      expect(await sorted(`-${sort}`)).toEqual(all.toReversed())
      const paged: Array<string> = []
      let cursor = ""
      do {
        const page = await send("GET", `/v1/clients?sort=${sort}&limit=2${cursor}`)
        paged.push(...named(page))
        cursor = page.body["nextCursor"] === null ? "" : `&cursor=${page.body["nextCursor"]}`
      } while (cursor !== "")
      expect(paged).toEqual(all)
    }
    expect(await send("GET", "/v1/clients?sort=notes")).toMatchObject({ status: 400 })
  })

  it("F7 are counted by type and added up under the same filters", async () => {
    expect((await send("GET", "/v1/clients/summary?q=sa")).body).toEqual({
      count: 2,
      byType: { PRIVATE: 0, BUSINESS: 2 },
      currency: "EUR",
      revenue: "130.00",
      averageMargin: "0.4000",
      costCoverage: "0.7692",
      atLeast: false,
    })
    expect((await send("GET", "/v1/clients/summary?type=BUSINESS&status=ACTIVE")).body).toMatchObject({
      count: 2,
      revenue: "130.00",
    })
    const all = await send("GET", "/v1/clients/summary")
    expect(all.body).toMatchObject({ revenue: "137.00", averageMargin: "0.3645", byType: { BUSINESS: 2 } })
    expect((await send("GET", "/v1/clients/summary?q=nobody")).body).toMatchObject({
      count: 0,
      revenue: "0.00",
      averageMargin: null,
    })
  })

  it("F16 are told month by month, the current one last, empty ones included", async () => {
    const at = `/v1/clients/${ids["Lumière SA"]}/performance`
    const { body } = await send("GET", at)
    const months = itemsOf(body["months"])
    expect(months).toHaveLength(12)
    expect(months.at(-1)).toMatchObject({ revenue: "100.00", margin: "0.4000", costCoverage: "1.0000" })
    expect(months[0]).toMatchObject({ revenue: "0.00", margin: null, costCoverage: null })
    expect(body).toMatchObject({
      currency: "EUR",
      total: { revenue: "100.00", margin: "0.4000" },
      booked: "0.00",
    })
    expect((await send("GET", `${at}?months=1`)).body["months"]).toHaveLength(1)
    const booked = await send("GET", `/v1/clients/${ids["Zoé Booked"]}/performance?months=2`)
    expect(booked.body).toMatchObject({ booked: "500.00", total: { revenue: "0.00", margin: null } })
    for (const wrong of ["0", "121", "x"])
      expect((await send("GET", `${at}?months=${wrong}`)).status).toBe(400)
    expect(await send("GET", "/v1/clients/01890000-0000-7000-8000-00000000dead/performance")).toMatchObject({
      status: 404,
      body: { code: "ClientNotFound" },
    })
  })
})
