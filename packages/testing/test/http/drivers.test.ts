/** Drivers over HTTP: changed under their version, and their missions. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

describe.each(hosts)("drivers behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))

  test("are changed under If-Match; null takes a field away, a bad one is named", async () => {
    const made = await send("POST", "/v1/drivers", { name: "Paul", email: "paul@example.org" })
    const path = `/v1/drivers/${made.body["id"]}`
    const edited = await send(
      "PATCH",
      path,
      { name: "Zoé", email: null, phone: "+33612345678" },
      { "if-match": '"1"' },
    )
    expect([edited.status, edited.headers.get("etag")]).toEqual([200, '"2"'])
    expect(edited.body).toMatchObject({ name: "Zoé", phone: "+33612345678", active: true, version: 2 })
    expect(edited.body).not.toHaveProperty("email")
    expect((await send("GET", path)).body).toEqual(edited.body)
    const stale = await send("PATCH", path, { name: "Late" }, { "if-match": '"1"' })
    expect([stale.status, stale.body["code"]]).toEqual([412, "StaleVersion"])
    const invalid = await send("PATCH", path, { name: "", email: "nobody", active: "no" })
    expect(
      itemsOf(invalid.body["errors"])
        .map(({ path }) => textOf(path))
        .toSorted(),
    ).toEqual(["active", "email", "name"])
    const nobody = await send("PATCH", "/v1/drivers/01890000-0000-7000-8000-00000000ffff", { name: "X" })
    expect([nobody.status, nobody.body["code"]]).toEqual([404, "DriverNotFound"])
  })

  test("have their missions listed by pickup, on days of the operator", async () => {
    const driver = (await send("POST", "/v1/drivers", { name: "Paul" })).body["id"]
    const path = `/v1/drivers/${driver}/missions`
    const ids = []
    for (const pickupAt of ["2030-06-01T21:30:00Z", "2030-06-01T23:30:00Z"]) {
      const made = await order(send, transport(pickupAt))
      const id = itemsOf(made["missions"])[0]!["id"]
      expect((await send("POST", `/v1/missions/${id}/assign`, { driverId: driver })).status).toBe(200)
      expect(itemsOf(made["missions"])[0]!["driver"]).toBeNull()
      const page = (await send("GET", `/v1/orders/${made["id"]}`)).body
      expect(itemsOf(page["missions"])[0]!["driver"]).toEqual({ id: driver, name: "Paul" })
      ids.push(textOf(id))
    }
    const list = async (query: string) =>
      itemsOf((await send("GET", `${path}?${query}`)).body["items"]).map(({ id }) => textOf(id))
    expect(await list("")).toEqual(ids)
    expect(await list("sort=-pickupAt")).toEqual(ids.toReversed())
    expect(await list("from=2030-06-02")).toEqual([ids[1]])
    expect(await list("to=2030-06-01")).toEqual([ids[0]])
    expect((await send("GET", `${path}?from=June`)).status).toBe(400)
    expect((await send("GET", "/v1/drivers/nobody/missions")).status).toBe(404)
  })
})
