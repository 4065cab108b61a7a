import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, makeRuntime, type Runtime } from "./hosts.ts"
import { draft, jeanne, order } from "./samples.ts"

describe.each(hosts)("Versions over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  it("stand in the ETag of every single resource, and in none of a list's", async () => {
    const { id, clientId } = await draft(send)
    const page = await order(send)
    for (const path of [
      `quotes/${id}`,
      `clients/${clientId}`,
      `orders/${page["id"]}`,
      `missions/${page["missions"]![0]!["id"]}`,
    ]) {
      const { headers, body } = await send("GET", `/v1/${path}`)
      expect(headers.get("etag")).toBe(`"${body["version"]}"`)
    }
    expect((await send("GET", "/v1/quotes")).headers.get("etag")).toBeNull()
  })

  it("of a created record come with where it is", async () => {
    const created = await send("POST", "/v1/clients", jeanne)
    expect(created.headers.get("location")).toBe(`/v1/clients/${created.body["id"]}`)
    expect(created.headers.get("etag")).toBe('"1"')
    const read = await send("GET", created.headers.get("location")!)
    const { duplicates: _, ...client } = created.body // told once, when it is entered
    expect(read.body).toEqual(client)
  })

  it("that match let a write pass; those that do not answer 412 and change nothing", async () => {
    const { id } = await draft(send)
    const edit = (notes: string, ifMatch: string) =>
      send("PATCH", `/v1/quotes/${id}`, { notes }, { "if-match": ifMatch })
    expect(await edit("first", '"1"')).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await edit("second", '"1"')).toMatchObject({
      status: 412,
      body: { code: "StaleVersion", id, expected: 1, actual: 2 },
    })
    expect((await send("GET", `/v1/quotes/${id}`)).body).toMatchObject({ notes: "first", version: 2 })
    expect(await edit("third", "*")).toMatchObject({ status: 200, body: { version: 3 } })
    expect(await send("POST", `/v1/quotes/${id}/send`, {}, { "if-match": '"2"' })).toMatchObject({
      status: 412,
    })
    expect(await send("POST", `/v1/quotes/${id}/send`, {}, { "if-match": '"3"' })).toMatchObject({
      status: 200,
    })
  })

  it("hold for missions and lines as well", async () => {
    const { id, lines } = await draft(send)
    expect(
      await send("DELETE", `/v1/quotes/${id}/lines/${lines![0]!["id"]}`, undefined, { "if-match": '"9"' }),
    ).toMatchObject({ status: 412 })
    const page = await order(send)
    const mission = page["missions"]![0]!["id"]
    expect(
      await send("POST", `/v1/missions/${mission}/unassign`, undefined, { "if-match": '"7"' }),
    ).toMatchObject({ status: 412 })
  })

  it("that are none are refused as such", async () => {
    const { id } = await draft(send)
    for (const ifMatch of ["1", 'W/"1"', '"x"', '"1", "2"', '"0"']) {
      const answer = await send("PATCH", `/v1/quotes/${id}`, { notes: "x" }, { "if-match": ifMatch })
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ in: "header", path: "if-match" }] },
      })
    }
  })

  it("are answered to HEAD without the body", async () => {
    const { id } = await draft(send)
    const answer = await send("HEAD", `/v1/quotes/${id}`)
    expect(answer).toMatchObject({ status: 200, text: "" })
    expect(answer.headers.get("etag")).toBe('"1"')
  })
})
