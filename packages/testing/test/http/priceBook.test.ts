/** The price book over HTTP: rows entered and changed, books exported and imported, prices tried, stored and explained. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Body, callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"

const places = {
  louvre: { label: "Louvre", latitude: 48.8606, longitude: 2.3376 },
  cdg: { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 },
}
const circle = (id: string, centre: readonly [number, number], radiusKm: number) => ({
  id,
  name: id,
  shape: { type: "RADIUS", centre, radiusKm },
})
const route = (unitPrice: string, more: object = {}) => ({
  name: "Paris – CDG",
  from: { zoneIds: ["PARIS"] },
  to: { zoneIds: ["CDG"] },
  vehicleCategory: "BERLINE",
  unitPrice,
  ...more,
})
const hire = { name: "Hire", tripType: "DISPO", vehicleCategory: "VAN" }
const trip = {
  pickupAt: "2031-06-03T14:00:00+02:00",
  passengers: 2,
  vehicleCategory: "BERLINE",
  pickup: places.louvre,
  dropOff: places.cdg,
}
const transfer = { tripType: "TRANSFER", pricingMode: "FIXED_GRID", trip }

describe.each(hosts)("The price book over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    await send("POST", "/v1/zones", circle("PARIS", [2.3522, 48.8566], 7))
    await send("POST", "/v1/zones", circle("CDG", [2.5479, 49.0097], 5))
    await send("POST", "/v1/routes", { ...route("90.00"), id: "paris-cdg" })
  })
  afterAll(() => runtime.dispose())
  const asOperator = { authorization: "Bearer demo-operator" }
  const preview = async (body: object) => (await send("POST", "/v1/pricing/preview", body)).body
  const priceOf = async (body: object = transfer) =>
    textOf(itemsOf((await preview(body))["lines"])[0]!["net"])

  it("F89 a trip is priced without storing anything, and its price explains itself", async () => {
    const priced = await preview(transfer)
    const [line] = itemsOf(priced["lines"])
    expect(priced).toMatchObject({
      currency: "EUR",
      totals: { net: "90.00", tax: "9.00", gross: "99.00", payable: "99.00" },
    })
    expect(line).toMatchObject({
      kind: "TRANSPORT",
      unitPrice: "90.00",
      vatRate: "0.10",
      net: "90.00",
      source: "GRID",
      explanation: {
        parts: [
          { kind: "ROUTE", id: "paris-cdg", amount: "90" },
          { kind: "ROUNDING", amount: "0" },
        ],
      },
    })
    expect((await send("GET", "/v1/quotes")).body["items"]).toEqual([])
  })

  it("F67 no route for the two zones is RouteNotInGrid, and a trip that says too little names all it lacks", async () => {
    const { status, body } = await send("POST", "/v1/pricing/preview", {
      ...transfer,
      trip: { ...trip, pickup: { label: "Reims", latitude: 49.2583, longitude: 4.0317 } },
    })
    expect([status, body]).toMatchObject([422, { code: "RouteNotInGrid", from: null, to: "CDG" }])
    const bare = await send("POST", "/v1/pricing/preview", { ...transfer, trip: { pickupAt: trip.pickupAt } })
    expect(bare).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["pickup", "dropOff", "passengers", "vehicleCategory"] },
    })
    const offGrid = await send("POST", "/v1/pricing/preview", { ...transfer, tripType: "OFF_GRID" })
    expect(offGrid).toMatchObject({ status: 422, body: { code: "ModeNotAllowed", allowed: ["MANUAL"] } })
    const fees = [{ code: "YACHT" }, { code: "SUBMARINE" }]
    const unknown = await send("POST", "/v1/pricing/preview", { ...transfer, trip: { ...trip, fees } })
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: "FeeUnknown", codes: ["YACHT", "SUBMARINE"] },
    })
  })

  it("F22 a row has the book's version for an ETag, which a change of it can insist on", async () => {
    const { body: agency } = await send("POST", "/v1/agencies", { name: "Étoile" })
    const own = `/v1/agencies/${textOf(agency["id"])}/routes`
    for (const [at, all] of [
      ["/v1/routes/tagged", "/v1/routes"],
      [`${own}/tagged`, own],
    ] as const) {
      const made = await send("POST", all, { ...route("70.00"), id: "tagged", from: { zoneIds: ["CDG"] } })
      const etag = made.headers.get("etag") ?? "none"
      const [read, book] = [await send("GET", "/v1/routes/tagged"), await send("GET", "/v1/price-book")]
      expect([etag, etag]).toEqual([read.headers.get("etag"), book.headers.get("etag")])
      const edited = await send("PATCH", at, { unitPrice: "71.00" }, { "if-match": etag })
      expect(edited).toMatchObject({ status: 200, body: { unitPrice: "71.00" } })
      expect(await send("PATCH", at, { unitPrice: "72.00" }, { "if-match": etag })).toMatchObject({
        status: 412,
      })
      const next = edited.headers.get("etag") ?? "none"
      expect((await send("DELETE", at, undefined, { "if-match": next })).status).toBe(200)
    }
  })

  it("a row is replaced under the id in its path: a body that names another is refused, and changes nothing", async () => {
    const { body: before } = await send("GET", "/v1/routes/paris-cdg")
    const { id: _, ...bare } = before
    const put = (body: object) => send("PUT", "/v1/routes/paris-cdg", body)
    expect(await put({ ...bare, id: "cdg-paris", unitPrice: "1.00" })).toMatchObject({
      status: 400,
      body: {
        code: "InvalidRequest",
        errors: [{ in: "body", path: "id", message: "must be the id in the path" }],
      },
    })
    expect((await send("GET", "/v1/routes/paris-cdg")).body).toEqual(before)
    for (const body of [bare, before])
      expect(await put(body)).toMatchObject({ status: 200, body: { id: "paris-cdg", unitPrice: "90.00" } })
  })

  it("F20 F21 F22 an agency's routes beat the operator's for its clients, until they are switched off", async () => {
    const { body: agency } = await send("POST", "/v1/agencies", { name: "Lumière" })
    const at = `/v1/agencies/${textOf(agency["id"])}/routes`
    const made = await send("POST", at, route("81.50"))
    expect(made).toMatchObject({ status: 201, body: { unitPrice: "81.50", agencyId: agency["id"] } })
    const company = { type: "BUSINESS", name: "Lumière SA", phone: "+33142000000", agencyId: agency["id"] }
    const { body: client } = await send("POST", "/v1/clients", company)
    const invoiced = { ...transfer, clientId: client["id"] }
    expect([await priceOf(), await priceOf(invoiced)]).toEqual(["90.00", "81.50"])
    expect(await priceOf({ ...transfer, bookedByAgencyId: agency["id"] })).toBe("81.50")
    const edited = await send("PATCH", `${at}/${textOf(made.body["id"])}`, { active: false })
    expect(edited).toMatchObject({ status: 200, body: { active: false, unitPrice: "81.50" } })
    expect(await priceOf(invoiced)).toBe("90.00")
    expect(itemsOf((await send("GET", at)).body["items"])).toHaveLength(1)
    expect(await send("PATCH", `${at}/paris-cdg`, { active: false })).toMatchObject({
      status: 404,
      body: { code: "BookRowNotFound" },
    })
    expect((await send("DELETE", `${at}/${textOf(made.body["id"])}`)).status).toBe(200)
    expect((await send("GET", at)).body["items"]).toEqual([])
  })

  it("F90 the book is exported, checked, imported back, and every version stays readable", async () => {
    const { body: book } = await send("GET", "/v1/price-book")
    const version = Number(book["version"])
    const dearer = { ...book, routes: itemsOf(book["routes"]).map((row) => ({ ...row, unitPrice: "95.00" })) }
    expect((await send("POST", "/v1/price-book/check", dearer)).body).toEqual({ problems: [], warnings: [] })
    const imported = await send("PUT", "/v1/price-book", dearer, { "if-match": `"${version}"` })
    expect(imported).toMatchObject({
      status: 200,
      body: { version: version + 1, added: 0, changed: 1, removed: 0 },
    })
    expect(await priceOf()).toBe("95.00")
    expect(await send("PUT", "/v1/price-book", book, { "if-match": `"${version}"` })).toMatchObject({
      status: 412,
    })
    expect((await send("GET", `/v1/price-book?version=${version}`)).body).toEqual(book)
    expect((await send("PUT", "/v1/price-book", book)).status).toBe(200)
    const [newest] = itemsOf((await send("GET", "/v1/price-book/versions?limit=1")).body["items"])
    expect(newest).toMatchObject({ version: version + 2, written: 1 })
    const broken = { ...book, zones: [], routes: [...itemsOf(book["routes"]), ...itemsOf(book["routes"])] }
    const refused = await send("PUT", "/v1/price-book", broken)
    expect(refused).toMatchObject({ status: 422, body: { code: "PriceBookInvalid" } })
    expect(itemsOf(refused.body["problems"]).length).toBe(5)
    expect(await send("PUT", "/v1/price-book", book, asOperator)).toMatchObject({ status: 403 })
  })

  it("F90 a book of some megabytes is imported as it was exported; nobody sends it who may not import", async () => {
    const { body: book } = await send("GET", "/v1/price-book")
    const address = { label: "é".repeat(300), position: [2.35, 48.85], toleranceMetres: 100 }
    const far = { ...route("90.00"), from: { address }, to: { address } }
    const many = Array.from({ length: 900 }, (_, at) => ({ ...far, id: `route-${at}` }))
    const large = { ...book, routes: [...itemsOf(book["routes"]), ...many] }
    expect(new TextEncoder().encode(JSON.stringify(large)).length).toBeGreaterThan(1_048_576)
    expect((await send("POST", "/v1/price-book/check", large)).body["problems"]).toEqual([])
    expect(await send("PUT", "/v1/price-book", large)).toMatchObject({ status: 200, body: { added: 900 } })
    const { body: exported } = await send("GET", "/v1/price-book")
    expect((await send("PUT", "/v1/price-book", exported)).body).toMatchObject({
      added: 0,
      changed: 0,
      removed: 0,
    })
    expect(await send("PUT", "/v1/price-book", large, asOperator)).toMatchObject({
      status: 413,
      body: { code: "PayloadTooLarge", most: 1_048_576 },
    })
    const more = " ".repeat(52_428_801)
    expect(await send("PUT", "/v1/price-book", more)).toMatchObject({
      status: 413,
      body: { most: 52_428_800 },
    })
    expect((await send("PUT", "/v1/price-book", book)).body).toMatchObject({ removed: 900 })
  })

  it("a book in another currency than the operator's, and a holiday that is no day, are refused at their places", async () => {
    const { body: book } = await send("GET", "/v1/price-book")
    const check = async (more: object) =>
      (await send("POST", "/v1/price-book/check", { ...book, ...more })).body
    expect(await check({ currency: "USD" })).toEqual({
      problems: [{ path: ["currency"], issue: "must be the operator's, EUR" }],
      warnings: [],
    })
    expect(await send("PUT", "/v1/price-book", { ...book, currency: "USD" })).toMatchObject({
      status: 422,
      body: { code: "PriceBookInvalid" },
    })
    const settings = { ...(book["settings"] as object), holidays: { FR: ["2027-05-01", "2027-02-30"] } }
    const { errors } = await check({ settings })
    expect(itemsOf(errors).map(({ path }) => path)).toEqual(["settings.holidays.FR.1"])
  })

  it("a row that is one of several kinds is told what is wrong with it as the kind it was meant as", async () => {
    const faultsOf = async (path: string, row: object) =>
      itemsOf((await send("POST", path, row)).body["errors"]).map(
        ({ message, path }) => `${path}: ${message}`,
      )
    const kinds = 'Expected "HOURLY" | "BUCKETS"'
    expect(await faultsOf("/v1/rates", {})).toEqual([`method: ${kinds}`])
    expect(await faultsOf("/v1/rates", { ...hire, method: "DAILY" })).toEqual([`method: ${kinds}`])
    const trips = 'Expected "TRANSFER" | "EXCURSION" | "DISPO"'
    expect(await faultsOf("/v1/packages", { ...hire, tripType: "BUS" })).toEqual([`tripType: ${trips}`])
    expect(await faultsOf("/v1/packages", { ...hire, tripType: "TRANSFER" })).toEqual([
      "from: Missing key",
      "to: Missing key",
      "unitPrice: Missing key",
    ])
    expect(await faultsOf("/v1/routes", route("90.00", { from: { zoneIds: [] } }))).toEqual([
      "from.zoneIds: Expected a value with a length of at least 1",
    ])
    expect(await faultsOf("/v1/routes", route("90.00", { from: {} }))).toEqual([
      "from.zoneIds: Missing key",
      "from.address: Missing key",
    ])
    const night = { kind: "TIME_RULE", name: "Night", when: {}, effect: { percentage: "many" } }
    expect(await faultsOf("/v1/rules", night)).toEqual([
      expect.stringMatching(/^effect\.percentage: must be a decimal string/),
    ])
    expect(await faultsOf("/v1/rules", { ...night, kind: "MOON" })).toEqual([
      expect.stringMatching(/^kind: Expected "TIME_RULE" \| "SEASON"/),
    ])
    const book = { ...(await send("GET", "/v1/price-book")).body, rates: [{ ...hire, method: "DAILY" }] }
    const { errors } = (await send("POST", "/v1/price-book/check", book)).body
    expect(errors).toMatchObject([{ in: "body", path: "rates.0.method" }])
  })

  it("F68 F87 F90 a quote keeps its price and the version it was priced by; priced again it says what changed", async () => {
    const { body: client } = await send("POST", "/v1/clients", {
      type: "PRIVATE",
      name: "Jeanne",
      email: "jeanne@example.org",
    })
    const drafted = await send("POST", "/v1/quotes", { clientId: client["id"], ...transfer })
    expect(drafted).toMatchObject({
      status: 201,
      body: { totals: { net: "90.00" }, pricingMode: "FIXED_GRID" },
    })
    const at = `/v1/quotes/${textOf(drafted.body["id"])}`
    const [line] = itemsOf(drafted.body["lines"])
    await send("PATCH", "/v1/routes/paris-cdg", { unitPrice: "97.00" })
    expect((await send("GET", at)).body["totals"]).toMatchObject({ net: "90.00" })
    const copy = await send("POST", `${at}/duplicate`, {})
    expect(copy).toMatchObject({
      status: 201,
      body: {
        duplicatedFrom: drafted.body["id"],
        totals: { net: "90.00" },
        warnings: [{ code: "DistanceEstimated" }, { code: "PriceChanged", price: "97.00" }],
      },
    })
    const repriced = await send("POST", `${at}/price`, {})
    expect(repriced.body).toMatchObject({
      totals: { net: "97.00" },
      priceBookVersion: Number(drafted.body["priceBookVersion"]) + 1,
    })
    expect(codesOf(repriced.body)).toContain("PriceChanged")
    const byHand = await send("PATCH", `${at}/lines/${textOf(line!["id"])}`, { unitPrice: "80.00" })
    expect(itemsOf(byHand.body["lines"])[0]).toMatchObject({
      unitPrice: "80.00",
      source: "MANUAL",
      computed: { unitPrice: "97.00", source: "GRID" },
    })
    await send("PATCH", "/v1/routes/paris-cdg", { unitPrice: "90.00" })
    const kept = await send("POST", `${at}/price`, {})
    expect(itemsOf(kept.body["lines"])[0]).toMatchObject({ net: "80.00", computed: { net: "90.00" } })
    const hire = { tripType: "DISPO", pricingMode: "DYNAMIC" }
    expect(await send("POST", `${at}/trip-type`, hire)).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["durationMinutes"] },
    })
    const changed = await send("POST", `${at}/trip-type`, { ...hire, trip: { durationMinutes: 240 } })
    expect(changed).toMatchObject({ status: 422, body: { code: "NotPriced", tripType: "DISPO" } })
    expect((await send("GET", at)).body).toEqual(kept.body)
    const offGrid = await send("POST", `${at}/trip-type`, { tripType: "OFF_GRID", unitPrice: "70.00" })
    expect(offGrid).toMatchObject({ status: 200, body: { tripType: "OFF_GRID", totals: { net: "70.00" } } })
    await send("POST", `${at}/send`, {})
    expect(await send("POST", `${at}/price`, {})).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition", action: "price" },
    })
  })

  it("F88 F92 a sent quote is put right by a copy whose sending declines it", async () => {
    const { body: client } = await send("POST", "/v1/clients", {
      type: "PRIVATE",
      name: "Karim",
      email: "karim@example.org",
    })
    const { body: first } = await send("POST", "/v1/quotes", { clientId: client["id"], ...transfer })
    const original = `/v1/quotes/${textOf(first["id"])}`
    await send("POST", `${original}/send`, {})
    const copy = await send("POST", `${original}/duplicate`, { replace: true })
    expect(copy).toMatchObject({ status: 201, body: { replaces: first["id"], status: "DRAFT" } })
    expect(await send("POST", `${original}/duplicate`, { replace: true })).toMatchObject({
      status: 409,
      body: { code: "QuoteReplacedAlready", by: copy.body["id"] },
    })
    expect((await send("GET", original)).body["status"]).toBe("SENT")
    const sent = await send("POST", `/v1/quotes/${textOf(copy.body["id"])}/send`, {})
    expect(sent).toMatchObject({ status: 200, body: { status: "SENT" } })
    expect((await send("GET", original)).body).toMatchObject({
      status: "DECLINED",
      replacedBy: copy.body["id"],
    })
    const next = await send("POST", `/v1/quotes/${textOf(copy.body["id"])}/duplicate`, { replace: true })
    await send("POST", `/v1/quotes/${textOf(copy.body["id"])}/accept`, {})
    expect(await send("POST", `/v1/quotes/${textOf(next.body["id"])}/send`, {})).toMatchObject({
      status: 409,
      body: { code: "ReplacedQuoteAccepted", replaces: copy.body["id"] },
    })
  })

  it("F86 says which trip type a situation calls for", async () => {
    const { items } = (await send("GET", "/v1/trip-types", undefined, asOperator)).body as { items: Body }
    expect(itemsOf(items).map((item) => item["tripType"])).toEqual([
      "TRANSFER",
      "EXCURSION",
      "DISPO",
      "OFF_GRID",
    ])
  })
})

const codesOf = (quote: Body) => itemsOf(quote["warnings"]).map((warning) => warning["code"])
