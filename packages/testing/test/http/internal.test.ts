/** Internal missions and allowed overlaps over HTTP. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

const reason = "one coach for both groups"

describe.each(hosts)("dispatch behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const idOf = async (path: string, body: object) => textOf((await send("POST", path, body)).body["id"])
  const missionOf = async (pickupAt: string) =>
    textOf(itemsOf((await order(send, transport(pickupAt)))["missions"])[0]!["id"])

  test("F62 an internal mission belongs to no order and takes its driver's time", async () => {
    const made = await send("POST", "/v1/missions", {
      pickupAt: "2032-06-01T08:00:00Z",
      durationMinutes: 90,
      notes: "to the workshop",
    })
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"'])
    expect(made.body).toMatchObject({
      internal: true,
      status: "PENDING_ASSIGNMENT",
      estimatedEndAt: "2032-06-01T09:30:00.000Z",
      passengers: 0,
      notes: "to the workshop",
    })
    expect(made.body).not.toHaveProperty("orderId")
    const path = `/v1/missions/${textOf(made.body["id"])}`
    expect((await send("GET", path)).body).toEqual(made.body)
    const driverId = await idOf("/v1/drivers", { name: "Paul" })
    expect(await send("POST", `${path}/assign`, { driverId })).toMatchObject({ status: 200 })
    const ordered = await missionOf("2032-06-01T09:00:00Z")
    expect(await send("POST", `/v1/missions/${ordered}/assign`, { driverId })).toMatchObject({
      status: 409,
      body: { code: "DriverBusy", missionId: made.body["id"] },
    })
    expect(await send("PATCH", path, { pickupAt: "2032-06-01T07:30:00Z" })).toMatchObject({ status: 200 })
    expect(await send("POST", `/v1/missions/${ordered}/assign`, { driverId })).toMatchObject({ status: 200 })
    for (const step of ["start", "arrive", "board"])
      expect(await send("POST", `${path}/${step}`, {})).toMatchObject({ status: 200 })
    const actuals = { minutes: 45, km: "12" }
    expect(await send("POST", `${path}/complete`, { actuals })).toMatchObject({
      status: 200,
      body: { status: "COMPLETED", actuals },
    })
    expect(await send("POST", `${path}/actuals`, { minutes: 50, km: "12" })).toMatchObject({ status: 200 })
    const other = await idOf("/v1/missions", { pickupAt: "2032-06-02T08:00:00Z" })
    const cancelled = { by: "OPERATOR", reason: "not needed" }
    expect(await send("POST", `/v1/missions/${other}/cancel`, cancelled)).toMatchObject({
      status: 200,
      body: { status: "CANCELLED" },
    })
  })

  test("F62 a manager lets two missions overlap, for a reason; another window ends it", async () => {
    const driverId = await idOf("/v1/drivers", { name: "Paul" })
    const [first, second] = [await missionOf("2032-07-01T08:00:00Z"), await missionOf("2032-07-01T08:30:00Z")]
    await send("POST", `/v1/missions/${first}/assign`, { driverId })
    const assign = () => send("POST", `/v1/missions/${second}/assign`, { driverId })
    expect(await assign()).toMatchObject({ status: 409, body: { code: "DriverBusy" } })
    const allow = (id: string, body: object, headers = {}) =>
      send("POST", `/v1/missions/${id}/allow-overlap`, body, headers)
    const operator = { authorization: "Bearer demo-operator" }
    expect(await allow(second, { missionId: first, reason }, operator)).toMatchObject({
      status: 403,
      body: { action: "overlap.allow", role: "OPERATOR" },
    })
    expect(await allow(second, { missionId: first })).toMatchObject({ status: 400 })
    expect(await allow(second, { missionId: second, reason })).toMatchObject({
      status: 422,
      body: { code: "OverlapWithItself" },
    })
    expect(await allow(second, { missionId: first, reason })).toMatchObject({
      status: 200,
      body: { overlapAllowedWith: first },
    })
    expect(await assign()).toMatchObject({ status: 200, body: { driverId, overlapAllowedWith: first } })
    const third = await missionOf("2032-07-01T08:30:00Z")
    expect(await allow(third, { missionId: first, reason })).toMatchObject({
      status: 409,
      body: { code: "OverlapTaken", id: first, overlapAllowedWith: second },
    })
    expect(await send("PATCH", `/v1/missions/${first}`, { pickupAt: "2032-07-01T08:15:00Z" })).toMatchObject({
      status: 409,
      body: { code: "DriverBusy", missionId: second },
    })
    await send("POST", `/v1/missions/${first}/unassign`)
    expect((await send("GET", `/v1/missions/${second}`)).body).not.toHaveProperty("overlapAllowedWith")
  })
})
