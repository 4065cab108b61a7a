/** An agency asks for a quote, answers it and follows its order over HTTP, beside the operator's staff. */
import { AgencyId, type AgencyRole, AgencyUserId } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { afterAll, describe, expect, it } from "vitest"
import { adminOf } from "../walks/ground.ts"
import { operators, walkedServer } from "../walks/server.ts"
import { itemsOf, textOf } from "./hosts.ts"

const secrets = /cost|margin|history|notes|source|pricingMode|driver|explanation|decidedBy/i

describe("An agency", () => {
  const server = walkedServer(memory)
  afterAll(() => server.runtime.dispose())
  const operatorId = operators.mine
  const admin = adminOf(operatorId)
  const send = (method: string, path: string, body?: unknown) => server.ask(admin, method, path, body)
  const trips = [{ pickupAt: "2030-06-01T08:00:00+02:00", passengers: 2, pickup: { label: "CDG" } }]
  const line = {
    kind: "TRANSPORT",
    description: "CDG – Paris",
    unitPrice: "85.00",
    vatRate: "0.10",
    trip: trips[0],
  }

  /** A new agency with a client and a person, and a caller in that person's name. */
  const newAgency = async (name: string, role: AgencyRole = "BOOKER") => {
    const agencyId = AgencyId.make(textOf((await send("POST", "/v1/agencies", { name })).body["id"]))
    const at = `/v1/agencies/${agencyId}`
    const person = { name: "Lise", email: "lise@example.org", role }
    const id = AgencyUserId.make(textOf((await send("POST", `${at}/staff`, person)).body["id"]))
    const company = { type: "BUSINESS", name: `${name} SA`, email: "sa@example.org", agencyId }
    const clientId = textOf((await send("POST", "/v1/clients", company)).body["id"])
    const ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      server.ask({ _tag: "AgencyUser", operatorId, agencyId, id, role }, method, path, body, headers)
    return { at, id, agencyId, clientId, ask }
  }

  it("asks, is offered a price, accepts it, and follows the order; it never sees what is the operator's own", async () => {
    const { at, id, agencyId, clientId, ask } = await newAgency("Lumière")
    expect((await ask("GET", `${at}/clients`)).body).toMatchObject({
      items: [{ id: clientId, name: "Lumière SA" }],
    })
    const asked = await ask("POST", `${at}/quotes`, {
      clientId,
      tripType: "TRANSFER",
      trips,
      comment: "Quiet",
    })
    expect(asked).toMatchObject({
      status: 201,
      body: {
        status: "DRAFT",
        agencyId,
        requestedBy: id,
        taken: false,
        request: { comment: "Quiet", trips: [{ pickupAt: "2030-06-01T06:00:00.000Z", passengers: 2 }] },
      },
    })
    const quoteId = textOf(asked.body["id"])
    const mine = `${at}/quotes/${quoteId}`
    const waiting = await send("GET", "/v1/quotes?requested=true")
    expect(itemsOf(waiting.body["items"])).toMatchObject([
      { id: quoteId, requestedBy: id, bookedByAgencyId: agencyId },
    ])
    expect(itemsOf((await send("GET", "/v1/quotes?requested=false")).body["items"])).toEqual([])
    expect(await send("GET", "/v1/quotes?requested=perhaps")).toMatchObject({ status: 400 })
    const edited = await ask("PATCH", mine, { comment: null }, { "if-match": '"1"' })
    expect(edited.headers.get("etag")).toBe('"2"')
    expect(edited.body["request"]).not.toHaveProperty("comment")
    expect(await send("POST", `/v1/quotes/${quoteId}/take`)).toMatchObject({
      status: 200,
      body: { version: 3 },
    })
    expect(await ask("PATCH", mine, { tripType: "DISPO" })).toMatchObject({
      status: 409,
      body: { code: "RequestTaken" },
    })
    await send("POST", `/v1/quotes/${quoteId}/lines`, line)
    await send("PATCH", `/v1/quotes/${quoteId}`, { notes: "Not for their eyes" })
    const before = await ask("GET", mine)
    expect(before.body).not.toHaveProperty("offer")
    expect(before.text).not.toContain("85.00")
    await send("POST", `/v1/quotes/${quoteId}/send`)
    const offered = await ask("GET", mine)
    expect(offered.body).toMatchObject({
      status: "SENT",
      offer: { lines: [{ unitPrice: "85.00", vatRate: "0.10", net: "85.00" }], totals: { payable: "93.50" } },
    })
    expect(offered.text).not.toMatch(secrets)
    const accepted = await ask("POST", `${mine}/accept`, { name: "Lise" })
    expect(accepted).toMatchObject({
      status: 200,
      body: { quote: { status: "ACCEPTED", acceptance: { name: "Lise" } } },
    })
    expect((await ask("POST", `${mine}/accept`)).body["orderId"]).toEqual(accepted.body["orderId"])
    expect((await send("GET", `/v1/quotes/${quoteId}`)).body).toMatchObject({
      acceptance: { channel: "AGENCY" },
    })
    const order = await ask("GET", `${at}/orders/${accepted.body["orderId"]}`)
    expect(order.body).toMatchObject({
      client: { id: clientId, name: "Lumière SA" },
      status: "PENDING",
      totals: { payable: "93.50" },
      missions: [{ status: "PENDING_ASSIGNMENT", pickup: { label: "CDG" } }],
    })
    expect(order.text).not.toMatch(secrets)
    expect((await ask("GET", `${at}/orders`)).body).toMatchObject({
      items: [{ id: order.body["id"], client: { id: clientId } }],
    })
  })

  it("calls a request off, and turns an offer down; what nobody asked for is not taken", async () => {
    const { at, agencyId, clientId, ask } = await newAgency("Zénith", "ADMIN")
    const { body } = await ask("POST", `${at}/quotes`, { clientId, tripType: "DISPO", trips })
    expect(await ask("POST", `${at}/quotes/${body["id"]}/cancel`, { reason: "Not needed" })).toMatchObject({
      status: 200,
      body: { status: "CANCELLED" },
    })
    expect(await ask("POST", `${at}/quotes/${body["id"]}/cancel`, { reason: "Again" })).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition", allowed: [] },
    })
    const entered = {
      clientId,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [line],
      bookedByAgencyId: agencyId,
    }
    const quote = await send("POST", "/v1/quotes", entered)
    expect(quote).toMatchObject({ status: 201, body: { bookedByAgencyId: agencyId } })
    expect(await send("POST", `/v1/quotes/${quote.body["id"]}/take`)).toMatchObject({
      status: 409,
      body: { code: "NoRequest" },
    })
    const mine = `${at}/quotes/${quote.body["id"]}`
    expect(await ask("PATCH", mine, { comment: "x" })).toMatchObject({
      status: 409,
      body: { code: "NoRequest" },
    })
    await send("POST", `/v1/quotes/${quote.body["id"]}/send`)
    expect(await ask("POST", `${mine}/decline`, { reason: "Too dear" })).toMatchObject({
      status: 200,
      body: { status: "DECLINED" },
    })
    const listed = await ask("GET", `${at}/quotes?status=DECLINED`)
    expect(itemsOf(listed.body["items"])).toMatchObject([{ id: quote.body["id"] }])
  })

  it("asks for its own clients alone, sees nothing of another's, and nothing of the staff's", async () => {
    const one = await newAgency("One")
    const two = await newAgency("Two")
    const request = { tripType: "TRANSFER", trips }
    expect(await one.ask("POST", `${one.at}/quotes`, { ...request, clientId: two.clientId })).toMatchObject({
      status: 404,
      body: { code: "ClientNotFound", id: two.clientId },
    })
    const theirs = await two.ask("POST", `${two.at}/quotes`, { ...request, clientId: two.clientId })
    expect(await one.ask("GET", `${one.at}/quotes/${theirs.body["id"]}`)).toMatchObject({
      status: 404,
      body: { code: "QuoteNotFound" },
    })
    for (const path of ["quotes", "orders", "clients", `quotes/${theirs.body["id"]}`])
      expect(await one.ask("GET", `${two.at}/${path}`)).toMatchObject({
        status: 404,
        body: { code: "AgencyNotFound" },
      })
    expect(await one.ask("GET", `/v1/quotes/${theirs.body["id"]}`)).toMatchObject({
      status: 403,
      body: { action: "quote.read", role: "AGENCY_BOOKER" },
    })
    expect(await send("POST", `${one.at}/quotes`, { ...request, clientId: one.clientId })).toMatchObject({
      status: 403,
      body: { action: "agencyQuote.request", role: "ADMIN" },
    })
    expect(
      await one.ask("POST", `${one.at}/quotes`, { ...request, clientId: one.clientId, trips: [] }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ in: "body", path: "trips" }] },
    })
    await send("POST", `/v1/clients/${one.clientId}/archive`)
    expect(await one.ask("POST", `${one.at}/quotes`, { ...request, clientId: one.clientId })).toMatchObject({
      status: 409,
      body: { code: "ClientArchived" },
    })
    expect((await one.ask("GET", `${one.at}/clients`)).body).toMatchObject({ items: [] })
  })
})
