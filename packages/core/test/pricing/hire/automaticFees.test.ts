import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"
import { agencies, type BookJson, client, compiled, type Row, tried } from "../whole/books.ts"

const book = Schema.encodeSync(PriceBook)(emptyBook("EUR")) as unknown as BookJson // its JSON
const late = {
  id: "late",
  code: "LATE",
  name: "Late booking",
  unitPrice: "15.00",
  automatic: { bookedLessThanMinutesBefore: 200_000 },
}
const hired = { name: "row", tripType: "DISPO", vehicleCategory: null }
const rate = (more: Row = {}): Row => ({ id: "rate", ...hired, method: "HOURLY", perHour: "60.00", ...more })
const half = (more: Row = {}): Row => ({
  id: "half",
  ...hired,
  includedMinutes: 240,
  unitPrice: "300.00",
  extraPerHour: "50.00",
  ...more,
})
const asker = {
  mode: "DYNAMIC",
  fallback: "NONE",
  clientId: undefined,
  clientType: "PRIVATE",
  agencyInvoiced: undefined,
  agencyBooked: undefined,
} as const
const codes = (
  rows: Partial<BookJson>,
  who: Partial<Record<keyof typeof asker, unknown>> = {},
  tripType = "DISPO",
) => {
  const trip = {
    tripType: tripType as "DISPO",
    pickupAt: "2026-05-07T12:00:00+02:00",
    durationMinutes: 240,
    passengers: 2,
    distanceKm: "0",
    vehicleCategory: "BERLINE",
    pickup: { label: "here" },
  }
  const priced = tried(compiled({ ...book, fees: [late], ...rows }), trip, {
    ...asker,
    ...who,
  } as typeof asker) // of some asker
  return Result.getOrThrow(priced).lines.map(({ code, source }) => code ?? source)
}
const onGrid = { mode: "FIXED_GRID" }

describe("fees that apply by themselves", () => {
  it("come on top of hours and buckets, whosever rate it is: it is a tariff's price", () => {
    const buckets = {
      method: "BUCKETS",
      between: "ROUND_UP",
      buckets: [{ minutes: 240, price: "1.00" }],
      perHourBeyond: "1.00",
    }
    for (const how of [{}, { ...buckets, perHour: undefined }]) {
      const row = JSON.parse(JSON.stringify(rate(how))) as Row // without what is undefined
      expect(codes({ rates: [row] })).toEqual(["TARIFF", "LATE"])
      expect(codes({ rates: [{ ...row, agencyId: agencies[0] }] }, { agencyInvoiced: agencies[0] })).toEqual([
        "AGENCY_GRID",
        "LATE",
      ])
      expect(codes({ rates: [{ ...row, clientId: client }] }, { clientId: client })).toEqual([
        "CLIENT_PACKAGE",
        "LATE",
      ])
    }
  })

  it("do not on top of a package, unless it says so", () => {
    expect(codes({ packages: [half()] }, onGrid)).toEqual(["GRID"])
    expect(codes({ packages: [half({ automaticFees: false })] }, onGrid)).toEqual(["GRID"])
    expect(codes({ packages: [half({ automaticFees: true })] }, onGrid)).toEqual(["GRID", "LATE"])
    const excursion = half({ automaticFees: true, tripType: "EXCURSION" })
    expect(codes({ packages: [excursion] }, onGrid, "EXCURSION")).toEqual(["GRID", "GRID", "LATE"])
    const agreed = half({ automaticFees: true, clientId: client })
    expect(codes({ packages: [agreed] }, { ...onGrid, clientId: client })).toEqual(["CLIENT_PACKAGE", "LATE"])
  })

  const decode = Schema.decodeUnknownSync(PriceBook)
  const warnings = (rows: object) =>
    validateBook(decode({ ...book, fees: [late], ...rows })).warnings.map(
      ({ issue, path }) => `${path.join(".")} ${issue}`,
    )

  it("make a longer hire cheaper where only one of two that compete takes them: a warning", () => {
    const two = (more: Row) => [half(), half({ id: "day", includedMinutes: 480, ...more })]
    const among = "fees.0.automatic is added to one package and not to another that takes its place"
    expect(warnings({ packages: two({ automaticFees: true }) })).toEqual([among])
    expect(warnings({ packages: two({}) })).toEqual([])
    expect(warnings({ packages: two({ automaticFees: true, tripType: "EXCURSION" }) })).toEqual([])
    expect(warnings({ packages: two({ automaticFees: true }), fees: [] })).toEqual([])
    const excursion = { tripType: "EXCURSION" }
    const hours =
      "fees.0.automatic is added to the hours of an excursion and not to a package that takes their place"
    expect(warnings({ packages: [half(excursion)], rates: [rate(excursion)] })).toEqual([hours])
    expect(
      warnings({ packages: [half({ ...excursion, automaticFees: true })], rates: [rate(excursion)] }),
    ).toEqual([])
  })
})
