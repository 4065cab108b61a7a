/** What trips come to and whom quotes name, from outside: features that span several resources. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { jeanne, offGrid, transport } from "./samples.ts"

const zone = (id: string, centre: readonly [number, number]) => ({
  id,
  name: id,
  shape: { type: "RADIUS", centre, radiusKm: 7 },
})
const louvre = { label: "Louvre", latitude: 48.8606, longitude: 2.3376 }
const airport = { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 }
const ride = {
  pickupAt: "2031-06-03T23:00:00+02:00",
  passengers: 2,
  vehicleCategory: "BERLINE",
  pickup: louvre,
  dropOff: airport,
  distanceKm: "30",
  durationMinutes: 45,
}
const tariff = (perKm: string) => ({
  id: "berline",
  name: "Berline",
  vehicleCategory: "BERLINE",
  rules: [
    { kind: "DISTANCE_TIERS", id: "km", name: "km", mode: "INCREMENTAL", tiers: [{ upToKm: null, perKm }] },
  ],
})

describe.each(hosts)("behind $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  let clientId = ""
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    clientId = textOf((await send("POST", "/v1/clients", jeanne)).body["id"])
  })
  afterAll(() => runtime.dispose())

  it("F71 an agreed price stays when the tariff and its rules change; the price by tariff does not", async () => {
    await send("POST", "/v1/zones", zone("PARIS", [2.3522, 48.8566]))
    await send("POST", "/v1/zones", zone("CDG", [2.5479, 49.0097]))
    await send("POST", "/v1/routes", {
      name: "Paris – CDG",
      from: { zoneIds: ["PARIS"] },
      to: { zoneIds: ["CDG"] },
      vehicleCategory: "BERLINE",
      unitPrice: "90.00",
    })
    expect(await send("POST", "/v1/tariffs", tariff("2.00"))).toMatchObject({ status: 201 })
    const priced = async (pricingMode: string) => {
      const body = { tripType: "TRANSFER", pricingMode, trip: ride }
      return (await send("POST", "/v1/pricing/preview", body)).body["totals"]!["net"]
    }
    expect([await priced("FIXED_GRID"), await priced("DYNAMIC")]).toEqual(["90.00", "60.00"])
    expect(await send("PUT", "/v1/tariffs/berline", tariff("3.00"))).toMatchObject({ status: 200 })
    const night = {
      kind: "TIME_RULE",
      id: "night",
      name: "Night",
      when: { time: { from: "21:00", to: "07:00" } },
      effect: { percentage: "0.50" },
    }
    expect(await send("POST", "/v1/rules", night)).toMatchObject({ status: 201 })
    expect([await priced("FIXED_GRID"), await priced("DYNAMIC")]).toEqual(["90.00", "135.00"])
  })

  it("F75 F77 an excursion ends where it began, with its way back and its stops, as text, in one line and one mission", async () => {
    const stops = "Reims (cathedral, 2 h), then Épernay\nback along the Marne if there is time"
    const trip = {
      pickupAt: "2031-06-10T08:00:00+02:00",
      durationMinutes: 600,
      passengers: 4,
      pickup: louvre,
      stops,
    }
    const line = { ...transport("2031-06-10T08:00:00+02:00"), description: "Champagne", trip }
    const body = { clientId, tripType: "EXCURSION", pricingMode: "MANUAL", lines: [line] }
    const quote = (await send("POST", "/v1/quotes", body)).body
    expect(itemsOf(quote["lines"])).toMatchObject([
      { kind: "TRANSPORT", trip: { tripType: "EXCURSION", stops } },
    ])
    await send("POST", `/v1/quotes/${textOf(quote["id"])}/send`)
    const accepted = await send("POST", `/v1/quotes/${textOf(quote["id"])}/accept`)
    const order = (await send("GET", `/v1/orders/${textOf(accepted.body["order"]!["id"])}`)).body
    expect(itemsOf(order["missions"])).toMatchObject([
      {
        tripType: "EXCURSION",
        pickup: { label: "Louvre" },
        stops,
        pickupAt: "2031-06-10T06:00:00.000Z",
        estimatedEndAt: "2031-06-10T16:00:00.000Z",
      },
    ])
    expect(itemsOf(order["missions"])[0]).not.toHaveProperty("dropOff")
  })

  it("F38 a contact is named on the quotes of several clients, each time as what it is to them", async () => {
    const card = { lastName: "Zoé", email: "zoe@example.org" }
    const contactId = textOf((await send("POST", "/v1/contacts", card)).body["id"])
    const company = { type: "BUSINESS", name: "Lumière SA", email: "sa@example.org" }
    const companyId = textOf((await send("POST", "/v1/clients", company)).body["id"])
    const named = async (id: string, role: string) =>
      (await send("POST", "/v1/quotes", { ...offGrid(id), contacts: [{ contactId, role }] })).body
    const quotes = [await named(clientId, "PASSENGER"), await named(companyId, "BOOKER")]
    expect(quotes.map(({ contacts }) => contacts)).toEqual([
      [{ contactId, role: "PASSENGER" }],
      [{ contactId, role: "BOOKER" }],
    ])
    const refused = await send("DELETE", `/v1/contacts/${contactId}`)
    expect(refused).toMatchObject({ status: 409, body: { code: "ContactInUse" } })
    expect(itemsOf(refused.body["usedBy"]).map(({ id }) => id)).toEqual(
      quotes.map(({ id }) => textOf(id)).toSorted(),
    )
  })

  it("F40 a quote is followed up with its contacts: sent again when another is named, and the one it names written to about it", async () => {
    const made = async (name: string) => {
      const card = { lastName: name, email: `${name.toLowerCase()}@example.org` }
      return textOf((await send("POST", "/v1/contacts", card)).body["id"])
    }
    const [zoe, max] = [await made("Zoe"), await made("Max")]
    const contacts = (contactId: string) => [{ contactId, role: "BOOKER" }]
    const quote = (await send("POST", "/v1/quotes", { ...offGrid(clientId), contacts: contacts(zoe) })).body
    const at = `/v1/quotes/${textOf(quote["id"])}`
    expect(await send("POST", `${at}/send`)).toMatchObject({ status: 200 })
    expect(await send("PATCH", at, { contacts: contacts(max) })).toMatchObject({ status: 200 })
    expect(await send("POST", `${at}/resend`)).toMatchObject({ status: 200 })
    const mail = { subject: "Your trip", text: "Shall we?", quoteId: textOf(quote["id"]), contactId: max }
    expect(await send("POST", `/v1/clients/${clientId}/communications`, mail)).toMatchObject({ status: 201 })
    const log = itemsOf((await send("GET", `/v1/clients/${clientId}/communications?sort=at`)).body["items"])
    expect(log.filter(({ quoteId }) => textOf(quoteId) === mail.quoteId)).toMatchObject([
      { kind: "QUOTE", status: "QUEUED" },
      { kind: "QUOTE", status: "QUEUED" },
      { kind: "MANUAL", contactId: max, to: "max@example.org", subject: "Your trip" },
    ])
  })

  it("F11 a row of the list leads to the client's page", async () => {
    const [row] = itemsOf((await send("GET", "/v1/clients?q=moreau")).body["items"])
    const page = await send("GET", `/v1/clients/${textOf(row!["id"])}`)
    expect(page).toMatchObject({
      status: 200,
      body: { id: clientId, name: "Jeanne Moreau", type: "PRIVATE", email: "jeanne@example.org" },
    })
    expect(page.headers.get("etag")).toBe(`"${String(page.body["version"])}"`)
  })
})
