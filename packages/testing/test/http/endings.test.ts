import { layer as memory } from "@caleche/storage-memory"
import { halfTheFirstLine } from "@caleche/testing"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Body, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

describe.each(hosts)("Missions and orders that end otherwise, through $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime(memory, halfTheFirstLine)
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  const missionsOf = (of: Body) => itemsOf(of["missions"]).map(({ id }) => `/v1/missions/${textOf(id)}`)
  const pageOf = async (of: Body) => (await send("GET", `/v1/orders/${textOf(of["id"])}`)).body
  const states = (of: Body) => itemsOf(of["lines"]).map(({ state }) => textOf(state))
  const post = async (path: string, body: unknown, status = 200) => {
    const answer = await send("POST", path, body)
    expect([path, answer.status, answer.body["code"]]).toEqual([path, status, answer.body["code"]])
    return answer.body
  }
  const twoTrips = () => order(send, transport("2030-06-01T08:00:00Z"), transport("2030-06-02T08:00:00Z"))
  const assigned = async (mission: string) => {
    const driver = await post("/v1/drivers", { name: "Karim" }, 201)
    return post(`${mission}/assign`, { driverId: driver["id"] })
  }

  it("F53 a cancelled mission's lines are void, its fee is proposed, and counts once confirmed", async () => {
    const made = await twoTrips()
    const [first] = missionsOf(made)
    const cancelled = await post(`${first}/cancel`, { by: "CLIENT", reason: "flight cancelled" })
    expect(cancelled).toMatchObject({
      status: "CANCELLED",
      cancellation: { by: "CLIENT", reason: "flight cancelled", billable: true },
    })
    const page = await pageOf(made)
    expect([page["status"], states(page), page["totals"]!["net"]]).toEqual([
      "PENDING",
      ["VOID", "ACTIVE", "PENDING"],
      "85.00",
    ])
    const fee = itemsOf(page["lines"])[2]!
    expect(fee).toMatchObject({
      kind: "CANCELLATION",
      net: "42.50",
      forLineId: itemsOf(page["lines"])[0]!["id"],
    })
    const at = `/v1/orders/${textOf(made["id"])}/fees/${textOf(fee["id"])}`
    expect(await post(`${at}/confirm`, {})).toMatchObject({ totals: { net: "127.50" } })
    expect(await post(`${at}/confirm`, {})).toMatchObject({ totals: { net: "127.50" } })
    expect(await post(`${at}/waive`, {}, 409)).toMatchObject({ code: "FeeDecided", state: "ACTIVE" })
    expect(await send("POST", `/v1/orders/${textOf(made["id"])}/fees/abc/waive`)).toMatchObject({
      status: 404,
      body: { code: "FeeNotFound", id: "abc" },
    })
    const history = itemsOf((await pageOf(made))["history"]).map(({ action }) => textOf(action))
    expect(history).toEqual(
      expect.arrayContaining(["MissionCancelled", "OrderLinesVoided", "CancellationFeeConfirmed"]),
    )
  })

  it("F52 a no-show ends a mission at the client's charge; an order whose others are done is COMPLETED", async () => {
    const made = await twoTrips()
    const [first, second] = missionsOf(made)
    await assigned(first!)
    await post(`${first}/start`, {})
    expect(await post(`${first}/no-show`, {})).toMatchObject({ status: "NO_SHOW" })
    await post(`${second}/close`, { reason: "subcontracted", actuals: { minutes: 285, km: "131.4" } })
    const page = await pageOf(made)
    expect([page["status"], states(page)]).toEqual(["COMPLETED", ["VOID", "ACTIVE", "PENDING"]])
    expect(itemsOf(page["missions"])[1]).toMatchObject({
      status: "COMPLETED",
      actuals: { minutes: 285, km: "131.4" },
    })
  })

  it("F53 cancelling an order cancels what is open and keeps what is done", async () => {
    const made = await twoTrips()
    const [first] = missionsOf(made)
    await post(`${first}/close`, { reason: "done by a partner" })
    const at = `/v1/orders/${textOf(made["id"])}`
    const cancelled = await post(`${at}/cancel`, { reason: "the meeting is off", by: "OPERATOR" })
    expect(cancelled).toMatchObject({
      status: "CANCELLED",
      cancellation: { by: "OPERATOR", reason: "the meeting is off" },
    })
    const page = await pageOf(made)
    expect(itemsOf(page["missions"]).map(({ status }) => status)).toEqual(["COMPLETED", "CANCELLED"])
    expect(states(page)).toEqual(["ACTIVE", "VOID"])
    expect(await post(`${at}/cancel`, { reason: "again" }, 409)).toMatchObject({
      code: "IllegalTransition",
      machine: "order",
      from: "CANCELLED",
      action: "cancel",
      allowed: [],
    })
  })

  it("F58 a status by hand is a floor that survives unassignment; COMPLETED closes what is open", async () => {
    const made = await twoTrips()
    const [first] = missionsOf(made)
    const at = `/v1/orders/${textOf(made["id"])}`
    const raise = (status: string, expected = 200) =>
      post(`${at}/status`, { status, reason: "subcontracted" }, expected)
    expect(await raise("CONFIRMED")).toMatchObject({ status: "CONFIRMED", floor: "CONFIRMED" })
    await assigned(first!)
    await post(`${first}/unassign`, {})
    expect((await pageOf(made))["status"]).toBe("CONFIRMED")
    expect(await raise("IN_PROGRESS")).toMatchObject({ status: "IN_PROGRESS", floor: "IN_PROGRESS" })
    expect(await raise("CONFIRMED", 409)).toMatchObject({
      code: "IllegalTransition",
      from: "IN_PROGRESS",
      action: "confirm",
    })
    expect(await raise("COMPLETED")).toMatchObject({ status: "COMPLETED" })
    expect(itemsOf((await pageOf(made))["missions"]).map(({ status }) => status)).toEqual([
      "COMPLETED",
      "COMPLETED",
    ])
    await raise("PENDING", 400)
  })

  it("F61 steps are skipped and taken back, and a mission changes hands under way for a reason", async () => {
    const [mission] = missionsOf(await twoTrips())
    await assigned(mission!)
    expect(await post(`${mission}/skip`, { step: "ON_BOARD", reason: "phone was dead" })).toMatchObject({
      status: "IN_PROGRESS",
      step: "ON_BOARD",
      steps: [
        { step: "EN_ROUTE", skipped: true },
        { step: "ON_SITE", skipped: true },
        { step: "ON_BOARD", skipped: false },
      ],
    })
    expect(await post(`${mission}/step-back`, { reason: "not yet" })).toMatchObject({ step: "ON_SITE" })
    const other = await post("/v1/drivers", { name: "Léa" }, 201)
    const driverId = other["id"]
    expect(await post(`${mission}/assign`, { driverId }, 422)).toMatchObject({ code: "ReasonRequired" })
    expect(await post(`${mission}/assign`, { driverId, reason: "flat tyre" })).toMatchObject({
      driverId,
      step: "ON_SITE",
    })
    await post(`${mission}/board`, {})
    const actuals = { minutes: 285, km: "131.4" }
    expect(await post(`${mission}/complete`, { actuals })).toMatchObject({ status: "COMPLETED", actuals })
    expect(await post(`${mission}/actuals`, { minutes: 290, km: "131.4" })).toMatchObject({
      actuals: { minutes: 290, km: "131.4" },
    })
    expect(await post(`${mission}/actuals`, { minutes: 0, km: "x" }, 400)).toMatchObject({
      code: "InvalidRequest",
    })
  })

  it("a step from before a cancellation that arrives after it is kept, and does not undo it", async () => {
    const [mission] = missionsOf(await twoTrips())
    await assigned(mission!)
    const at = new Date(Date.now() - 60_000).toISOString()
    await post(`${mission}/start`, { at })
    await post(`${mission}/cancel`, { by: "OPERATOR", reason: "breakdown" })
    const late = { at: new Date(Date.now() - 30_000).toISOString() }
    const kept = await post(`${mission}/arrive`, late)
    expect([kept["status"], itemsOf(kept["steps"]).map(({ step }) => step)]).toEqual([
      "CANCELLED",
      ["EN_ROUTE", "ON_SITE"],
    ])
    expect(await post(`${mission}/arrive`, late)).toEqual(kept)
    expect(await post(`${mission}/board`, {}, 409)).toMatchObject({ code: "IllegalTransition" })
  })

  it("F61 a step back from the next ride leads to the drop-off before it, which stays on record", async () => {
    const hire = transport("2030-06-01T08:00:00Z", { tripType: "DISPO" })
    const [mission] = missionsOf(await order(send, hire))
    await assigned(mission!)
    for (const step of ["start", "arrive", "board", "drop-off"]) await post(`${mission}/${step}`, {})
    const first = itemsOf((await send("GET", mission!)).body["steps"])
    await post(`${mission}/board`, {})
    const back = await post(`${mission}/step-back`, { reason: "wrong button" })
    expect([back["step"], back["steps"]]).toEqual(["DROPPED_OFF", first])
  })

  it("a mission closed by hand has ended by now, and not before its last step", async () => {
    const [mission] = missionsOf(await twoTrips())
    await assigned(mission!)
    await post(`${mission}/start`, { at: new Date(Date.now() - 60_000).toISOString() })
    const close = (fromNow: number, status: number) => {
      const endedAt = new Date(Date.now() + fromNow).toISOString()
      return post(`${mission}/close`, { reason: "done", actuals: { minutes: 30, km: "9", endedAt } }, status)
    }
    expect(await close(86_400_000, 422)).toMatchObject({ code: "StepTimeInvalid" })
    expect(await close(-120_000, 422)).toMatchObject({ code: "StepTimeInvalid" })
    expect(await close(-1_000, 200)).toMatchObject({ status: "COMPLETED" })
  })

  it("a completion repeated with other actuals is refused, not passed over", async () => {
    const [mission] = missionsOf(await twoTrips())
    await assigned(mission!)
    for (const step of ["start", "arrive", "board"]) await post(`${mission}/${step}`, {})
    const at = new Date().toISOString()
    const done = await post(`${mission}/complete`, { at })
    expect(await post(`${mission}/complete`, { at })).toEqual(done)
    const actuals = { minutes: 285, km: "131.4" }
    expect(await post(`${mission}/complete`, { at, actuals }, 409)).toMatchObject({
      code: "IllegalTransition",
      allowed: ["recordActuals"],
    })
    expect(await post(`${mission}/actuals`, actuals)).toMatchObject({ actuals })
    expect(await post(`${mission}/complete`, { at, actuals })).toMatchObject({ actuals })
  })

  it("F62 a mission is moved while it has not started, unless its driver has another one then", async () => {
    const driverId = (await post("/v1/drivers", { name: "Zoé" }, 201))["id"]
    const made = await order(send, transport("2033-06-01T08:00:00Z"), transport("2033-06-01T12:00:00Z"))
    const [first, second] = missionsOf(made)
    for (const mission of [first, second]) await post(`${mission}/assign`, { driverId })
    await post(`${second}/driver-accept`, {})
    const moved = await send("PATCH", second!, { pickupAt: "2033-06-01T14:00:00Z", passengers: 4 })
    expect(moved).toMatchObject({
      status: 200,
      body: { status: "ASSIGNED", estimatedEndAt: "2033-06-01T15:30:00.000Z", passengers: 4 },
    })
    expect(await send("PATCH", second!, { pickupAt: "2033-06-01T09:00:00Z" })).toMatchObject({
      status: 409,
      body: { code: "DriverBusy", missionId: first!.split("/").at(-1) },
    })
    expect(await send("PATCH", second!, { estimatedEndAt: "2033-06-01T10:00:00Z" })).toMatchObject({
      status: 422,
      body: { code: "WindowInvalid" },
    })
    expect(await send("PATCH", first!, { pickupAt: "2033-05-01T08:00:00Z" })).toMatchObject({ status: 200 })
    expect((await pageOf(made))["tripAt"]).toBe("2033-05-01T08:00:00.000Z")
    await post(`${first}/start`, {})
    expect(await send("PATCH", first!, { notes: "gate 3" })).toMatchObject({
      status: 200,
      body: { notes: "gate 3", step: "EN_ROUTE" },
    })
    expect(await send("PATCH", first!, { pickupAt: "2033-05-02T08:00:00Z" })).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition", action: "reschedule" },
    })
  })

  it("is a manager's business where it costs money", async () => {
    const made = await twoTrips()
    const [mission] = missionsOf(made)
    for (const [path, body] of [
      [`${mission}/cancel`, { by: "CLIENT", reason: "x" }],
      [`${mission}/close`, { reason: "x" }],
      [`/v1/orders/${textOf(made["id"])}/cancel`, { reason: "x" }],
      [`/v1/orders/${textOf(made["id"])}/status`, { status: "CONFIRMED", reason: "x" }],
    ] as const) {
      const answer = await send("POST", path, body, { authorization: "Bearer demo-operator" })
      expect(answer).toMatchObject({ status: 403, body: { code: "Forbidden", role: "OPERATOR" } })
    }
  })
})
