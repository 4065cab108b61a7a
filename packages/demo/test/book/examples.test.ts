/** The worked examples of DEMO-2026, each by its number, priced by the book as data. */
import {
  AgencyId,
  ClientId,
  compileBook,
  Money,
  priceTrip,
  type PricingContext,
  type PricingTrip,
  TripRequest,
} from "@caleche/core"
import { DateTime, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { demoBook, demoBookWithBuckets } from "../../src/book/demoBook.ts"
import { places } from "../../src/book/places.ts"

const lumiere = AgencyId.make("00000000-0000-7000-8000-00000000a9e1")
const hotelEtoile = ClientId.make("00000000-0000-7000-8000-000000000c11")
const book = compileBook(demoBook({ lumiere, hotelEtoile }), "Europe/Paris")
const bucketBook = compileBook(demoBookWithBuckets({ lumiere, hotelEtoile }), "Europe/Paris")
const decodeTrip = Schema.decodeUnknownSync(TripRequest)

interface Example {
  readonly id: string
  readonly trip: { readonly tripType: PricingTrip["tripType"] } & Readonly<Record<string, unknown>>
  readonly context?: Partial<PricingContext>
  readonly book?: typeof book
  /** Net of each line. */
  readonly nets: ReadonlyArray<string>
}

const inParis = "Europe/Paris"
const at = (local: string) =>
  DateTime.formatIso(
    DateTime.toUtc(DateTime.makeZonedUnsafe(local, { timeZone: inParis, adjustForTimeZone: true })),
  )

const transfer = (
  from: keyof typeof places,
  to: keyof typeof places,
  vehicleCategory: string,
  more: object = {},
) => ({
  tripType: "TRANSFER" as const,
  pickupAt: at("2026-05-07T14:00:00"),
  passengers: 2,
  pickup: places[from],
  dropOff: places[to],
  vehicleCategory,
  ...more,
})
/** Outside every zone, so that the zone factor is 1. */
const plain = { label: "somewhere", latitude: 47, longitude: 1 }
const dynamic = (km: string, minutes: number, local: string) => ({
  ...transfer("REI", "REI", "BERLINE"),
  pickup: plain,
  dropOff: plain,
  pickupAt: at(local),
  distanceKm: km,
  durationMinutes: minutes,
})
const hire = (tripType: "DISPO" | "EXCURSION", minutes: number) => ({
  tripType,
  pickupAt: at("2026-05-07T09:00:00"),
  passengers: 2,
  pickup: places.PAR,
  vehicleCategory: "BERLINE",
  durationMinutes: minutes,
})

const byTariff = { mode: "DYNAMIC" } as const
const examples: ReadonlyArray<Example> = [
  { id: "S1 75008 → CDG", trip: transfer("LOUVRE", "CDG", "BERLINE"), nets: ["90.00"] },
  {
    id: "S2 agency Lumière at 03:00",
    trip: transfer("LOUVRE", "CDG", "VAN", { pickupAt: at("2026-05-07T03:00:00") }),
    context: { agencyInvoiced: lumiere },
    nets: ["108.00"],
  },
  {
    id: "S4 two baby seats and a meet & greet",
    trip: transfer("LOUVRE", "CDG", "VAN", {
      fees: [{ code: "BABY_SEAT", quantity: "2" }, { code: "MEET_AND_GREET" }],
    }),
    nets: ["120.00", "20.00", "15.00"],
  },
  { id: "S6 one-way row", trip: transfer("DIS", "PAR", "BERLINE"), nets: ["99.00"] },
  { id: "S6 the other way", trip: transfer("PAR", "DIS", "BERLINE"), nets: ["105.00"] },
  {
    id: "S8 package of Hôtel Étoile on its last day",
    trip: transfer("ETOILE", "CDG", "BERLINE", { pickupAt: at("2026-12-31T20:00:00") }),
    context: { clientId: hotelEtoile },
    nets: ["84.00"],
  },
  {
    id: "S8 the day after",
    trip: transfer("ETOILE", "CDG", "BERLINE", { pickupAt: at("2027-01-01T20:00:00") }),
    context: { clientId: hotelEtoile },
    nets: ["90.00"],
  },
  { id: "S10 any category", trip: transfer("LOUVRE", "DEF", "VAN"), nets: ["60.00"] },
  {
    id: "an agency's row for any category beats the operator's own",
    trip: transfer("LOUVRE", "PAR", "BERLINE"),
    context: { agencyBooked: lumiere },
    nets: ["55.00"],
  },
  { id: "S12", trip: dynamic("38", 55, "2026-05-07T14:00:00"), context: byTariff, nets: ["76.00"] },
  { id: "S13", trip: dynamic("9", 50, "2026-05-07T14:00:00"), context: byTariff, nets: ["45.00"] },
  { id: "S14", trip: dynamic("38", 55, "2026-05-07T22:30:00"), context: byTariff, nets: ["91.20"] },
  { id: "S17", trip: dynamic("38", 55, "2026-07-11T14:00:00"), context: byTariff, nets: ["96.14"] },
  { id: "S21", trip: dynamic("38", 55, "2026-12-25T10:00:00"), context: byTariff, nets: ["114.00"] },
  {
    id: "21:00:00 is night",
    trip: dynamic("38", 55, "2026-05-07T21:00:00"),
    context: byTariff,
    nets: ["91.20"],
  },
  {
    id: "20:59:59 is day",
    trip: dynamic("38", 55, "2026-05-07T20:59:59"),
    context: byTariff,
    nets: ["76.00"],
  },
  {
    id: "07:00:00 is day",
    trip: dynamic("38", 55, "2026-05-07T07:00:00"),
    context: byTariff,
    nets: ["76.00"],
  },
  {
    id: "06:59:59 is night",
    trip: dynamic("38", 55, "2026-05-07T06:59:59"),
    context: byTariff,
    nets: ["91.20"],
  },
  {
    id: "the last second of summer, a Monday",
    trip: dynamic("38", 55, "2026-08-31T20:59:59"),
    context: byTariff,
    nets: ["87.40"],
  },
  {
    id: "the first second after summer, at night",
    trip: dynamic("38", 55, "2026-09-01T00:00:00"),
    context: byTariff,
    nets: ["91.20"],
  },
  { id: "S27 as quoted", trip: hire("EXCURSION", 300), context: byTariff, nets: ["320.00", "0.00"] },
  { id: "S28", trip: hire("DISPO", 240), context: byTariff, nets: ["240.00"] },
  { id: "S33", trip: hire("DISPO", 180), context: byTariff, book: bucketBook, nets: ["260.00"] },
]

const context: PricingContext = {
  currency: "EUR",
  timeZone: inParis,
  at: DateTime.makeUnsafe("2026-05-01T08:00:00Z"),
  mode: "FIXED_GRID",
}

describe("DEMO-2026", () => {
  for (const example of examples)
    it(`${example.id}`, () => {
      const { tripType, ...trip } = example.trip
      const priced = priceTrip(
        example.book ?? book,
        { ...decodeTrip(trip), tripType },
        { ...context, ...example.context },
      )
      const lines = Result.isSuccess(priced) ? priced.success.lines : priced.failure
      expect(Array.isArray(lines) ? lines.map(({ net }) => Money.format(net, "EUR")) : lines).toEqual(
        example.nets,
      )
    })
})
