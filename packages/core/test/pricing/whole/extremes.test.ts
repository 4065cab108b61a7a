/** Books nobody would write and trips nobody would take: a price is exact or refused, and never takes long. */
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { settled, totalsOf } from "../../../src/pricing/totals/totalsOf.ts"
import { withinReach } from "../../../src/pricing/withinReach.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { VatRate } from "../../../src/shared/VatRate.ts"
import { lineId } from "../../samples.ts"
import { type BookJson, compiled, type Row, tried, type TripJson } from "./books.ts"

const book: BookJson = {
  settings: {
    zoneStrategy: "SPECIFICITY",
    zoneFactors: "MAX",
    fallback: "NONE",
    incrementMinutes: 15,
    corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
    vat: [],
    holidays: {},
  },
  zones: [],
  routes: [],
  packages: [],
  rates: [],
  tariffs: [],
  rules: [],
  fees: [],
}
const tariff = (perKm: string): Row => ({
  id: "tariff",
  name: "tariff",
  vehicleCategory: null,
  rules: [
    { kind: "DISTANCE_TIERS", id: "km", name: "km", mode: "INCREMENTAL", tiers: [{ upToKm: null, perKm }] },
  ],
})
const seasons = (count: number, factor: string, more: Row = {}): ReadonlyArray<Row> =>
  Array.from({ length: count }, (_, n) => ({
    kind: "SEASON",
    id: `season-${n}`,
    name: `season ${n}`,
    from: "2026-01-01",
    to: "2026-12-31",
    factor,
    ...more,
  }))
const trip = (more: Partial<TripJson> & Row = {}): TripJson => ({
  tripType: "TRANSFER",
  pickupAt: "2026-05-07T12:00:00+02:00",
  durationMinutes: 60,
  passengers: 2,
  distanceKm: "40.001",
  vehicleCategory: "BERLINE",
  pickup: { label: "here" },
  dropOff: { label: "there" },
  ...more,
})
/** In Paris, and at an airport. */
const zoned = {
  pickup: { label: "Louvre", postalCode: "75001" },
  dropOff: { label: "Roissy", postalCode: "95700" },
}
const zone = (id: string, ...codes: ReadonlyArray<string>): Row => ({
  id,
  name: id,
  shape: { type: "POSTAL_CODES", codes },
})
const asker = {
  mode: "DYNAMIC",
  fallback: "NONE",
  clientId: undefined,
  clientType: "PRIVATE",
  agencyInvoiced: undefined,
  agencyBooked: undefined,
} as const
const priced = (changes: Partial<BookJson>, asked: TripJson, mode: "DYNAMIC" | "FIXED_GRID" = "DYNAMIC") =>
  tried(compiled({ ...book, ...changes }), asked, { ...asker, mode })

describe("a price of more factors than a hand can multiply", () => {
  it("is paid incl. VAT in full: parts with eighty decimals are read back with all of them", () => {
    const { lines } = Result.getOrThrow(
      priced({ tariffs: [tariff("2.0001")], rules: seasons(20, "1.0101") }, trip()),
    )
    const stored = settled(
      lines.map((line, n) => ({ ...line, id: lineId(n) })),
      "INCL_VAT",
      "EUR",
    )
    // 40.001 km × 2.0001 × 1.0101^20 × 1.10
    const factors = Array.from({ length: 20 }, () => Exact.of(10_101, 10_000))
    const exact = [Exact.of(20_001, 10_000), Exact.of(11, 10), ...factors].reduce(
      Exact.multiply,
      Exact.of(40_001, 1_000),
    )
    const { explanation } = stored[0]! // a price has a line
    expect(totalsOf(stored, "INCL_VAT").payable, `${JSON.stringify(explanation?.parts)}`).toBe(
      Exact.toMoney(exact, "EUR"),
    )
  })
})

