/** Books nobody would write and trips nobody would take: a price is exact or refused, and never takes long. */
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { settled, totalsOf } from "../../../src/pricing/totals/totalsOf.ts"
import * as Exact from "../../../src/shared/Exact.ts"
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
const asker = {
  mode: "DYNAMIC",
  fallback: "NONE",
  clientId: undefined,
  clientType: "PRIVATE",
  agencyInvoiced: undefined,
  agencyBooked: undefined,
} as const
const priced = (changes: Partial<BookJson>, asked: TripJson) =>
  tried(compiled({ ...book, ...changes }), asked, asker)

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
