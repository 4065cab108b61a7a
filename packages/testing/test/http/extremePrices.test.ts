/** Prices no line can say, over HTTP: refused with a code, never a failure of ours. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, type Runtime, textOf } from "./hosts.ts"
import { jeanne } from "./samples.ts"

const kilometres = (perKm: string) => ({
  kind: "DISTANCE_TIERS",
  id: "km",
  name: "Kilometres",
  mode: "INCREMENTAL",
  tiers: [{ upToKm: null, perKm }],
})
const season = (n: number) => ({
  kind: "SEASON",
  id: `season-${n}`,
  name: "Season",
  from: "2031-07-01",
  to: "2031-07-31",
  factor: "100",
})
const asked = (distanceKm: string, more: object = {}) => ({
  tripType: "TRANSFER",
  pricingMode: "DYNAMIC",
  trip: {
    pickupAt: "2031-06-03T14:00:00+02:00",
    passengers: 2,
    vehicleCategory: "BERLINE",
    pickup: { label: "here" },
    dropOff: { label: "there" },
    distanceKm,
    durationMinutes: 60,
    ...more,
  },
})

describe.each(hosts)("Extreme prices over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(async () => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
    await send("POST", "/v1/tariffs", {
      id: "any",
      name: "Any",
      vehicleCategory: null,
      rules: [kilometres("500.00")],
    })
    for (let n = 0; n < 12; n++) await send("POST", "/v1/rules", season(n))
  })
  afterAll(() => runtime.dispose())
  const preview = (body: object) => send("POST", "/v1/pricing/preview", body)
  const tooHigh = { status: 422, body: { code: "PriceTooHigh", tripType: "TRANSFER", most: "999999.9999" } }

  it("are refused where a unit price would be a million or more, in a preview and in a quote", async () => {
    expect((await preview(asked("1800"))).status).toBe(200)
    expect(await preview(asked("2000"))).toMatchObject(tooHigh)
    const client = await send("POST", "/v1/clients", jeanne)
    expect(
      await send("POST", "/v1/quotes", { clientId: textOf(client.body["id"]), ...asked("2000") }),
    ).toMatchObject(tooHigh)
  })

  it("are refused with their VAT, whatever the basis: 950,000 and 10 %", async () => {
    for (const priceBasis of ["EXCL_VAT", "INCL_VAT"])
      expect(await preview({ ...asked("1900"), priceBasis })).toMatchObject(tooHigh)
    const [line] = itemsOf((await preview({ ...asked("1800"), priceBasis: "INCL_VAT" })).body["lines"])
    expect(line).toMatchObject({ unitPrice: "990000.00", gross: "990000.00" })
  })

  it("are refused where factors multiply beyond all numbers", async () => {
    expect(await preview(asked("100", { pickupAt: "2031-07-03T14:00:00+02:00" }))).toMatchObject(tooHigh)
  })
})
