/** Clients that are folded into others, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { offGrid, order } from "./samples.ts"

describe.each(hosts)("Merged clients over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())
  const asOperator = { authorization: "Bearer demo-operator" }
  const company = { type: "BUSINESS", name: "Lumière SA", phone: "+33142000000" }
  const at = (id: unknown, more = "") => `/v1/clients/${String(id)}${more}`

  it("have what either had, and both ids answer with the one that stays", async () => {
    const page = await order(send)
    const source = (await send("GET", at(page["client"]!["id"]))).body
    const target = (
      await send("POST", "/v1/clients", { type: "PRIVATE", name: "Jeanne M.", phone: "+33612345678" })
    ).body
    const into = { into: target["id"] }
    expect(await send("POST", at(source["id"], "/merge"), into, asOperator)).toMatchObject({
      status: 403,
      body: { action: "client.merge" },
    })
    expect(await send("POST", at(source["id"], "/merge"), into, { "if-match": '"9"' })).toMatchObject({
      status: 412,
    })
    const key = { "idempotency-key": "merge-once" }
    const merged = await send("POST", at(source["id"], "/merge"), into, key)
    expect(merged).toMatchObject({
      status: 200,
      body: {
        id: target["id"],
        name: "Jeanne M.",
        phone: "+33612345678",
        email: source["email"],
        stage: "CLIENT",
        status: "ACTIVE",
        version: 2,
      },
    })
    expect((await send("POST", at(source["id"], "/merge"), into, key)).text).toBe(merged.text)
    expect((await send("POST", at(source["id"], "/merge"), into)).body).toEqual(merged.body)
    expect((await send("GET", at(source["id"]))).text).toBe(merged.text)
    expect((await send("GET", at(target["id"]))).text).toBe(merged.text)
    const card = await send("GET", `/v1/contacts/${String(source["selfContactId"])}`)
    expect(card.body["id"]).toBe(target["selfContactId"])
    const moved = await send("GET", `/v1/orders/${String(page["id"])}`)
    expect(moved.body["client"]).toEqual({ id: target["id"], name: "Jeanne M." })
    expect(moved.body["quote"]).toMatchObject({ clientId: target["id"] })
    for (const id of [source["id"], target["id"]]) {
      const quotes = await send("GET", `/v1/quotes?clientId=${String(id)}`)
      expect(itemsOf(quotes.body["items"]).map((quote) => quote["id"])).toEqual([page["quote"]!["id"]])
    }
    expect((await send("GET", "/v1/clients?status=ARCHIVED")).body["items"]).toEqual([])
    const performance = await send("GET", at(source["id"], "/performance"))
    expect(performance.text).toBe((await send("GET", at(target["id"], "/performance"))).text)
    const next = await send("POST", "/v1/quotes", offGrid(textOf(source["id"])))
    expect(next).toMatchObject({ status: 201, body: { clientId: target["id"] } })
  })

  it("are refused with every conflict named when they are two", async () => {
    const [a, b] = [
      (await send("POST", "/v1/agencies", { name: "A" })).body["id"],
      (await send("POST", "/v1/agencies", { name: "B" })).body["id"],
    ]
    const one = await send("POST", "/v1/clients", { ...company, agencyId: a, siren: "303265045" })
    const two = await send("POST", "/v1/clients", { ...company, agencyId: b, siren: "732829320" })
    const refused = await send("POST", at(one.body["id"], "/merge"), { into: two.body["id"] })
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: "MergeConflict",
        conflicts: [
          { field: "agencyId", source: a, target: b },
          { field: "siren", source: "303265045", target: "732829320" },
        ],
      },
    })
    expect(await send("POST", at(one.body["id"], "/merge"), { into: one.body["id"] })).toMatchObject({
      status: 409,
      body: { conflicts: [{ field: "id" }] },
    })
    const nobody = "01890000-0000-7000-8000-0000000000ff"
    for (const request of [
      () => send("POST", at(one.body["id"], "/merge"), { into: nobody }),
      () => send("POST", at(nobody, "/merge"), { into: one.body["id"] }),
    ])
      expect(await request()).toMatchObject({ status: 404, body: { code: "ClientNotFound", id: nobody } })
    expect(await send("POST", at(one.body["id"], "/merge"), {})).toMatchObject({ status: 400 })
    expect((await send("GET", at(one.body["id"]))).body).toMatchObject({ version: 1, status: "ACTIVE" })
  })
})
