/** Vehicles over HTTP, and drivers found by text. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"

const van = { name: "Classe V", registration: "AB-123-CD", category: "VAN", seats: 7 }

describe.each(hosts)("vehicles behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))

  test("F29 are entered by a manager, and changed under If-Match; a bad field is named", async () => {
    const made = await send("POST", "/v1/vehicles", van)
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"'])
    expect(made.body).toMatchObject({ ...van, active: true, version: 1 })
    const path = `/v1/vehicles/${textOf(made.body["id"])}`
    expect((await send("GET", path)).body).toEqual(made.body)
    const edited = await send("PATCH", path, { seats: 8 }, { "if-match": '"1"' })
    expect(edited.body).toMatchObject({ seats: 8, version: 2 })
    const stale = await send("PATCH", path, { seats: 9 }, { "if-match": '"1"' })
    expect([stale.status, stale.body["code"]]).toEqual([412, "StaleVersion"])
    const invalid = await send("POST", "/v1/vehicles", { name: "", seats: 0 })
    expect(
      itemsOf(invalid.body["errors"])
        .map(({ path }) => textOf(path))
        .toSorted(),
    ).toEqual(["category", "name", "registration", "seats"])
    const nobody = await send("PATCH", "/v1/vehicles/01890000-0000-7000-8000-00000000ffff", { seats: 2 })
    expect([nobody.status, nobody.body["code"]]).toEqual([404, "VehicleNotFound"])
  })

  test("are found by name and number plate, as drivers are by name", async () => {
    const coach = { name: "Autocar Évasion", registration: "EF-456-GH", category: "COACH", seats: 49 }
    await send("POST", "/v1/vehicles", coach)
    const list = async (path: string) =>
      itemsOf((await send("GET", path)).body["items"]).map(({ name }) => textOf(name))
    expect(await list("/v1/vehicles?q=evasion")).toEqual([coach.name])
    expect(await list("/v1/vehicles?q=ef456&active=true")).toEqual([coach.name])
    expect(await list("/v1/vehicles?q=ef456&active=false")).toEqual([])
    await send("POST", "/v1/drivers", { name: "Zoé Martin" })
    expect(await list("/v1/drivers?q=zoe")).toEqual(["Zoé Martin"])
    expect((await send("GET", "/v1/drivers?q=")).status).toBe(400)
  })
})
