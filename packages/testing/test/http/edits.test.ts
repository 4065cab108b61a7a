/** Missions and orders changed after the sale, over HTTP. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

describe.each(hosts)("changes after the sale behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))

  test("F62 a changed mission says what its price was for, and gives up fields that are null", async () => {
    const made = await order(send, transport("2033-06-01T08:00:00Z"))
    const path = `/v1/missions/${textOf(itemsOf(made["missions"])[0]!["id"])}`
    const edited = await send("PATCH", path, { passengers: 5, notes: "gate 3", vehicleCategory: "VAN" })
    expect(edited).toMatchObject({ status: 200, body: { passengers: 5, notes: "gate 3" } })
    expect(itemsOf(edited.body["warnings"])).toMatchObject([
      {
        code: "PriceNotUpdated",
        changed: [
          { field: "passengers", accepted: 2, now: 5 },
          { field: "vehicleCategory", accepted: null, now: "VAN" },
        ],
      },
    ])
    const back = await send("PATCH", path, { passengers: 2, notes: null, vehicleCategory: null })
    expect([back.body["notes"], back.body["vehicleCategory"], back.body["warnings"]]).toEqual([
      undefined,
      undefined,
      [],
    ])
    expect(await send("PATCH", path, { passengers: null })).toMatchObject({ status: 400 })
  })

  test("F60 an order's notes are changed under If-Match", async () => {
    const made = await order(send, transport("2033-06-02T08:00:00Z"))
    const path = `/v1/orders/${textOf(made["id"])}`
    const version = String(made["version"])
    const edited = await send("PATCH", path, { notes: "call first" }, { "if-match": `"${version}"` })
    expect(edited).toMatchObject({ status: 200, body: { notes: "call first" } })
    expect((await send("GET", path)).body["notes"]).toBe("call first")
    expect(await send("PATCH", path, { notes: "late" }, { "if-match": `"${version}"` })).toMatchObject({
      status: 412,
      body: { code: "StaleVersion" },
    })
    const page = (await send("PATCH", path, { notes: null })).body
    expect(page).not.toHaveProperty("notes")
    const nobody = "/v1/orders/01890000-0000-7000-8000-00000000ffff"
    expect(await send("PATCH", nobody, { notes: "x" })).toMatchObject({
      status: 404,
      body: { code: "OrderNotFound" },
    })
  })
})
