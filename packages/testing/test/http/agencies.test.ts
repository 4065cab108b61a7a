/** Partner agencies over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime } from "./hosts.ts"

describe.each(hosts)("Agencies over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())
  const asOperator = { authorization: "Bearer demo-operator" }

  it("F17 are entered, read by all staff, edited by managers under If-Match, and listed", async () => {
    const created = await send("POST", "/v1/agencies", { name: "Lumière Voyages" })
    expect(created).toMatchObject({
      status: 201,
      body: { name: "Lumière Voyages", active: true, portal: { language: "fr" }, version: 1 },
    })
    const at = created.headers.get("location")!
    expect((await send("GET", at, undefined, asOperator)).text).toBe(created.text)
    const change = { active: false, portal: { language: "en", greeting: "Welcome" } }
    const edited = await send("PATCH", at, change, { "if-match": '"1"' })
    expect(edited).toMatchObject({ status: 200, body: { ...change, version: 2 } })
    expect(edited.headers.get("etag")).toBe('"2"')
    expect(await send("PATCH", at, { name: "X" }, { "if-match": '"1"' })).toMatchObject({ status: 412 })
    for (const refused of [
      await send("PATCH", at, { name: "X" }, asOperator),
      await send("POST", "/v1/agencies", { name: "X" }, asOperator),
    ])
      expect(refused).toMatchObject({ status: 403, body: { action: "agency.edit", role: "OPERATOR" } })
    await send("POST", "/v1/agencies", { name: "Autre" })
    const listed = async (query: string) =>
      itemsOf((await send("GET", `/v1/agencies?${query}`)).body["items"]).map((item) => item["name"])
    expect(await listed("sort=createdAt&limit=1")).toEqual(["Lumière Voyages"])
    expect(await listed("active=true")).toEqual(["Autre"])
    expect(await listed("active=false")).toEqual(["Lumière Voyages"])
  })

  it("F5 F24 are linked to companies while active, and found again by them", async () => {
    const { body: agency } = await send("POST", "/v1/agencies", { name: "Partner" })
    const company = { type: "BUSINESS", name: "Zénith", phone: "+33142000000", agencyId: agency["id"] }
    const linked = await send("POST", "/v1/clients", company)
    expect(linked).toMatchObject({ status: 201, body: { agencyId: agency["id"] } })
    const other = await send("POST", "/v1/clients", { ...company, agencyId: null })
    expect(other.status).toBe(201)
    expect("agencyId" in other.body).toBe(false)
    const found = async (query: string) =>
      itemsOf((await send("GET", `/v1/clients?agencyId=${agency["id"]}${query}`)).body["items"]).map(
        (item) => item["id"],
      )
    expect([await found(""), await found("&q=zenith"), await found("&q=nadir")]).toEqual([
      [linked.body["id"]],
      [linked.body["id"]],
      [],
    ])
    const person = { type: "PRIVATE", name: "Jeanne", email: "jeanne@example.org", agencyId: agency["id"] }
    expect(await send("POST", "/v1/clients", person)).toMatchObject({
      status: 400,
      body: { errors: [{ in: "body", path: "agencyId" }] },
    })
    await send("PATCH", `/v1/agencies/${agency["id"]}`, { active: false })
    const at = `/v1/clients/${other.body["id"]}`
    expect(await send("PATCH", at, { agencyId: agency["id"] })).toMatchObject({
      status: 409,
      body: { code: "AgencyInactive", id: agency["id"] },
    })
    const nobody = "01890000-0000-7000-8000-0000000000ff"
    expect(await send("PATCH", at, { agencyId: nobody })).toMatchObject({
      status: 404,
      body: { code: "AgencyNotFound", id: nobody },
    })
  })

  it("are nobody's under an unknown id, and have a name and known settings", async () => {
    for (const id of ["x", "01890000-0000-7000-8000-0000000000ff"])
      expect(await send("GET", `/v1/agencies/${id}`)).toMatchObject({
        status: 404,
        body: { code: "AgencyNotFound", id },
      })
    expect(await send("POST", "/v1/agencies", { name: " ", portal: { language: "tlh" } })).toMatchObject({
      status: 400,
      body: {
        errors: [
          { in: "body", path: "name" },
          { in: "body", path: "portal.language" },
        ],
      },
    })
  })
})
