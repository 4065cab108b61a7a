/** Drafts that are priced again, moved, given another type or another price by hand: what stays, what goes, what is refused. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Body, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { jeanne } from "./samples.ts"

const places = {
  louvre: { label: "Louvre", latitude: 48.8606, longitude: 2.3376 },
  cdg: { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 },
  reims: { label: "Reims", latitude: 49.2583, longitude: 4.0317 },
}
const circle = (id: string, centre: readonly [number, number], radiusKm: number) => ({
  id,
  name: id,
  shape: { type: "RADIUS", centre, radiusKm },
})
const trip = {
  pickupAt: "2031-06-03T14:00:00+02:00",
  passengers: 2,
  vehicleCategory: "BERLINE",
  pickup: places.louvre,
  dropOff: places.cdg,
}
const transfer = { tripType: "TRANSFER", pricingMode: "FIXED_GRID", trip }
const byTariff = { ...transfer, pricingMode: "DYNAMIC" }
const hourly = { id: "hour", name: "By the hour", tripType: "DISPO", method: "HOURLY", perHour: "60.00" }
const perKm = { kind: "DISTANCE_TIERS", id: "km", name: "Kilometres", mode: "INCREMENTAL" }

describe.each(hosts)("Drafts priced again over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    await send("POST", "/v1/zones", circle("PARIS", [2.3522, 48.8566], 7))
    await send("POST", "/v1/zones", circle("CDG", [2.5479, 49.0097], 5))
    const [from, to] = [{ zoneIds: ["PARIS"] }, { zoneIds: ["CDG"] }]
    const route = { id: "paris-cdg", name: "Paris – CDG", vehicleCategory: "BERLINE", from, to }
    await send("POST", "/v1/routes", { ...route, unitPrice: "90.00" })
    await send("POST", "/v1/rates", { ...hourly, vehicleCategory: "BERLINE" })
    const rules = [{ ...perKm, tiers: [{ upToKm: null, perKm: "2.00" }] }]
    await send("POST", "/v1/tariffs", { name: "Cars", vehicleCategory: "BERLINE", rules })
    const seat = { id: "seat", code: "BABY_SEAT", name: "Baby seat", unitPrice: "10.00" }
    await send("POST", "/v1/fees", seat)
  })
  afterAll(() => runtime.dispose())

  const preview = async (body: object) => (await send("POST", "/v1/pricing/preview", body)).body
  const drafted = async (body: object) => {
    const { body: client } = await send("POST", "/v1/clients", jeanne)
    const { body: quote } = await send("POST", "/v1/quotes", { clientId: client["id"], ...body })
    return { quote, at: `/v1/quotes/${textOf(quote["id"])}`, lines: lineIds(quote) }
  }

  it("F70 a trip that leads elsewhere is measured anew: an estimate of another ride prices nothing", async () => {
    const { at, quote } = await drafted(byTariff)
    expect(quote["trip"]).toMatchObject({ distanceKm: "30.8", assumed: ["durationMinutes", "distanceKm"] })
    const moved = await send("POST", `${at}/trip-type`, {
      tripType: "TRANSFER",
      trip: { dropOff: places.reims },
    })
    const fresh = await preview({ ...byTariff, trip: { ...trip, dropOff: places.reims } })
    expect(moved.body["totals"]).toEqual(fresh["totals"])
    expect(moved.body["trip"]!["distanceKm"]).toEqual(fresh["lines"]![0 as never]!["trip"]!["distanceKm"])
    expect(codesOf(moved.body)).toEqual(["DistanceEstimated"])
    const told = await send("POST", `${at}/trip-type`, {
      tripType: "TRANSFER",
      trip: { dropOff: places.cdg, distanceKm: "40" },
    })
    expect(told.body).toMatchObject({ totals: { net: "80.00" }, trip: { assumed: ["durationMinutes"] } })
  })

  it("F65 the duration a transfer was estimated to take is no hire's: what is missing is named, and nothing changes", async () => {
    const { at, quote } = await drafted(transfer)
    expect(
      await send("POST", `${at}/trip-type`, { tripType: "DISPO", pricingMode: "DYNAMIC" }),
    ).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["durationMinutes"] },
    })
    expect((await send("GET", at)).body).toEqual(quote)
    const offGrid = {
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [
        { kind: "TRANSPORT", description: "By hand", unitPrice: "85", vatRate: "0.10", trip: onlyWhen },
      ],
    }
    const { at: byHand } = await drafted(offGrid)
    const grid = { tripType: "TRANSFER", pricingMode: "FIXED_GRID" }
    expect((await send("POST", `${byHand}/trip-type`, grid)).body["missing"]).toEqual([
      "pickup",
      "dropOff",
      "passengers",
      "vehicleCategory",
    ])
  })

  it("F90 what was estimated stays said when it is priced again, and the estimate stays", async () => {
    const { at, quote } = await drafted(byTariff)
    const again = await send("POST", `${at}/price`, {})
    expect(again.body["warnings"]).toEqual(quote["warnings"])
    expect(again.body["trip"]).toEqual(quote["trip"])
  })

  it("a fee a person has priced is billed once, however often the rest is priced again", async () => {
    const { at, lines } = await drafted({
      ...transfer,
      trip: { ...trip, fees: [{ code: "BABY_SEAT", quantity: "2" }] },
    })
    const seat = `${at}/lines/${lines[1]}`
    const byHand = await send("PATCH", seat, { unitPrice: "12.00" })
    expect(byHand.body["totals"]).toMatchObject({ net: "114.00" })
    await send("PATCH", "/v1/fees/seat", { unitPrice: "11.00" })
    const priced = await send("POST", `${at}/price`, {})
    expect(priced.body).toMatchObject({
      totals: { net: "114.00" },
      lines: [{ net: "90.00" }, { id: lines[1], net: "24.00", source: "MANUAL", computed: { net: "22.00" } }],
    })
    expect(itemsOf(priced.body["lines"])).toHaveLength(2)
    const hired = await send("POST", `${at}/trip-type`, {
      tripType: "DISPO",
      pricingMode: "DYNAMIC",
      trip: { durationMinutes: 120 },
    })
    expect(hired.body).toMatchObject({
      totals: { net: "144.00" },
      lines: [{}, { id: lines[1], net: "24.00" }],
    })
    const offGrid = await send("POST", `${at}/trip-type`, { tripType: "OFF_GRID" })
    expect(offGrid.body).toMatchObject({ totals: { net: "144.00" }, lines: [{}, { id: lines[1] }] })
    const back = await send("POST", `${at}/trip-type`, transfer)
    expect(back.body).toMatchObject({ totals: { net: "114.00" }, lines: [{}, { id: lines[1] }] })
    const fees = [{ code: "BABY_SEAT", quantity: "3" }]
    const asked = await send("POST", `${at}/trip-type`, { ...transfer, trip: { ...trip, fees } })
    expect(asked.body).toMatchObject({ lines: [{}, { quantity: "3", net: "33.00", source: "TARIFF" }] })
    await send("PATCH", "/v1/fees/seat", { unitPrice: "10.00" })
  })

  it("F94 VAT and name a person gives a computed line stay with it; its quantity makes it a price by hand", async () => {
    const { at, lines } = await drafted(transfer)
    const line = `${at}/lines/${lines[0]}`
    const vat = { rate: "0.00", category: "O", reason: "abroad" }
    await send("PATCH", line, { vat })
    const named = await send("PATCH", line, { description: "Navette" })
    const stated = { ...vat, decidedBy: "USER" }
    expect(named.body).toMatchObject({
      totals: { net: "90.00", tax: "0.00" },
      lines: [{ description: "Navette", source: "GRID", vat: stated, explanation: {} }],
    })
    const priced = await send("POST", `${at}/price`, {})
    expect(priced.body["lines"]).toMatchObject([{ description: "Navette", source: "GRID", vat: stated }])
    const later = { pickupAt: "2031-06-04T14:00:00+02:00" }
    const moved = await send("PATCH", line, { trip: { ...trip, ...later }, description: "Retour" })
    expect(moved.body["lines"]).toMatchObject([{ description: "Retour", source: "GRID", vat: stated }])
    const twice = await send("PATCH", line, { quantity: "2" })
    expect(twice.body).toMatchObject({
      totals: { net: "180.00" },
      lines: [{ quantity: "2", source: "MANUAL", vat: stated, computed: { net: "90.00", source: "GRID" } }],
    })
  })

  it("a change that would make a line none may be is refused, all of it named, and nothing changes", async () => {
    const off = { kind: "DISCOUNT", description: "Geste", unitPrice: "-5.00", vatRate: "0.10" }
    const { at, lines, quote } = await drafted({ ...transfer, lines: [off] })
    const refusedAs = async (line: number, body: object) => {
      const { body: problem, status } = await send("PATCH", `${at}/lines/${lines[line]}`, body)
      expect([status, problem["code"]]).toEqual([422, "LineInvalid"])
      return itemsOf(problem["problems"]).map(({ path }) => path)
    }
    expect(await refusedAs(0, { unitPrice: "-5.00" })).toEqual([["unitPrice"]])
    expect(await refusedAs(0, { vatRate: "0.20", vat: { rate: "0.10", category: "S" } })).toEqual([
      ["vatRate"],
    ])
    expect(await refusedAs(1, { unitPrice: "5.00", trip: onlyWhen })).toEqual([["unitPrice"], ["trip"]])
    const offGrid = { tripType: "OFF_GRID", unitPrice: "-70.00" }
    expect(await send("POST", `${at}/trip-type`, offGrid)).toMatchObject({
      status: 422,
      body: { code: "LineInvalid", problems: [{ path: ["unitPrice"] }] },
    })
    expect((await send("GET", at)).body).toEqual(quote)
  })

  it("a warning goes with the line it is about", async () => {
    const { at, lines, quote } = await drafted({
      tripType: "DISPO",
      pricingMode: "DYNAMIC",
      trip: { ...onlyWhen, durationMinutes: 240, vehicleCategory: "BERLINE" },
    })
    expect(codesOf(quote)).toEqual(["PickupMissing"])
    expect(codesOf((await send("DELETE", `${at}/lines/${lines[0]}`)).body)).toEqual([])
    const seats = { ...transfer, trip: { ...trip, fees: [{ code: "BABY_SEAT" }] } }
    const { at: other } = await drafted(seats)
    await send("PATCH", "/v1/fees/seat", { unitPrice: "13.00" })
    expect(codesOf((await send("POST", `${other}/price`, {})).body)).toEqual([
      "DistanceEstimated",
      "PriceChanged",
    ])
    const without = await send("POST", `${other}/trip-type`, { ...transfer, trip: { fees: [] } })
    expect(codesOf(without.body)).toEqual(["DistanceEstimated"])
    await send("PATCH", "/v1/fees/seat", { unitPrice: "10.00" })
  })

  it("F84 under MANUAL nothing is priced by the book: a price is asked for, in quotes as in previews", async () => {
    const { body: client } = await send("POST", "/v1/clients", jeanne)
    const asked = { clientId: client["id"], tripType: "TRANSFER", pricingMode: "MANUAL" }
    const errorsOf = async (path: string, body: object) => {
      const answer = await send("POST", path, body)
      expect([answer.status, answer.body["code"]]).toEqual([400, "InvalidRequest"])
      return itemsOf(answer.body["errors"]).map(({ path: at }) => at)
    }
    const bare = { kind: "TRANSPORT", trip }
    for (const path of ["/v1/quotes", "/v1/pricing/preview"]) {
      expect(await errorsOf(path, { ...asked, trip })).toEqual(["trip"])
      expect(await errorsOf(path, { ...asked, lines: [bare] })).toEqual(["lines.0.unitPrice"])
    }
    const priced = { ...bare, description: "By hand", unitPrice: "70.00", vatRate: "0.10" }
    const { at } = await drafted({ ...asked, lines: [priced] })
    expect(await send("POST", `${at}/lines`, bare)).toMatchObject({
      status: 422,
      body: { code: "NotPriced", pricingMode: "MANUAL" },
    })
    const byTheBook = await send("POST", `${at}/lines`, { ...bare, pricingMode: "FIXED_GRID" })
    expect(byTheBook.body["totals"]).toMatchObject({ net: "160.00" })
  })
})

const onlyWhen = { pickupAt: "2031-06-03T14:00:00+02:00" }
const codesOf = (quote: Body) => itemsOf(quote["warnings"]).map((warning) => warning["code"])
const lineIds = (quote: Body) => itemsOf(quote["lines"]).map(({ id }) => textOf(id))
