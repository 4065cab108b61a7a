/** The trip type is quoted, ordered and driven like ours: called in the process and over HTTP. */
import { PreviewRequest } from "@caleche/core"
import { createApiKey, makeClient } from "@caleche/http"
import { createCaleche } from "caleche"
import { embedded } from "caleche/embedded"
import { honoApp } from "caleche/hono"
import { Effect, Redacted, Schema } from "effect"
import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { shuttle } from "../src/shuttle.ts"

it("the example prints the fares and the order", { timeout: 120_000 }, async () => {
  const main = join(import.meta.dirname, "../src/main.ts")
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=source", main], {
    timeout: 110_000,
  })
  expect(stdout.split("\n")).toEqual([
    "Shuttle Lyon airport – Val Thorens: 2.5 fare × 79.00",
    "  Lyon airport – Val Thorens, a seat: 79",
    "  fares beyond the first, children at half: 118.5",
    "  rounding to the minor unit: 0",
    "SHUTTLE 3 seats 197.50 + VAT 19.75",
    "",
  ])
})

describe("a trip type of the host's own", () => {
  const zone = (id: string, codes: ReadonlyArray<string>) =>
    ({ id, name: id, shape: { type: "POSTAL_CODES", codes } }) as const
  const trip = {
    pickupAt: "2030-02-09T12:00:00+01:00",
    pickup: { label: "Lyon airport", postalCode: "69125" },
    dropOff: { label: "Val Thorens", postalCode: "73440" },
    passengers: 3,
  }
  const asked = { tripType: "SHUTTLE", pricingMode: "FIXED_GRID" } as const

  const open = () =>
    createCaleche({
      storage: embedded(),
      operator: { name: "Navette Alpine" },
      tripTypes: { SHUTTLE: shuttle },
    })
  let caleche: Awaited<ReturnType<typeof open>>
  let token: string
  let fetch: typeof globalThis.fetch
  let clientId: string
  beforeAll(async () => {
    caleche = await open()
    const { secret } = await caleche.run(createApiKey("test", "first", "MANAGER"))
    token = Redacted.value(secret)
    const { app } = honoApp(caleche)
    fetch = async (input, init) => app.fetch(new Request(input, init))
    clientId = (await caleche.clients.create({ type: "PRIVATE", name: "Jeanne", email: "j@example.org" })).id
    await caleche.zones.create(zone("lyon", ["69"]))
    await caleche.zones.create(zone("alps", ["73"]))
    const line = { from: { zoneIds: ["lyon"] }, to: { zoneIds: ["alps"] } }
    await caleche.routes.create({ name: "A seat", vehicleCategory: "SEAT", unitPrice: "79.00", ...line })
    await caleche.routes.create({ name: "A car", vehicleCategory: "BERLINE", unitPrice: "420.00", ...line })
  }, 120_000)
  afterAll(() => caleche.close())

  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`http://localhost${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it("is among the trip types, with what it needs and its VAT", async () => {
    const { items } = await caleche.pricing.tripTypes()
    expect(items.map(({ tripType }) => tripType)).toEqual([
      "TRANSFER",
      "EXCURSION",
      "DISPO",
      "OFF_GRID",
      "SHUTTLE",
    ])
    expect(items.at(-1)).toMatchObject({
      label: "Shuttle",
      pricingModes: ["FIXED_GRID", "MANUAL"],
      needs: ["pickupAt", "pickup", "dropOff", "passengers", "details.children"],
      vat: { rate: "0.10", category: "S" },
    })
    expect((await send("GET", "/v1/trip-types")).body).toEqual({ items })
  })

  it("is priced over HTTP, and reports all that is missing at once", async () => {
    const preview = (given: object) => send("POST", "/v1/pricing/preview", { ...asked, trip: given })
    expect(await preview({ ...trip, details: { children: 1 } })).toMatchObject({
      status: 200,
      body: { lines: [{ quantity: "2.5", unit: "fare", unitPrice: "79.00", net: "197.50" }] },
    })
    const { passengers: _, ...less } = trip
    expect(await preview(less)).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["passengers", "details.children"] },
    })
    expect(await preview({ ...trip, details: { children: 4 } })).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["details.children"] },
    })
    expect(await preview({ ...trip, details: { children: "one" } })).toMatchObject({
      status: 400,
      body: { code: "InvalidRequest", errors: [{ path: "trip.details.children" }] },
    })
    expect(await send("POST", "/v1/pricing/preview", { ...asked, tripType: "FERRY", trip })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "tripType" }] },
    })
    expect(
      await send("POST", "/v1/pricing/preview", { ...asked, pricingMode: "DYNAMIC", trip }),
    ).toMatchObject({ status: 422, body: { code: "ModeNotAllowed", allowed: ["FIXED_GRID", "MANUAL"] } })
  })

  it("is what a draft can be turned into and back; what only it knows goes with it", async () => {
    const car = { ...trip, vehicleCategory: "BERLINE" }
    const transfer = { tripType: "TRANSFER", pricingMode: "FIXED_GRID" } as const
    const { id } = await caleche.quotes.create({ clientId, ...transfer, trip: car })
    await expect(caleche.quotes.setTrip(id, { tripType: "SHUTTLE" })).rejects.toMatchObject({
      _tag: "TripIncomplete",
      missing: ["details.children"],
    })
    const turned = await caleche.quotes.setTrip(id, {
      tripType: "SHUTTLE",
      trip: { details: { children: 3 } },
    })
    expect([turned.totals.net, turned.lines[0]?.trip?.details]).toEqual(["118.50", { children: 3 }])
    expect((await caleche.quotes.get(id)).lines[0]?.trip?.details).toEqual({ children: 3 })
    const back = await caleche.quotes.setTrip(id, { tripType: "TRANSFER" })
    expect([back.totals.net, back.lines[0]?.trip?.details]).toEqual(["420.00", undefined])
  })

  it("is driven: its mission is of it, boards at stop after stop, and is found in the list of orders", async () => {
    const { id } = await caleche.quotes.create({
      clientId,
      ...asked,
      trip: { ...trip, pickupAt: "2020-02-09T12:00:00+01:00", details: { children: 0 } },
    })
    await caleche.quotes.send(id, { channel: "MANUAL" })
    const { order } = await caleche.quotes.accept(id)
    const [mission] = (await caleche.orders.get(order.id)).missions
    const driver = await caleche.drivers.create({ name: "Paul Durand" })
    await caleche.missions.assign(mission!.id, { driverId: driver.id })
    for (const step of ["start", "arrive", "board", "dropOff", "board"] as const)
      await caleche.missions[step](mission!.id)
    const done = await caleche.missions.complete(mission!.id, {})
    expect([done.tripType, done.status]).toEqual(["SHUTTLE", "COMPLETED"])
    expect((await send("GET", `/v1/orders/${order.id}`)).body["status"]).toBe("COMPLETED")
  })

  it("is in the document and the typed client", async () => {
    const { body } = await send("GET", "/openapi.json")
    const document = JSON.stringify(body)
    const names = (types: string) =>
      document.split(`["TRANSFER","EXCURSION","DISPO","OFF_GRID"${types}]`).length - 1
    expect(names(',"SHUTTLE"')).toBeGreaterThan(10)
    expect(names("")).toBe(0)
    expect(document.includes('"description":"Of trips of type SHUTTLE."')).toBe(true)
    const client = makeClient({
      baseUrl: "http://localhost",
      token,
      fetch,
      tripTypes: { SHUTTLE: shuttle },
    })
    const decoded = Schema.decodeSync(PreviewRequest)({
      ...asked,
      trip: { ...trip, details: { children: 2 } },
    })
    const { lines } = await Effect.runPromise(client.pricing.preview({ headers: {}, payload: decoded }))
    expect(lines[0]?.net).toBe("158.00")
  })
})
