/** A trip may say when it ends instead of how long it lasts: hires are agreed that way. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Body, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { jeanne, transport } from "./samples.ts"

const pickupAt = "2031-06-03T14:00"
const trip = { pickupAt, passengers: 2, vehicleCategory: "BERLINE" }
const hire = { tripType: "DISPO", pricingMode: "DYNAMIC" }
const until = (estimatedEndAt: string, more: object = {}) => ({
  ...hire,
  trip: { ...trip, estimatedEndAt, ...more },
})
const hourly = { id: "hour", name: "By the hour", tripType: "DISPO", method: "HOURLY", perHour: "60.00" }
const refused = { status: 422, body: { code: "TripEndInvalid", pickupAt: "2031-06-03T12:00:00.000Z" } }

describe.each(hosts)("F81 the end of a trip behind $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    await send("POST", "/v1/rates", { ...hourly, vehicleCategory: "BERLINE" })
  })
  afterAll(() => runtime.dispose())

  const lineOf = (body: Body, index = 0) => itemsOf(body["lines"])[index]!
  const drafted = async (body: object) => {
    const { body: client } = await send("POST", "/v1/clients", jeanne)
    const { body: quote } = await send("POST", "/v1/quotes", { clientId: client["id"], ...body })
    return { quote, at: `/v1/quotes/${textOf(quote["id"])}` }
  }

  it("gives the hours that are priced, in a preview and on a quote", async () => {
    const { body } = await send("POST", "/v1/pricing/preview", until("2031-06-03T18:30"))
    expect(body["totals"]).toMatchObject({ net: "270.00" })
    const { quote } = await drafted(until("2031-06-03T18:30:00+02:00", { durationMinutes: 270 }))
    expect(quote).toMatchObject({ totals: { net: "270.00" }, trip: { durationMinutes: 270 } })
    expect(quote["trip"]).not.toHaveProperty("estimatedEndAt")
    expect(quote["trip"]).not.toHaveProperty("assumed")
  })

  it("is where the mission ends", async () => {
    const { at } = await drafted(until("2031-06-03T18:30"))
    await send("POST", `${at}/send`, { channel: "MANUAL" })
    const { body } = await send("POST", `${at}/accept`, {})
    const { body: order } = await send("GET", `/v1/orders/${textOf(body["order"]?.["id"])}`)
    expect(itemsOf(order["missions"])[0]).toMatchObject({ estimatedEndAt: "2031-06-03T16:30:00.000Z" })
  })

  it("is said of a line that is added, changed, or given another type", async () => {
    const { at, quote } = await drafted(until("2031-06-03T18:00"))
    const manual = { ...transport(pickupAt), trip: { pickupAt, estimatedEndAt: "2031-06-03T15:15" } }
    const added = await send("POST", `${at}/lines`, {
      ...manual,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
    })
    expect(lineOf(added.body, 1)).toMatchObject({ trip: { durationMinutes: 75 } })
    const line = `${at}/lines/${textOf(lineOf(quote)["id"])}`
    const edited = await send("PATCH", line, { trip: { ...trip, estimatedEndAt: "2031-06-03T20:00" } })
    expect(lineOf(edited.body)).toMatchObject({ net: "360.00", trip: { durationMinutes: 360 } })
    const lineId = lineOf(quote)["id"]
    const longer = { ...hire, lineId, trip: { estimatedEndAt: "2031-06-03T21:00" } }
    const changed = await send("POST", `${at}/trip-type`, longer)
    expect(lineOf(changed.body)).toMatchObject({ net: "420.00", trip: { durationMinutes: 420 } })
  })

  it.each([
    ["before its pickup", "2031-06-03T13:59", {}],
    ["after 60 days", "2031-08-03T14:00", {}],
    ["after other minutes than are said", "2031-06-03T18:30", { durationMinutes: 240 }],
  ])("is refused %s, and nothing is changed", async (_, estimatedEndAt, more) => {
    const asked = until(estimatedEndAt, more)
    expect(await send("POST", "/v1/pricing/preview", asked)).toMatchObject(refused)
    const { at, quote } = await drafted({ ...hire, trip: { ...trip, durationMinutes: 240 } })
    const line = `${at}/lines/${textOf(lineOf(quote)["id"])}`
    expect(await send("PATCH", line, { trip: asked.trip })).toMatchObject(refused)
    const { pickupAt: _pickupAt, ...change } = asked.trip
    expect(await send("POST", `${at}/trip-type`, { ...hire, trip: change })).toMatchObject(refused)
    expect((await send("GET", at)).body).toEqual(quote)
  })

  it("says in words what is wrong", async () => {
    const { body } = await send(
      "POST",
      "/v1/pricing/preview",
      until("2031-06-03T18:30", { durationMinutes: 240 }),
    )
    expect(body["detail"]).toBe(
      "From 2031-06-03T12:00:00.000Z to 2031-06-03T16:30:00.000Z are 270 minutes, and durationMinutes says 240; leave out one of both.",
    )
  })
})
