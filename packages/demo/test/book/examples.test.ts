/**
 * The worked examples of DEMO-2026, each by its number, priced by the book as data through the whole engine; a failure
 * prints the arithmetic.
 *
 * Examples of one pure function stand beside it in `packages/core/test`: zones 1.2 in `pricing/zones/demoZones`, S5 in
 * `pricing/totals/discount`, S18 and S20 in `pricing/tariff/examples`, S22–S26 in `pricing/waiting`, S27–S36 in
 * `pricing/corrections`, S41–S44 in `pricing/totals/inclVat`, S48–S53 in `orders/bookCancellationPolicy`, S56 in
 * `pricing/clock/LocalClock`, S59 and S62 in `orders/Acceptance`, S61 in the conformance cases of `packages/testing`.
 */
import { compileBook, isByHand, LineId, NewLine, type PriceBook, QuoteCommands } from "@caleche/core"
import { DateTime, Effect, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import {
  arithmetic,
  type Asked,
  at,
  bucketBook,
  columns,
  data,
  dynamic,
  exemptBook,
  hire,
  hotelEtoile,
  lumiere,
  nets,
  priced,
  transfer,
  tried,
} from "./priced.ts"

const settings = (changes: Partial<PriceBook["settings"]>) =>
  compileBook({ ...data, settings: { ...data.settings, ...changes } }, "Europe/Paris")
const pickup = (local: string) => ({ pickupAt: DateTime.formatIso(at(local)) })

describe("DEMO-2026, 3.1 and 3.4: HT, VAT and TTC", () => {
  it.each<[string, Asked, ReadonlyArray<string>, string]>([
    ["S1 75008 → CDG", transfer("LOUVRE", "CDG", "BERLINE"), ["90.00"], "90.00 9.00 99.00"],
    [
      "S2 agency Lumière at 03:00",
      {
        ...transfer("LOUVRE", "CDG", "VAN", pickup("2026-05-07T03:00:00")),
        party: { agencyInvoiced: lumiere },
      },
      ["108.00"],
      "108.00 10.80 118.80",
    ],
    [
      "S4 two baby seats and a meet & greet",
      transfer("LOUVRE", "CDG", "VAN", {
        fees: [{ code: "BABY_SEAT", quantity: "2" }, { code: "MEET_AND_GREET" }],
      }),
      ["120.00", "20.00", "15.00"],
      "155.00 15.50 170.50",
    ],
    ["S6 one-way row", transfer("DIS", "PAR", "BERLINE"), ["99.00"], "99.00 9.90 108.90"],
    ["S6 the other way", transfer("PAR", "DIS", "BERLINE"), ["105.00"], "105.00 10.50 115.50"],
    [
      "S8 package of Hôtel Étoile on its last day",
      {
        ...transfer("ETOILE", "CDG", "BERLINE", pickup("2026-12-31T20:00:00")),
        party: { clientId: hotelEtoile },
      },
      ["84.00"],
      "84.00 8.40 92.40",
    ],
    [
      "S8 the day after",
      {
        ...transfer("ETOILE", "CDG", "BERLINE", pickup("2027-01-01T00:00:00")),
        party: { clientId: hotelEtoile },
      },
      ["90.00"],
      "90.00 9.00 99.00",
    ],
    ["S10 any category", transfer("LOUVRE", "DEF", "VAN"), ["60.00"], "60.00 6.00 66.00"],
    [
      "2.2 an agency's row for any category beats the operator's own",
      { ...transfer("LOUVRE", "PAR", "BERLINE"), party: { agencyBooked: lumiere } },
      ["55.00"],
      "55.00 5.50 60.50",
    ],
    [
      "2.2 an inactive row of an agency does not exist",
      { ...transfer("LOUVRE", "ORY", "VAN"), party: { agencyBooked: lumiere } },
      ["105.00"],
      "105.00 10.50 115.50",
    ],
    ["S27 as quoted", hire("EXCURSION", 300), ["320.00", "0.00"], "320.00 32.00 352.00"],
    [
      "S27 as driven",
      hire("EXCURSION", 370, { distanceKm: "92" }),
      ["402.50", "48.00"],
      "450.50 45.05 495.55",
    ],
    ["S28 four hours", hire("DISPO", 240), ["240.00"], "240.00 48.00 288.00"],
    ["S29 as driven", hire("DISPO", 330, { distanceKm: "131" }), ["330.00"], "330.00 66.00 396.00"],
    [
      "S33 three hours by buckets",
      { ...hire("DISPO", 180), book: bucketBook },
      ["260.00"],
      "260.00 52.00 312.00",
    ],
    [
      "S47 S1 without VAT",
      { ...transfer("LOUVRE", "CDG", "BERLINE"), book: exemptBook },
      ["90.00"],
      "90.00 0.00 90.00",
    ],
  ])("%s", (_, asked, lines, totals) => {
    const found = priced(asked).lines
    expect(nets(found), `${arithmetic(found)}`).toEqual(lines)
    expect(columns(found).join(" "), `${arithmetic(found)}`).toBe(totals)
  })

  it("S4 taken apart: 120 + 2 × 10 + 15, each with its parts and a ROUNDING of nothing", () => {
    const { lines } = priced(
      transfer("LOUVRE", "CDG", "VAN", {
        fees: [{ code: "BABY_SEAT", quantity: "2" }, { code: "MEET_AND_GREET" }],
      }),
    )
    expect(
      lines.map(({ explanation }) => explanation?.parts.map(({ amount, kind }) => `${kind} ${amount}`)),
      `${arithmetic(lines)}`,
    ).toEqual([
      ["ROUTE 120", "ROUNDING 0"],
      ["FEE 20", "ROUNDING 0"],
      ["FEE 15", "ROUNDING 0"],
    ])
  })

  it("S47 the mention stands on the line", () => {
    const { lines } = priced({ ...transfer("LOUVRE", "CDG", "BERLINE"), book: exemptBook })
    expect(lines[0].vat).toMatchObject({ rate: 0, category: "E", reason: expect.stringContaining("293 B") })
  })
})

describe("DEMO-2026, 3.2: by the tariff", () => {
  it.each<[string, Asked, string]>([
    ["S12 38 km in 55 min", dynamic("38", 55, "2026-05-07T14:00:00"), "76.00"],
    ["S13 a jam below the minimum", dynamic("9", 50, "2026-05-07T14:00:00"), "45.00"],
    ["S14 at night", dynamic("38", 55, "2026-05-07T22:30:00"), "91.20"],
    ["S17 on a Saturday in July", dynamic("38", 55, "2026-07-11T14:00:00"), "96.14"],
    ["S21 on Christmas Day", dynamic("38", 55, "2026-12-25T10:00:00"), "114.00"],
    ["S56 by the clock of a DST night", dynamic("38", 60, "2026-03-29T01:30:00"), "100.32"],
    ["21:00:00 is night", dynamic("38", 55, "2026-05-07T21:00:00"), "91.20"],
    ["20:59:59 is day", dynamic("38", 55, "2026-05-07T20:59:59"), "76.00"],
    ["07:00:00 is day", dynamic("38", 55, "2026-05-07T07:00:00"), "76.00"],
    ["06:59:59 is night", dynamic("38", 55, "2026-05-07T06:59:59"), "91.20"],
    ["the last second of summer, at night", dynamic("38", 55, "2026-08-31T23:59:59"), "104.88"],
    ["the first second after summer, at night", dynamic("38", 55, "2026-09-01T00:00:00"), "91.20"],
  ])("%s", (_, asked, net) => {
    const { lines } = priced(asked)
    expect(nets(lines), `${arithmetic(lines)}`).toEqual([net])
  })

  it.each([
    ["MAX", "91.20"],
    ["PICKUP_ONLY", "76.00"],
    ["DROPOFF_ONLY", "91.20"],
    ["AVERAGE", "83.60"],
  ] as const)("1.2 PARIS at 1.00 to CDG at 1.20, by %s: 76 becomes %s", (zoneFactors, net) => {
    const { lines } = priced({
      ...transfer("PAR", "CDG", "BERLINE", { distanceKm: "38", durationMinutes: 55 }),
      mode: "DYNAMIC",
      book: settings({ zoneFactors }),
    })
    expect(nets(lines), `${arithmetic(lines)}`).toEqual([net])
  })

  it.each([
    ["SPECIFICITY", "ROUTE paris-ory-berline"],
    ["PRIORITY", "ROUTE paris-ory-berline"],
    ["CLOSEST", "ROUTE paris-ory-berline"],
    ["MOST_EXPENSIVE", "RouteNotInGrid"],
  ] as const)("1.2 the Louvre to Orly by %s: %s", (zoneStrategy, expected) => {
    const asked = { ...transfer("LOUVRE", "ORY", "BERLINE"), book: settings({ zoneStrategy }) }
    const found = Effect.runSync(Effect.result(tried(asked)))
    expect(
      Result.isSuccess(found)
        ? `${found.success.lines[0].explanation?.parts[0]?.kind} ${found.success.lines[0].explanation?.parts[0]?.id}`
        : found.failure._tag,
    ).toBe(expected)
  })
})

const decodeLine = Schema.decodeUnknownSync(NewLine)
const byHand = (net: string, vatRate: string) => {
  const { trip: _, ...line } = decodeLine({ kind: "FEE", description: "By hand", unitPrice: net, vatRate })
  if (!isByHand(line)) throw new Error("it has a unit price")
  return QuoteCommands.lineOf(offGrid, line, LineId.make("00000000-0000-7000-8000-000000000001"))
}
const offGrid = {
  tripType: "OFF_GRID",
  pricingMode: "MANUAL",
  currency: "EUR",
  priceBasis: "EXCL_VAT",
} as const

describe("DEMO-2026, 3.5: off-grid, VAT and rounding", () => {
  it("S38 an internal transfer at zero costs nothing and stays a line", () => {
    expect(columns([byHand("0.00", "0.10")])).toEqual(["0.00", "0.00", "0.00"])
  })

  it("S39 transfer 90.00 at 10 %, dispo 240.00 at 20 %, a disbursement of 12.00 at 0 %: 9.00 + 48.00", () => {
    const lines = [
      ...priced(transfer("LOUVRE", "CDG", "BERLINE")).lines,
      ...priced(hire("DISPO", 240)).lines,
      byHand("12.00", "0.00"),
    ]
    expect(columns(lines), `${arithmetic(lines)}`).toEqual(["342.00", "57.00", "399.00"])
  })

  it("S40 three lines of 14.55 at 10 %: 4.365 is 4.37, not three times 1.46", () => {
    const lines = [byHand("14.55", "0.10"), byHand("14.55", "0.10"), byHand("14.55", "0.10")]
    expect(columns(lines), `${arithmetic(lines)}`).toEqual(["43.65", "4.37", "48.02"])
  })
})
