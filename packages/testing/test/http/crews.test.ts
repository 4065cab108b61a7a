/** Vehicles on missions and absences of drivers, over HTTP. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

const van = { name: "Classe V", registration: "AB-123-CD", category: "VAN", seats: 1 }

describe.each(hosts)("crews behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const idOf = async (path: string, body: object) => textOf((await send("POST", path, body)).body["id"])
  const missionsOf = async (...pickups: ReadonlyArray<string>) =>
    itemsOf((await order(send, ...pickups.map((at) => transport(at))))["missions"]).map(({ id }) =>
      textOf(id),
    )

  test("F29 a vehicle comes with the driver; too few seats are a warning, another mission at the time a refusal", async () => {
    const [paul, zoe] = [
      await idOf("/v1/drivers", { name: "Paul" }),
      await idOf("/v1/drivers", { name: "Zoé" }),
    ]
    const vehicleId = await idOf("/v1/vehicles", van)
    const [first, second] = await missionsOf("2031-06-01T08:00:00Z", "2031-06-01T09:00:00Z")
    const given = await send("POST", `/v1/missions/${first}/assign`, { driverId: paul, vehicleId })
    expect(given).toMatchObject({ status: 200, body: { driverId: paul, vehicleId } })
    expect(itemsOf(given.body["warnings"])).toEqual([
      { code: "VehicleTooSmall", detail: "Classe V has room for 1, not for 2.", missionId: first },
    ])
    expect((await send("GET", `/v1/missions/${first}`)).body["vehicleId"]).toBe(vehicleId)
    const busy = await send("POST", `/v1/missions/${second}/assign`, { driverId: zoe, vehicleId })
    expect(busy).toMatchObject({ status: 409, body: { code: "VehicleBusy", missionId: first, vehicleId } })
    expect(await send("PATCH", `/v1/vehicles/${vehicleId}`, { active: false })).toMatchObject({ status: 200 })
    const off = await send("POST", `/v1/missions/${second}/assign`, { driverId: zoe, vehicleId })
    expect(off).toMatchObject({ status: 409, body: { code: "VehicleBusy" } })
    const none = await send("POST", `/v1/missions/${first}/assign`, { driverId: paul, vehicleId: null })
    expect([none.body["vehicleId"], none.body["warnings"]]).toEqual([undefined, []])
    const inactive = await send("POST", `/v1/missions/${second}/assign`, { driverId: zoe, vehicleId })
    expect(inactive).toMatchObject({ status: 409, body: { code: "VehicleInactive" } })
  })

  test("F29 a driver's absence refuses missions and tells those it concerns", async () => {
    const paul = await idOf("/v1/drivers", { name: "Paul" })
    const [first, second] = await missionsOf("2031-07-01T08:00:00Z", "2031-07-01T10:00:00Z")
    await send("POST", `/v1/missions/${first}/assign`, { driverId: paul })
    const path = `/v1/drivers/${paul}/absences`
    const absence = { from: "2031-07-01T09:00:00+00:00", until: "2031-07-02T00:00:00Z", reason: "training" }
    const entered = await send("POST", path, absence)
    expect(entered).toMatchObject({
      status: 201,
      body: {
        driverId: paul,
        reason: "training",
        warnings: [{ code: "MissionInAbsence", missionId: first }],
      },
    })
    const refused = await send("POST", `/v1/missions/${second}/assign`, { driverId: paul })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "DriverUnavailable", absenceId: entered.body["id"], from: "2031-07-01T09:00:00.000Z" },
    })
    expect(refused.text).not.toContain("training")
    const { warnings: _, ...shown } = entered.body
    expect((await send("GET", `${path}?from=2031-07-01`)).body["items"]).toEqual([shown])
    expect((await send("GET", `${path}?from=2031-07-03`)).body["items"]).toEqual([])
    expect(await send("POST", path, { ...absence, until: absence.from })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "until", message: "must lie after from" }] },
    })
    expect(await send("DELETE", `${path}/${textOf(entered.body["id"])}`)).toMatchObject({
      status: 200,
      body: shown,
    })
    expect(await send("DELETE", `${path}/nothing`)).toMatchObject({
      status: 404,
      body: { code: "AbsenceNotFound", driverId: paul, id: "nothing" },
    })
    expect(await send("POST", `/v1/missions/${second}/assign`, { driverId: paul })).toMatchObject({
      status: 200,
    })
  })
})
