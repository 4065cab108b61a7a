import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Body, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

describe.each(hosts)("Many orders at once, through $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  const idOf = (of: Body) => textOf(of["id"])
  const missionsOf = (of: Body) => itemsOf(of["missions"]).map(idOf)
  const newDriver = async () => idOf((await send("POST", "/v1/drivers", { name: "Karim" })).body)
  const statusOf = async (of: Body) => (await send("GET", `/v1/orders/${idOf(of)}`)).body["status"]
  const assignTo = (driverId: string, orders: ReadonlyArray<Body>, headers = {}) =>
    send("POST", "/v1/orders/bulk/assign-driver", { orderIds: orders.map(idOf), driverId }, headers)

  it("F55 one driver gets every unassigned mission in the order of their pickups; the others say why not", async () => {
    const late = await order(send, transport("2032-06-01T12:00:00Z"), transport("2032-06-01T08:30:00Z"))
    const early = await order(send, transport("2032-06-01T08:00:00Z"), transport("2032-06-01T10:00:00Z"))
    const driverId = await newDriver()
    const [taken] = missionsOf(await order(send, transport("2032-06-01T10:30:00Z")))
    await send("POST", `/v1/missions/${taken}/assign`, { driverId })
    const answer = await assignTo(driverId, [late, early])
    const [first, blocked] = missionsOf(early)
    const [overlapping, last] = missionsOf(late)
    expect(answer).toMatchObject({ status: 200, body: { assigned: [first, last] } })
    expect(itemsOf(answer.body["refused"])).toEqual([
      { missionId: overlapping, code: "DriverBusy", detail: expect.stringContaining(first!) },
      { missionId: blocked, code: "DriverBusy", detail: expect.stringContaining(taken!) },
    ])
    expect(await statusOf(early)).toBe("PENDING")
    const other = await newDriver()
    const rest = await assignTo(other, [late, early])
    expect(rest.body).toEqual({ assigned: [overlapping, blocked], refused: [] })
    expect([await statusOf(early), await statusOf(late)]).toEqual(["CONFIRMED", "CONFIRMED"])
  })

  it("asked again it goes on where it was, and with the same key the answer is the first one's", async () => {
    const made = await order(send, transport("2032-07-01T08:00:00Z"), transport("2032-07-02T08:00:00Z"))
    const driverId = await newDriver()
    await send("POST", `/v1/missions/${missionsOf(made)[0]}/assign`, { driverId })
    const key = { "idempotency-key": `bulk-${idOf(made)}` }
    const first = await assignTo(driverId, [made], key)
    expect(first.body).toEqual({ assigned: missionsOf(made), refused: [] })
    expect((await assignTo(driverId, [made])).body).toEqual(first.body)
    await send("POST", `/v1/missions/${missionsOf(made)[0]}/unassign`)
    const again = await assignTo(driverId, [made], key)
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"])
    expect(await statusOf(made)).toBe("PENDING")
    expect(await assignTo(await newDriver(), [made], key)).toMatchObject({
      status: 409,
      body: { code: "IdempotencyKeyReused" },
    })
  })

  it("F57 orders are cancelled for one reason; what has ended otherwise says so", async () => {
    const open = await order(send, transport("2032-08-01T08:00:00Z"))
    const done = await order(send, transport("2032-08-02T08:00:00Z"))
    await send("POST", `/v1/orders/${idOf(done)}/status`, { status: "COMPLETED", reason: "partner" })
    const cancel = (reason: string) =>
      send("POST", "/v1/orders/bulk/cancel", { orderIds: [idOf(open), idOf(done)], reason })
    const answer = await cancel("the fair is off")
    expect(answer).toMatchObject({
      status: 200,
      body: { cancelled: [idOf(open)], refused: [{ orderId: idOf(done), code: "IllegalTransition" }] },
    })
    expect((await cancel("the fair is off")).body).toEqual(answer.body)
    expect(itemsOf((await cancel("another reason")).body["refused"])).toHaveLength(2)
    expect(await statusOf(open)).toBe("CANCELLED")
  })

  it("an order or a driver that is none ends it before anything is done", async () => {
    const made = await order(send, transport("2032-09-01T08:00:00Z"))
    const nobody = "01890000-0000-7000-8000-00000000dead"
    expect(await assignTo(nobody, [made])).toMatchObject({ status: 404, body: { code: "DriverNotFound" } })
    const orderIds = [idOf(made), nobody]
    for (const [path, body] of [
      ["assign-driver", { orderIds, driverId: await newDriver() }],
      ["cancel", { orderIds, reason: "x" }],
    ] as const)
      expect(await send("POST", `/v1/orders/bulk/${path}`, body)).toMatchObject({
        status: 404,
        body: { code: "OrderNotFound", id: nobody },
      })
    expect(await statusOf(made)).toBe("PENDING")
    expect(await send("POST", "/v1/orders/bulk/cancel", { orderIds: [], reason: "x" })).toMatchObject({
      status: 400,
    })
  })
})