describe("a price that no line can say", () => {
  const tooHigh = { _tag: "PriceTooHigh", most: "999999.9999" }
  const failure = (changes: Partial<BookJson>, asked: TripJson) => {
    const found = priced(changes, asked)
    return Result.isFailure(found) ? found.failure : found.success.lines.map(({ net }) => net)
  }
  const hourly = (perHour: string, more: Row = {}): Row => ({
    id: "rate",
    name: "rate",
    tripType: "DISPO",
    vehicleCategory: null,
    method: "HOURLY",
    perHour,
    ...more,
  })
  const hire = { tripType: "DISPO", distanceKm: "0" } as const

  it("is refused as one: a unit price above a million less a ten-thousandth", () => {
    const far = trip({ distanceKm: "2000" })
    expect(failure({ tariffs: [tariff("499.99")] }, far)).toEqual([99_998_000])
    expect(failure({ tariffs: [tariff("500.01")] }, far)).toMatchObject({
      ...tooHigh,
      tripType: "TRANSFER",
      pricingMode: "DYNAMIC",
    })
    expect(failure({ tariffs: [tariff("999999.9999")] }, trip({ distanceKm: "99999.999" }))).toMatchObject(
      tooHigh,
    )
  })

  it("is refused where more factors multiply than a number holds, of a tariff, an hour and a kilometre", () => {
    for (const count of [3, 9, 50]) {
      expect(failure({ tariffs: [tariff("2.00")], rules: seasons(count, "100") }, trip())).toMatchObject(
        tooHigh,
      )
      const rules = seasons(count, "100", { scope: { tripTypes: ["DISPO"] } })
      expect(failure({ rates: [hourly("60.00")], rules }, trip(hire))).toMatchObject({
        ...tooHigh,
        tripType: "DISPO",
      })
    }
  })

  it("is none of what costs much because it is much: sixty days by the hour, a hundred thousand seats", () => {
    expect(failure({ rates: [hourly("999.99")] }, trip({ ...hire, durationMinutes: 86_400 }))).toEqual([
      143_998_560,
    ])
    const fees = [{ id: "seat", code: "SEAT", name: "Seat", unitPrice: "999999.9999" }]
    const asked = trip({ fees: [{ code: "SEAT", quantity: "99999" }] })
    expect(failure({ tariffs: [tariff("1.00")], fees }, asked)).toEqual([4_000, 9_999_899_999_000])
  })

  it("is refused with its VAT, where that is known: 909,090.91 and 10 %", () => {
    const asked = { tripType: "TRANSFER", currency: "EUR", mode: "DYNAMIC" } as const
    const found = (price: number) =>
      withinReach(
        () =>
          Result.succeed({
            lines: [{ unitPrice: UnitPrice.make(price), vat: { rate: VatRate.make(1000) } }],
          }),
        asked,
        asked,
      )
    expect(found(9_090_909_090)._tag).toBe("Success")
    expect(found(9_090_909_091)).toMatchObject({ failure: { ...tooHigh, pricingMode: "DYNAMIC" } })
    expect(found(-9_090_909_091)).toMatchObject({ failure: tooHigh })
  })

  it("is no other failure: what is wrong with a host's own trip type stays what it is", () => {
    const asked = { tripType: "TRANSFER", currency: "EUR", mode: "DYNAMIC" } as const
    const wrong = () => {
      throw new RangeError("of the host")
    }
    expect(() => withinReach(wrong, asked, asked)).toThrow("of the host")
  })

  it("is refused in both halves where it is cut at a border", () => {
    const rates = [hourly("999.99")]
    const abroad = { ...hire, durationMinutes: 86_400, distanceKm: "100", foreignKm: "90" }
    expect(failure({ rates }, trip(abroad))).toMatchObject(tooHigh)
    expect(failure({ rates }, trip({ ...abroad, foreignKm: "50" }))).toEqual([71_999_280, 71_999_280])
  })
})

describe("a grid in which one zone stands in thousands of different sets of zones", () => {
  const many = 4_000
  const others = Array.from({ length: many }, (_, n) => `other-${n}`)
  const routes = others.map((other, n) => ({
    id: `route-${n}`,
    name: `route ${n}`,
    from: { zoneIds: ["paris", other] },
    to: { zoneIds: ["roissy", others[(n * 7 + 1) % many]!] }, // one of them
    vehicleCategory: null,
    unitPrice: (100 + n / 100).toFixed(2),
    validFrom: n === 1_234 ? "2026-01-02" : "2026-01-01",
  }))
  const zones = [zone("paris", "75"), zone("roissy", "957"), ...others.map((id) => zone(id, "1"))]

  it("is looked up row by row, not pair by pair, both ways", () => {
    const there = Result.getOrThrow(priced({ zones, routes }, trip(zoned), "FIXED_GRID"))
    const { dropOff: pickup, pickup: dropOff } = zoned
    const back = Result.getOrThrow(priced({ zones, routes }, trip({ pickup, dropOff }), "FIXED_GRID"))
    for (const { lines } of [there, back]) {
      expect(lines[0]).toMatchObject({ net: 11_234, explanation: { parts: [{ id: "route-1234" }, {}] } })
      expect(lines[0]!.explanation?.rejected).toHaveLength(many - 1) // a price has a line
    }
  }, 30_000) // pair by pair it takes minutes
})
