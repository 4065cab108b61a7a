/** Clients over HTTP, in breadth. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answered, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { offGrid } from "./samples.ts"

const named = ({ body }: Answered) => itemsOf(body["items"]).map((item) => item["name"] as unknown as string) // names are texts

describe.each(hosts)("Clients over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  const enter = (input: object) =>
    send("POST", "/v1/clients", { type: "PRIVATE", email: "someone@example.org", ...input })

  it("F9 are found by part of name, e-mail and phone, without accents or case, in the order asked for", async () => {
    await enter({ name: "Éloïse Zidane" })
    await enter({ name: "eloise Abadie", phone: "+33612345678" })
    await enter({ type: "BUSINESS", name: "100% Coton", email: "élo@coton.example" })
    expect(named(await send("GET", "/v1/clients?q=ELOISE&sort=name"))).toEqual([
      "eloise Abadie",
      "Éloïse Zidane",
    ])
    expect(named(await send("GET", "/v1/clients?q=el&sort=-name"))).toEqual([
      "Éloïse Zidane",
      "eloise Abadie",
      "100% Coton",
    ])
    expect(named(await send("GET", "/v1/clients?q=06%2012%2034"))).toEqual(["eloise Abadie"])
    expect(named(await send("GET", "/v1/clients?q=0%25%20c"))).toEqual(["100% Coton"])
    expect(named(await send("GET", "/v1/clients?q=%25%25%25"))).toEqual([])
    const first = await send("GET", "/v1/clients?q=el&type=PRIVATE&sort=name&limit=1")
    const cursor = `cursor=${first.body["nextCursor"]}`
    const second = await send("GET", `/v1/clients?q=el&type=PRIVATE&sort=name&limit=1&${cursor}`)
    expect([...named(first), ...named(second)]).toEqual(["eloise Abadie", "Éloïse Zidane"])
    expect(second.body["nextCursor"]).toBeNull()
    expect(await send("GET", `/v1/clients?q=e&sort=name&${cursor}`)).toMatchObject({
      status: 400,
      body: { code: "CursorMismatch" },
    })
  })

  it("are searched for with one line of 1 to 100 characters", async () => {
    for (const q of ["", "x".repeat(101), "a%00b", "a%0Ab"])
      expect(await send("GET", `/v1/clients?q=${q}`)).toMatchObject({
        status: 400,
        body: { errors: [{ in: "query", path: "q" }] },
      })
    expect(await send("GET", `/v1/clients?q=${"x".repeat(100)}`)).toMatchObject({ status: 200 })
  })

  it("F1 F12 F23 are entered with category, account manager, VAT number and SIREN, and told what they may duplicate", async () => {
    const company = {
      type: "BUSINESS",
      name: "Lumière SA",
      email: "contact@lumiere.example",
      category: "ASSOCIATION",
      accountManager: "Zoé",
      vatNumber: "FR 40 303 265 045",
      siren: "303 265 045",
    }
    const first = await enter(company)
    expect(first).toMatchObject({
      status: 201,
      body: { category: "ASSOCIATION", vatNumber: "FR40303265045", siren: "303265045", duplicates: [] },
    })
    const second = await enter({ ...company, name: "Lumiere", email: "CONTACT@lumiere.example" })
    expect(second.body["duplicates"]).toEqual([{ id: first.body["id"], name: "Lumière SA" }])
    expect(await enter({ ...company, vatNumber: "FR41303265045", siren: "303265046" })).toMatchObject({
      status: 400,
      body: {
        errors: [
          { in: "body", path: "vatNumber" },
          { in: "body", path: "siren" },
        ],
      },
    })
    expect(await enter({ ...company, category: "CLUB" })).toMatchObject({
      status: 422,
      body: { code: "UnknownCategory", category: "CLUB", known: expect.arrayContaining(["SCHOOL"]) },
    })
    expect(await enter({ name: "Person", siren: "303265045" })).toMatchObject({ status: 400 })
  })

  it("F3 are edited under If-Match; null takes a field away; a person's card changes with it", async () => {
    const { body } = await enter({ name: "Jeanne Moreau", phone: "+33612345678", notes: "x" })
    const at = `/v1/clients/${body["id"]}`
    const edited = await send(
      "PATCH",
      at,
      { contact: { firstName: "Jeanne", lastName: "Durand" }, notes: null, phone: "+33 6 99 99 99 99" },
      { "if-match": '"1"' },
    )
    expect(edited).toMatchObject({
      status: 200,
      body: { name: "Jeanne Durand", phone: "+33699999999", version: 2 },
    })
    expect("notes" in edited.body).toBe(false)
    expect((await send("GET", at)).body).toEqual(edited.body)
    expect(await send("PATCH", at, { notes: "y" }, { "if-match": '"1"' })).toMatchObject({
      status: 412,
      body: { code: "StaleVersion" },
    })
    expect(await send("PATCH", at, { email: null, phone: null })).toMatchObject({
      status: 422,
      body: { code: "ReachRequired" },
    })
    expect(await send("PATCH", at, { siren: "303265045" })).toMatchObject({
      status: 422,
      body: { code: "FieldNotForType", field: "siren", type: "PRIVATE" },
    })
    const asOperator = { authorization: "Bearer demo-operator" }
    expect(await send("PATCH", at, { notes: "y" }, asOperator)).toMatchObject({
      status: 403,
      body: { action: "client.edit", role: "OPERATOR" },
    })
  })

  it("F8 F26 F27 are archived and restored: no new quotes in between", async () => {
    const { body } = await enter({ name: "Archived Person" })
    const at = `/v1/clients/${body["id"]}`
    const archived = await send("POST", `${at}/archive`)
    expect(archived).toMatchObject({ status: 200, body: { status: "ARCHIVED", version: 2 } })
    expect(named(await send("GET", "/v1/clients?q=archived&status=ACTIVE"))).toEqual([])
    expect(named(await send("GET", "/v1/clients?q=archived&status=ARCHIVED"))).toEqual(["Archived Person"])
    expect(await send("POST", "/v1/quotes", offGrid(textOf(body["id"])))).toMatchObject({
      status: 409,
      body: { code: "ClientArchived" },
    })
    const restored = await send("POST", `${at}/restore`)
    expect(restored).toMatchObject({ status: 200, body: { status: "ACTIVE", version: 3 } })
    expect("archivedAt" in restored.body).toBe(false)
    expect(await send("POST", "/v1/quotes", offGrid(textOf(body["id"])))).toMatchObject({ status: 201 })
  })
})
