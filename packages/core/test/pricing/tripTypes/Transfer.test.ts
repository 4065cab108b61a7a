import { DateTime, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { compileBook } from "../../../src/pricing/compileBook.ts"
import { explain } from "../../../src/pricing/Explanation.ts"
import { priceTrip, situationOf } from "../../../src/pricing/priceTrip.ts"
import type { PricingContext, PricingTrip } from "../../../src/pricing/PricingContext.ts"
import { TripRequest } from "../../../src/pricing/Trip.ts"
import { Dispo } from "../../../src/pricing/tripTypes/Dispo.ts"
import { Excursion } from "../../../src/pricing/tripTypes/Excursion.ts"
import { OffGrid } from "../../../src/pricing/tripTypes/OffGrid.ts"
import type { AnyTripKind } from "../../../src/pricing/tripTypes/TripKind.ts"
import { Transfer } from "../../../src/pricing/tripTypes/Transfer.ts"
import { bookWith, night, tariff } from "../tariff/demo.ts"
import { agencies } from "../whole/books.ts"

type Row = Readonly<Record<string, unknown>>

const zone = (id: string, name: string, centre: readonly [number, number], radiusKm: number) => ({
  id,
  name,
  shape: { type: "RADIUS", centre, radiusKm },
})
const zones = [
  zone("paris", "Paris", [2.3522, 48.8566], 7),
  zone("ring", "Petite couronne", [2.3522, 48.8566], 15),
  zone("cdg", "CDG", [2.5479, 49.0097], 5),
]
const route = (more: Row = {}): Row => ({
  id: "paris-cdg",
  name: "Paris – CDG",
  from: { zoneIds: ["paris"] },
  to: { zoneIds: ["cdg"] },
  vehicleCategory: "BERLINE",
  unitPrice: "90.00",
  ...more,
})
const late = {
  id: "late",
  name: "Late",
  code: "LATE",
  unitPrice: "15.00",
  automatic: { bookedLessThanMinutesBefore: 120 },
}
const perKm = { ...tariff("BERLINE", "2.00", "0.00", "0.00") }
const book = (more: Row = {}) =>
  compileBook(bookWith({ zones, routes: [route()], tariffs: [perKm], fees: [late], ...more }), "Europe/Paris")

const louvre = { label: "Louvre", latitude: 48.8606, longitude: 2.3376 }
const cdg = { label: "CDG 2E", latitude: 49.0142, longitude: 2.5419 }
const reims = { label: "Reims", latitude: 49.2583, longitude: 4.0317 }
const trip = (more: Row = {}): PricingTrip => ({
  ...Schema.decodeUnknownSync(TripRequest)({
    pickupAt: "2026-05-07T22:00:00+02:00",
    distanceKm: "40",
    durationMinutes: 60,
    passengers: 2,
    vehicleCategory: "BERLINE",
    pickup: louvre,
    dropOff: cdg,
    ...more,
  }),
  tripType: "TRANSFER",
})
const context = (more: Partial<PricingContext> = {}): PricingContext => ({
  currency: "EUR",
  timeZone: "Europe/Paris",
  at: DateTime.makeUnsafe("2026-05-07T21:00:00+02:00"),
  mode: "FIXED_GRID",
  ...more,
})
const price = (rows: Row = {}, asked: Row = {}, more: Partial<PricingContext> = {}) =>
  priceTrip(book(rows), trip(asked), context(more))
const priced = (...given: Parameters<typeof price>) => Result.getOrThrow(price(...given))
const refused = (...given: Parameters<typeof price>) => Result.getOrThrow(Result.flip(price(...given)))
const nets = (...given: Parameters<typeof price>) =>
  priced(...given).lines.map(({ code, kind, net }) => [code ?? kind, net])
const explained = (...given: Parameters<typeof price>) => {
  const [line] = priced(...given).lines
  return explain(line!.trace, line!.net, "EUR", 1)
}

describe("an agreed price of a transfer", () => {
  it("F68 is one trip at what the row says, named by its ends and its vehicle", () => {
    const [line, ...others] = priced().lines
    expect(others).toEqual([])
    expect(line).toMatchObject({
      kind: "TRANSPORT",
      description: "Transfer Louvre – CDG 2E, BERLINE",
      quantity: 1_000,
      unit: "trip",
      unitPrice: 900_000,
      net: 9_000,
      source: "GRID",
    })
  })

  it("F89 is explained by its row, the zones, and what gave way", () => {
    const { parts, rejected } = explained({ routes: [route(), route({ id: "any", vehicleCategory: null })] })
    expect(parts).toEqual([
      {
        kind: "ROUTE",
        id: "paris-cdg",
        label: "Paris – CDG",
        inputs: { level: "GRID", from: "Paris", to: "CDG", vehicleCategory: "BERLINE" },
        amount: "90",
      },
      expect.objectContaining({ kind: "ROUNDING", amount: "0" }),
    ])
    expect(rejected.map(({ id, kind, reason }) => [kind, id, reason])).toEqual([
      ["ROUTE", "any", "LOWER_RANK"],
      ["ZONE", "ring", "LESS_SPECIFIC"],
    ])
  })

  it("says of a row for any vehicle, driven the other way, that it is one", () => {
    const any = { routes: [route({ vehicleCategory: null })] }
    expect(explained(any, { pickup: cdg, dropOff: louvre }).parts[0]?.inputs).toEqual({
      level: "GRID",
      from: "CDG",
      to: "Paris",
      vehicleCategory: "any",
      reversed: true,
    })
  })

  it("between addresses names no zones", () => {
    const end = ({ label, latitude, longitude }: typeof reims) => ({
      address: { label, position: [longitude, latitude], toleranceMetres: 100 },
    })
    const depot = { label: "Depot", latitude: 47.9, longitude: 1.9 }
    const rows = { routes: [route({ from: end(reims), to: end(depot) })] }
    expect(explained(rows, { pickup: reims, dropOff: depot }).parts[0]?.inputs).toEqual({
      level: "GRID",
      vehicleCategory: "BERLINE",
    })
  })

  it("takes rules of time only where its row says so, and the whole of what they need", () => {
    const rules = { rules: [night] }
    expect(nets(rules)).toEqual([["TRANSPORT", 9_000]])
    const surchargeable = { ...rules, routes: [route({ surchargeable: true })] }
    expect(nets(surchargeable), "90 × 1.20").toEqual([["TRANSPORT", 10_800]])
    expect(explained(surchargeable).parts.map(({ amount, kind }) => [kind, amount])).toEqual([
      ["ROUTE", "90"],
      ["TIME_RULE", "18"],
      ["ROUNDING", "0"],
    ])
    expect(nets({ ...rules, routes: [route({ surchargeable: false })] })).toEqual([["TRANSPORT", 9_000]])
  })

  it("is refused where a rule of time that its row takes asks for what the trip does not say", () => {
    const perKm = { ...night, effect: { amountPer: "KM", unitPrice: "1.00" } }
    const { distanceKm: _, ...unknown } = trip()
    const rows = (surchargeable: boolean) => book({ rules: [perKm], routes: [route({ surchargeable })] })
    expect(Result.getOrThrow(Result.flip(priceTrip(rows(true), unknown, context())))).toMatchObject({
      _tag: "TripIncomplete",
      tripType: "TRANSFER",
      pricingMode: "FIXED_GRID",
      missing: ["distanceKm"],
    })
    expect(Result.isSuccess(priceTrip(rows(false), unknown, context()))).toBe(true)
  })

  it("comes without warnings", () => {
    expect(priced().warnings).toEqual([])
  })

  it("takes fees that apply by themselves only where its row says so", () => {
    const fee = ["LATE", 1_500]
    expect(nets({ routes: [route({ automaticFees: true })] })).toEqual([["TRANSPORT", 9_000], fee])
    expect(nets({ routes: [route({ automaticFees: false })] })).toEqual([["TRANSPORT", 9_000]])
  })

  it("that is missing refuses, naming both zones and the vehicle", () => {
    expect(refused({ routes: [] })).toMatchObject({
      _tag: "RouteNotInGrid",
      from: "Paris",
      to: "CDG",
      vehicleCategory: "BERLINE",
    })
    expect(refused({}, { pickup: reims, dropOff: reims })).toMatchObject({ from: null, to: null })
  })

  it("that is missing gives way to the tariff where the book or the quote says so, and the quote has the last word", () => {
    const none = { routes: [] }
    const { settings } = JSON.parse(JSON.stringify({ settings: bookWith({}).settings }))
    const falling = { ...none, settings: { ...settings, fallback: "DYNAMIC" } }
    const byKm = [
      ["TRANSPORT", 8_000],
      ["LATE", 1_500],
    ]
    expect(nets(none, {}, { fallback: "DYNAMIC" })).toEqual(byKm)
    expect(nets(falling)).toEqual(byKm)
    expect(refused(falling, {}, { fallback: "NONE" })).toMatchObject({ _tag: "RouteNotInGrid" })
  })
})

describe("a transfer by the tariff", () => {
  const dynamic = { mode: "DYNAMIC" } as const

  it("F69 leaves an agreed price aside and says so", () => {
    const { lines, warnings } = priced({}, {}, dynamic)
    expect(lines[0]).toMatchObject({ source: "TARIFF", net: 8_000, unitPrice: 800_000 })
    expect(warnings).toEqual([
      {
        code: "ContractPriceExists",
        detail: "Paris – CDG is agreed at 90.00 and was not applied",
        id: "paris-cdg",
        price: "90.00",
      },
    ])
    expect(priced({ routes: [] }, {}, dynamic).warnings).toEqual([])
  })

  it("says which other zones its ends lie in, and which prices gave way", () => {
    const { rejected } = explained({ tariffs: [perKm, tariff("VAN", "2.50", "0.00", "0.00")] }, {}, dynamic)
    expect(rejected.map(({ id, kind, reason }) => [kind, id, reason])).toContainEqual([
      "ZONE",
      "ring",
      "LESS_SPECIFIC",
    ])
  })

  it("asks for all that its rules need, and is refused where there is no tariff", () => {
    const { distanceKm: _, durationMinutes: __, ...unknown } = trip()
    const incomplete = Result.getOrThrow(Result.flip(priceTrip(book(), unknown, context(dynamic))))
    expect(incomplete).toMatchObject({
      _tag: "TripIncomplete",
      tripType: "TRANSFER",
      pricingMode: "DYNAMIC",
      missing: ["distanceKm", "durationMinutes"],
    })
    expect(refused({ tariffs: [] }, {}, dynamic)).toMatchObject({
      _tag: "NotPriced",
      tripType: "TRANSFER",
      pricingMode: "DYNAMIC",
      vehicleCategory: "BERLINE",
      on: "2026-05-07",
    })
  })

  it("leaves the price of the agency that is invoiced aside as well, and names that one", () => {
    const theirs = { routes: [route(), route({ id: "theirs", agencyId: agencies[0], unitPrice: "70.00" })] }
    const invoiced = { agencyInvoiced: agencies[0] }
    expect(priced(theirs, {}, invoiced).lines[0]).toMatchObject({ net: 7_000, source: "AGENCY_GRID" })
    expect(priced(theirs, {}, { ...dynamic, ...invoiced }).warnings).toMatchObject([
      { id: "theirs", price: "70.00" },
    ])
  })

  it("says which other zones each of its ends lies in", () => {
    const told = (asked: Row) =>
      explained({}, asked, dynamic)
        .rejected.filter(({ kind }) => kind === "ZONE")
        .map(({ id }) => id)
    expect(told({ pickup: louvre, dropOff: cdg })).toEqual(["ring"])
    expect(told({ pickup: cdg, dropOff: louvre })).toEqual(["ring"])
    expect(told({ pickup: louvre, dropOff: louvre })).toEqual(["ring", "ring"])
    expect(told({ pickup: cdg, dropOff: reims })).toEqual([])
  })

  it("lacks an agreed price where nobody looked for its zones, and is told of no other zones", () => {
    const { located: _, ...unlocated } = situationOf(book(), trip(), context())
    expect(Result.getOrThrow(Result.flip(Transfer.price(unlocated, book())))).toMatchObject({
      _tag: "RouteNotInGrid",
    })
    const byKm = Transfer.price({ ...unlocated, context: context(dynamic) }, book())
    const { lines, warnings } = Result.getOrThrow(byKm)
    const told = lines[0].trace.rejected.map(({ id }) => id)
    expect([lines[0].net, told, warnings]).toEqual([8_000, ["hours"], []])
  })

  it("lacks an agreed price where it lacks an end or a vehicle, whatever the rows say", () => {
    const address = { address: { label: "Hotel", position: [2.3, 48.8], toleranceMetres: 100 } }
    const any = tariff(null, "2.00", "0.00", "0.00")
    const rows = {
      routes: [route({ vehicleCategory: null }), route({ id: "hotel", from: address, to: address })],
      tariffs: [any],
    }
    const described = {
      pickup: "Transfer ? – CDG 2E, BERLINE",
      dropOff: "Transfer Louvre – ?, BERLINE",
      vehicleCategory: "Transfer Louvre – CDG 2E, ?",
    }
    for (const field of ["pickup", "dropOff", "vehicleCategory"] as const) {
      const { [field]: _, ...open } = trip()
      const vehicleCategory = field === "vehicleCategory" ? "" : "BERLINE"
      const answer = (more: Row, by: Partial<PricingContext>) => {
        const compiled = book({ ...rows, ...more })
        return Transfer.price(situationOf(compiled, open, context(by)), compiled)
      }
      expect(Result.getOrThrow(Result.flip(answer({}, {})))).toMatchObject({
        _tag: "RouteNotInGrid",
        vehicleCategory,
      })
      expect(Result.getOrThrow(Result.flip(answer({ tariffs: [] }, dynamic)))).toMatchObject({
        _tag: "NotPriced",
        vehicleCategory,
      })
      const { lines, warnings } = Result.getOrThrow(answer({}, dynamic))
      expect([lines[0].description, lines[0].net, warnings]).toEqual([described[field], 8_000, []])
      const told = lines[0].trace.rejected.map(({ id }) => id)
      expect(told).toEqual(field === "pickup" ? ["hours"] : ["hours", "ring"])
    }
  })

  it("lacks an agreed price where it lacks an end or a vehicle", () => {
    for (const field of ["pickup", "dropOff", "vehicleCategory"] as const) {
      const { [field]: _, ...open } = trip()
      const answer = Transfer.price(situationOf(book(), open, context()), book())
      expect(Result.getOrThrow(Result.flip(answer))).toMatchObject({ _tag: "RouteNotInGrid" })
    }
  })
})

describe("the trip types", () => {
  it("have distance and duration estimated where they go from one place to another, and no others", () => {
    expect(
      [Transfer, Excursion, Dispo, OffGrid].map(({ estimated = false }: AnyTripKind) => estimated),
    ).toEqual([true, false, false, false])
  })

  it("F65 F66 F86 are told by what people call them, when they choose them, how they are priced and what their VAT usually is", () => {
    expect(
      [Transfer, Excursion, Dispo, OffGrid].map(({ label, modes, situation, tripType, vat }) => [
        tripType,
        label,
        situation,
        modes,
        vat?.reason,
      ]),
    ).toEqual([
      [
        "TRANSFER",
        "Transfer",
        "From one place to another at a given time: an airport, a station, a hotel.",
        ["FIXED_GRID", "DYNAMIC", "MANUAL"],
        "passenger transport",
      ],
      [
        "EXCURSION",
        "Excursion",
        "There and back with stops on the way, vehicle and driver staying with the party.",
        ["FIXED_GRID", "DYNAMIC", "MANUAL"],
        "excursion as passenger transport: operator policy",
      ],
      [
        "DISPO",
        "Hire by time",
        "A vehicle with its driver for some hours, without an agreed route.",
        ["FIXED_GRID", "DYNAMIC", "MANUAL"],
        "hire of a vehicle with driver by time, without an agreed route",
      ],
      [
        "OFF_GRID",
        "Off the grid",
        "Whatever no price list covers: a negotiated price, a subcontracted trip, an internal transfer at zero.",
        ["MANUAL"],
        undefined,
      ],
    ])
  })
})
