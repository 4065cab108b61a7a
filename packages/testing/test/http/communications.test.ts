/** The records and the communication log of a client, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { jeanne, offGrid } from "./samples.ts"

describe.each(hosts)("A client's page over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  let client = ""
  let card = ""
  let quote = ""
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    const entered = await send("POST", "/v1/clients", jeanne)
    client = textOf(entered.body["id"])
    card = textOf(entered.body["selfContactId"])
    quote = textOf((await send("POST", "/v1/quotes", offGrid(client))).body["id"])
  })
  afterAll(() => runtime.dispose())

  it("F14 F15 a quote that goes out is logged with its status, and what a person writes or notes", async () => {
    const at = `/v1/clients/${client}/communications`
    expect((await send("GET", at)).body).toEqual({ items: [], nextCursor: null })
    await send("POST", `/v1/quotes/${quote}/send`)
    const mail = { subject: "Your trip", text: "See you tomorrow", quoteId: quote, contactId: card }
    const written = await send("POST", at, mail)
    expect(written).toMatchObject({
      status: 201,
      body: {
        clientId: client,
        quoteId: quote,
        contactId: card,
        kind: "MANUAL",
        channel: "EMAIL",
        to: "jeanne@example.org",
        subject: "Your trip",
        status: "QUEUED",
      },
    })
    expect("text" in written.body).toBe(false)
    const asOperator = { authorization: "Bearer demo-operator" }
    const call = { channel: "MANUAL", subject: "Called back", to: "+33 6 12 34 56 78" }
    expect(await send("POST", at, call, asOperator)).toMatchObject({
      status: 201,
      body: { channel: "MANUAL", status: "SENT", to: "+33 6 12 34 56 78" },
    })
    const first = await send("GET", `${at}?limit=2`)
    expect(itemsOf(first.body["items"])).toMatchObject([
      { kind: "MANUAL", channel: "MANUAL" },
      { kind: "MANUAL", channel: "EMAIL" },
    ])
    const second = await send("GET", `${at}?limit=2&cursor=${first.body["nextCursor"]}`)
    expect(itemsOf(second.body["items"])).toMatchObject([
      { kind: "QUOTE", channel: "EMAIL", status: "QUEUED", quoteId: quote },
    ])
    expect(second.body["nextCursor"]).toBeNull()
    const oldest = await send("GET", `${at}?sort=at&limit=1`)
    expect(itemsOf(oldest.body["items"])).toMatchObject([{ kind: "QUOTE" }])
    const history = await send("GET", `/v1/contacts/${card}/export`)
    expect(itemsOf(history.body["communications"])).toHaveLength(3)
    expect(history.body["history"]!).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ action: "MessageQueued" })]),
    )
  })

  it("F2 F13 its quotes, orders and missions are listed, latest first, all or by kind", async () => {
    const at = `/v1/clients/${client}/records`
    expect((await send("GET", at)).body).toMatchObject({
      items: [{ kind: "QUOTE", id: quote, number: "DEV-2026-00001", status: "SENT", net: "85.00" }],
      nextCursor: null,
    })
    const accepted = await send("POST", `/v1/quotes/${quote}/accept`)
    const order = accepted.body["order"]!["id"]
    const all = itemsOf((await send("GET", at)).body["items"])
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(["MISSION", "ORDER", "QUOTE"])
    expect(all.at(-1)).toMatchObject({ kind: "QUOTE", status: "ACCEPTED" })
    expect((await send("GET", `${at}?kind=ORDER`)).body["items"]).toMatchObject([
      { id: order, status: "PENDING", net: "85.00", date: "2030-06-01T06:00:00.000Z" },
    ])
    expect((await send("GET", `${at}?kind=MISSION&limit=1`)).body).toMatchObject({
      items: [{ orderId: order, number: "CMD-2026-00001", status: "PENDING_ASSIGNMENT", net: "85.00" }],
      nextCursor: null,
    })
    expect((await send("GET", `${at}?kind=INVOICE`)).status).toBe(400)
    expect((await send("GET", "/v1/clients/none/records")).status).toBe(404)
  })

  it("F37 a newsletter goes only to a person who has asked for it, by whatever means", async () => {
    const newsletter = { kind: "NEWSLETTER", subject: "Spring", text: "New coaches." }
    const person = await send("POST", "/v1/clients", { ...jeanne, email: "spring@example.org" })
    const card = textOf(person.body["selfContactId"])
    const at = `/v1/clients/${textOf(person.body["id"])}/communications`
    const { text: _, ...noted } = { ...newsletter, channel: "MANUAL" }
    const company = { type: "BUSINESS", name: "Silent SA", email: "silent@example.org" }
    const toCompany = `/v1/clients/${textOf((await send("POST", "/v1/clients", company)).body["id"])}/communications`
    for (const [path, body] of [
      [at, newsletter],
      [at, noted],
      [toCompany, newsletter],
      [toCompany, { ...newsletter, contactId: card }],
    ] as const)
      expect(await send("POST", path, body)).toMatchObject({
        status: 422,
        body: { code: "NewsletterNotWanted" },
      })
    expect(itemsOf((await send("GET", at)).body["items"])).toEqual([])
    const consent = { optedIn: true, source: "website", wordingVersion: "2026-1" }
    await send("PATCH", `/v1/contacts/${card}`, { newsletter: consent })
    expect(await send("POST", at, newsletter)).toMatchObject({
      status: 201,
      body: { kind: "NEWSLETTER", to: "spring@example.org", contactId: card },
    })
    await send("PATCH", `/v1/contacts/${card}`, { newsletter: { ...consent, optedIn: false } })
    expect(await send("POST", at, newsletter)).toMatchObject({ status: 422 })
    expect(await send("POST", at, { ...newsletter, kind: "MANUAL" })).toMatchObject({ status: 201 })
  })

  it("F14 a message without text, to nobody on record or about somebody else's quote is refused", async () => {
    const at = `/v1/clients/${client}/communications`
    expect(await send("POST", at, { subject: "No text" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "text" }] },
    })
    expect(await send("POST", at, { channel: "MANUAL", subject: "x", text: "y" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "text" }] },
    })
    expect(await send("POST", at, { subject: "x", text: "y", to: "z@example.org" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "to" }] },
    })
    const silent = await send("POST", "/v1/clients", {
      type: "BUSINESS",
      name: "Silent SA",
      phone: "+33142000000",
    })
    const toSilent = `/v1/clients/${textOf(silent.body["id"])}/communications`
    expect(await send("POST", toSilent, { subject: "x", text: "y" })).toMatchObject({
      status: 422,
      body: { code: "NoAddress", clientId: silent.body["id"] },
    })
    expect(await send("POST", toSilent, { channel: "MANUAL", subject: "x", quoteId: quote })).toMatchObject({
      status: 404,
      body: { code: "QuoteNotFound", id: quote },
    })
  })
})
