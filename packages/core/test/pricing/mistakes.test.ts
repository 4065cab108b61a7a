/**
 * Mistakes others made, each pinned by the book that would show it.
 *
 * Those that are not about one price are pinned where they could be made, by the same names: over HTTP in
 * `packages/testing/test/http/mistakes`, those of numbers in `packages/testing/test/postgres-storage/numbers`.
 */
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Money from "../../src/shared/Money.ts"
import { type BookJson, compiled, type Row, tried, type TripJson } from "./whole/books.ts"

const settings: Row = {
  zoneStrategy: "SPECIFICITY",
  zoneFactors: "MAX",
  fallback: "NONE",
  incrementMinutes: 15,
  corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
  vat: [],
  holidays: {},
}
const zones: ReadonlyArray<Row> = [
  { id: "paris", name: "Paris", shape: { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 } },
  { id: "cdg", name: "CDG", shape: { type: "RADIUS", centre: [2.5479, 49.0097], radiusKm: 5 } },
]
const tariff = (vehicleCategory: string | null, perKm: string, more: ReadonlyArray<Row> = []): Row => ({
  id: `tariff-${vehicleCategory ?? "any"}`,
  name: "tariff",
  vehicleCategory,
  rules: [
    { kind: "DISTANCE_TIERS", id: "km", name: "km", mode: "INCREMENTAL", tiers: [{ upToKm: null, perKm }] },
    ...more,
  ],
})
const night: Row = {
  kind: "TIME_RULE",
  id: "night",
  name: "Night",
  when: { time: { from: "21:00", to: "07:00" } },
  effect: { percentage: "0.20" },
}
const route = (id: string, unitPrice: string, more: Row = {}): Row => ({
  id,
  name: id,
  from: { zoneIds: ["paris"] },
  to: { zoneIds: ["cdg"] },
  vehicleCategory: null,
  unitPrice,
  ...more,
})
const empty: BookJson = {
  settings,
  zones,
  routes: [],
  packages: [],
  rates: [],
  tariffs: [tariff(null, "2.00")],
  rules: [],
  fees: [],
}
const trip = (pickupAt: string, more: Partial<TripJson> & Row = {}): TripJson => ({
  tripType: "TRANSFER",
  pickupAt,
  durationMinutes: 60,
  passengers: 2,
  distanceKm: "40",
  vehicleCategory: "BERLINE",
  pickup: { label: "Louvre", latitude: 48.8606, longitude: 2.3376 },
  dropOff: { label: "CDG", latitude: 49.0142, longitude: 2.5419 },
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

const price = (book: Partial<BookJson>, asked: TripJson, mode: "DYNAMIC" | "FIXED_GRID" = "DYNAMIC") => {
  const priced = tried(compiled({ ...empty, ...book }), asked, { ...asker, mode })
  return Result.isSuccess(priced)
    ? priced.success.lines.map(({ net }) => Money.format(net, "EUR")).join(" ")
    : priced.failure._tag
}

const noon = "2026-05-07T12:00:00+02:00"
const midnight = "2026-05-07T23:30:00+02:00"

describe("mistakes others made", () => {
  it("a contract price that gets surcharged at night", () => {
    const book = { routes: [route("agreed", "90.00")], rules: [night] }
    expect([price(book, trip(noon), "FIXED_GRID"), price(book, trip(midnight), "FIXED_GRID")]).toEqual([
      "90.00",
      "90.00",
    ])
    expect(price(book, trip(midnight))).toBe("96.00") // the tariff's price is: 80 × 1.20
  })

  it("local time read from the server's zone", () => {
    const usual = process.env["TZ"]
    try {
      for (const zone of ["Pacific/Honolulu", "UTC", "Asia/Tokyo"]) {
        process.env["TZ"] = zone
        expect([price({ rules: [night] }, trip(noon)), price({ rules: [night] }, trip(midnight))]).toEqual([
          "80.00",
          "96.00",
        ])
      }
    } finally {
      if (usual === undefined) delete process.env["TZ"]
      else process.env["TZ"] = usual
    }
  })

  it("season bounds as UTC instants", () => {
    const summer = {
      kind: "SEASON",
      id: "s",
      name: "Summer",
      from: "2026-07-01",
      to: "2026-08-31",
      factor: "1.50",
    }
    const at = (time: string) => price({ rules: [summer] }, trip(time))
    // Midnight in Paris is 22:00 UTC of the day before.
    expect(
      ["2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z", "2026-08-31T21:59:59Z", "2026-08-31T22:00:00Z"].map(
        at,
      ),
    ).toEqual(["80.00", "120.00", "120.00", "80.00"])
  })

  it("night minutes by wall-clock arithmetic on a DST night", () => {
    const rules = [{ ...night, prorate: true }]
    // From 00:00 to 08:00 by the hands: seven hours in March, six of them night; nine in October, eight of them night.
    const spring = trip("2026-03-29T00:00:00+01:00", { durationMinutes: 420 })
    const autumn = trip("2026-10-25T00:00:00+02:00", { durationMinutes: 540 })
    expect([price({ rules }, spring), price({ rules }, autumn)]).toEqual(["93.71", "94.22"])
  })

  it("a category's rule applied to all categories", () => {
    const van = { ...night, when: { vehicleCategories: ["VAN"] } }
    expect([
      price({ rules: [van] }, trip(noon)),
      price({ rules: [van] }, trip(noon, { vehicleCategory: "VAN" })),
    ]).toEqual(["80.00", "96.00"])
  })

  it("a category priced twice: by its own tariff and by the one for any", () => {
    const tariffs = [tariff("BERLINE", "3.00"), tariff(null, "2.00")]
    expect([
      price({ tariffs }, trip(noon)),
      price({ tariffs }, trip(noon, { vehicleCategory: "VAN" })),
    ]).toEqual(["120.00", "80.00"])
  })

  it("a package found, then overwritten by the hourly price", () => {
    const packages = [
      {
        id: "half-day",
        name: "Half day",
        tripType: "DISPO",
        vehicleCategory: null,
        includedMinutes: 300,
        unitPrice: "320.00",
      },
    ]
    const rates = [
      {
        id: "hour",
        name: "Hour",
        tripType: "DISPO",
        method: "HOURLY",
        vehicleCategory: null,
        perHour: "90.00",
      },
    ]
    const hire = trip(noon, { tripType: "DISPO", durationMinutes: 300, distanceKm: "0" })
    expect(price({ packages, rates }, hire, "FIXED_GRID")).toBe("320.00")
  })

  it("rounding at every step", () => {
    const step = (id: string, percentage: string): Row => ({ ...night, id, effect: { percentage } })
    const tariffs = [{ ...tariff(null, "0.00"), baseFee: "76.37" }]
    // 76.37 × 1.20 × 1.10 × 1.15 = 115.92966; rounded each time it would be 115.92.
    expect(
      price({ tariffs, rules: [step("a", "0.20"), step("b", "0.10"), step("c", "0.15")] }, trip(midnight)),
    ).toBe("115.93")
  })

  it("the order of an array deciding a price", () => {
    const routes = [
      route("b", "91.00"),
      route("a", "90.00"),
      route("later", "95.00", { validFrom: "2026-01-01" }),
      route("own", "99.00", { vehicleCategory: "BERLINE" }),
    ]
    const prices = (rows: ReadonlyArray<Row>) =>
      ["own", "later", "a", "b"].map((_, gone) => {
        const left = rows.filter(({ id }) => !["own", "later", "a"].slice(0, gone).includes(String(id)))
        return price({ routes: left }, trip(noon), "FIXED_GRID")
      })
    expect(prices(routes)).toEqual(["99.00", "95.00", "90.00", "91.00"])
    expect(prices([...routes].reverse())).toEqual(["99.00", "95.00", "90.00", "91.00"])
  })

  it("less time costing more below the first bucket", () => {
    const rates = ["ROUND_UP", "ROUND_DOWN", "PROPORTIONAL"].map((between) => ({
      id: "buckets",
      name: "Buckets",
      tripType: "DISPO",
      method: "BUCKETS",
      vehicleCategory: null,
      between,
      buckets: [
        { minutes: 240, price: "260.00" },
        { minutes: 300, price: "320.00" },
      ],
      perHourBeyond: "90.00",
    }))
    for (const rate of rates)
      expect(
        [60, 239, 240].map((durationMinutes) =>
          price({ rates: [rate] }, trip(noon, { tripType: "DISPO", durationMinutes, distanceKm: "0" })),
        ),
      ).toEqual(["260.00", "260.00", "260.00"])
  })

  it("off-grid given a computed price", () => {
    for (const mode of ["DYNAMIC", "FIXED_GRID"] as const)
      expect(price({ routes: [route("agreed", "90.00")] }, trip(noon, { tripType: "OFF_GRID" }), mode)).toBe(
        "ModeNotAllowed",
      )
  })

  it("fees recognised by comparing descriptions", () => {
    const fees = [
      { id: "one", code: "SEAT", name: "Night", unitPrice: "10.00" },
      { id: "two", code: "NIGHT", name: "Seat", unitPrice: "25.00" },
    ]
    expect(price({ fees }, trip(noon, { fees: [{ code: "SEAT" }] }))).toBe("80.00 10.00")
    expect(price({ fees }, trip(noon, { fees: [{ code: "Night" }] }))).toBe("FeeUnknown")
  })
})
