/** Contacts over HTTP, and their links to clients. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime } from "./hosts.ts"
import { order } from "./samples.ts"

describe.each(hosts)("Contacts over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())
  const asOperator = { authorization: "Bearer demo-operator" }
  const zoe = { firstName: "Zoé", lastName: "Moreau", email: "zoe@example.org", address: { city: "Reims" } }

  it("F30 F34 F36 are entered, found, edited under If-Match, archived and restored", async () => {
    const created = await send("POST", "/v1/contacts", zoe, asOperator)
    expect(created).toMatchObject({
      status: 201,
      body: { ...zoe, status: "ACTIVE", clients: [], version: 1 },
    })
    const at = created.headers.get("location")!
    expect((await send("GET", at)).text).toBe(created.text)
    const edited = await send("PATCH", at, { lastName: "Durand", address: null }, { "if-match": '"1"' })
    expect(edited).toMatchObject({ status: 200, body: { lastName: "Durand", version: 2 } })
    expect("address" in edited.body).toBe(false)
    expect(await send("PATCH", at, { lastName: "X" }, { "if-match": '"1"' })).toMatchObject({ status: 412 })
    expect(await send("PATCH", at, { lastName: "X" }, asOperator)).toMatchObject({ status: 403 })
    const found = await send("GET", "/v1/contacts?q=ZOE%20DUR&sort=name")
    expect(itemsOf(found.body["items"]).map((item) => item["id"])).toEqual([created.body["id"]])
    expect(await send("POST", `${at}/archive`)).toMatchObject({ status: 200, body: { status: "ARCHIVED" } })
    expect(await send("POST", `${at}/restore`)).toMatchObject({
      status: 200,
      body: { status: "ACTIVE", version: 4 },
    })
  })

  it("F33 are linked to clients in a role, one of them primary, and parted again", async () => {
    const client = await send("POST", "/v1/clients", {
      type: "BUSINESS",
      name: "Lumière",
      phone: "+33142000000",
    })
    const contacts = [await send("POST", "/v1/contacts", zoe), await send("POST", "/v1/contacts", zoe)]
    const [first, second] = contacts.map(
      ({ body }) => `/v1/clients/${client.body["id"]}/contacts/${body["id"]}`,
    )
    const linked = await send("PUT", first!, { role: "BOOKER", primary: true })
    expect(linked).toMatchObject({
      status: 200,
      body: { clients: [{ id: client.body["id"], role: "BOOKER", primary: true }] },
    })
    await send("PUT", second!, { role: "BILLING", primary: true })
    expect((await send("GET", `/v1/contacts/${contacts[0]!.body["id"]}`)).body["clients"]).toEqual([
      { id: client.body["id"], role: "BOOKER", primary: false },
    ])
    expect(await send("DELETE", first!)).toMatchObject({ status: 200, body: { clients: [] } })
    expect(await send("PUT", first!, { role: "BOSS" })).toMatchObject({ status: 400 })
    const nobody = "01890000-0000-7000-8000-0000000000ff"
    expect(
      await send("PUT", `/v1/clients/${client.body["id"]}/contacts/${nobody}`, { role: "OTHER" }),
    ).toMatchObject({
      status: 404,
      body: { code: "ContactNotFound", ids: [nobody] },
    })
    expect(await send("DELETE", `/v1/clients/x/contacts/${nobody}`)).toMatchObject({
      status: 404,
      body: { code: "ClientNotFound", id: "x" },
    })
    expect(await send("GET", "/v1/contacts/x")).toMatchObject({
      status: 404,
      body: { code: "ContactNotFound", ids: ["x"] },
    })
  })

  it("F37 have opted in when it is on record that they did, and not before", async () => {
    const { body } = await send("POST", "/v1/contacts", zoe)
    expect("newsletter" in body).toBe(false)
    const newsletter = { optedIn: true, source: "website", wordingVersion: "2026-1" }
    const asked = await send("PATCH", `/v1/contacts/${body["id"]}`, { newsletter })
    expect(asked.body["newsletter"]).toMatchObject({ ...newsletter, actor: { role: "ADMIN" } })
    expect(await send("POST", "/v1/contacts", { ...zoe, newsletter }, asOperator)).toMatchObject({
      status: 403,
      body: { action: "contact.consent" },
    })
    expect(await send("POST", "/v1/contacts", { ...zoe, newsletter: true })).toMatchObject({ status: 400 })
  })

  it("F97 are erased for good: a private client with its card", async () => {
    const person = await send("POST", "/v1/clients", {
      type: "PRIVATE",
      name: "Max Durand",
      email: "max@example.org",
    })
    const at = `/v1/contacts/${person.body["selfContactId"]}`
    expect(await send("POST", `${at}/erase`, undefined, asOperator)).toMatchObject({ status: 403 })
    expect(await send("POST", `${at}/erase`, undefined, { "if-match": '"9"' })).toMatchObject({ status: 412 })
    const erased = await send("POST", `${at}/erase`)
    expect(erased).toMatchObject({ status: 200, body: { lastName: "", status: "ARCHIVED", version: 2 } })
    expect((await send("GET", at)).text).toBe(erased.text)
    const client = await send("GET", `/v1/clients/${person.body["id"]}`)
    expect(client).toMatchObject({ status: 200, body: { name: "", status: "ARCHIVED" } })
    expect(client.text + erased.text).not.toMatch(/max|durand/i)
  })

  it("F97 are erased again when somebody has written on the card since, and only then", async () => {
    const max = { type: "PRIVATE", name: "Max Durand", email: "max@example.org" }
    const person = await send("POST", "/v1/clients", max)
    const [at, owner] = [`/v1/contacts/${person.body["selfContactId"]}`, `/v1/clients/${person.body["id"]}`]
    const once = await send("POST", `${at}/erase`)
    expect((await send("POST", `${at}/erase`)).text).toBe(once.text)
    await send("PATCH", owner, { email: "again@example.org" })
    const message = { kind: "MANUAL", channel: "EMAIL", subject: "Your bag", text: "It was found." }
    expect(await send("POST", `${owner}/communications`, message)).toMatchObject({ status: 201 })
    await send("PATCH", at, { lastName: "Again" })
    expect((await send("GET", `${owner}/communications`)).text).toContain("again@example.org")
    expect(await send("POST", `${at}/erase`)).toMatchObject({ body: { lastName: "", status: "ARCHIVED" } })
    for (const path of [at, owner, `${owner}/communications`])
      expect((await send("GET", path)).text).not.toMatch(/again/i)
  })

  it("F97 are exported with all that is held on them, by those who may", async () => {
    const page = await order(send)
    const client = await send("GET", `/v1/clients/${page["client"]!["id"]}`)
    const at = `/v1/contacts/${client.body["selfContactId"]}/export`
    const held = await send("GET", at)
    expect(held).toMatchObject({
      status: 200,
      body: {
        contact: { id: client.body["selfContactId"], firstName: "Jeanne" },
        client: client.body,
        quotes: [{ id: page["quote"]!["id"] }],
        orders: [{ id: page["id"], missions: [{ orderId: page["id"] }] }],
      },
    })
    expect(await send("GET", at, undefined, asOperator)).toMatchObject({
      status: 403,
      body: { action: "contact.export" },
    })
  })

  it("F34 are deleted while nothing names them, and told what does otherwise", async () => {
    const created = await send("POST", "/v1/contacts", zoe)
    const at = `/v1/contacts/${created.body["id"]}`
    expect(await send("DELETE", at, undefined, asOperator)).toMatchObject({
      status: 403,
      body: { action: "contact.delete" },
    })
    expect(await send("DELETE", at, undefined, { "if-match": '"2"' })).toMatchObject({ status: 412 })
    expect(await send("DELETE", at)).toMatchObject({
      status: 200,
      body: { id: created.body["id"], deleted: true },
    })
    expect(await send("DELETE", at)).toMatchObject({ status: 404, body: { code: "ContactNotFound" } })
    expect(await send("GET", at)).toMatchObject({ status: 404 })
    const page = await order(send)
    const client = await send("GET", `/v1/clients/${page["client"]!["id"]}`)
    const refused = await send("DELETE", `/v1/contacts/${client.body["selfContactId"]}`)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: "ContactInUse",
        usedBy: [
          { kind: "CLIENT", id: client.body["id"] },
          { kind: "ORDER", id: page["id"] },
          { kind: "QUOTE", id: page["quote"]!["id"] },
        ],
      },
    })
  })
})
