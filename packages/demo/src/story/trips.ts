/** What the client of the story asks for: one trip of each type DEMO-2026 prices, and one it does not. */
import { type ClientId, type Instant, NewLine, NewQuote } from "@caleche/core"
import { DateTime, Schema } from "effect"
import { places } from "../book/places.ts"
import { localTime } from "../times.ts"

const decodeQuote = Schema.decodeUnknownSync(NewQuote)

/** What is asked for in words, and as a quote. */
export interface Asked {
  readonly words: string
  readonly quote: NewQuote
}

/** Days from today on which the client travels with two cars at once. */
const travelDay = 9

/** Asked for before anything is sold: each of these stays a draft. */
export const asked = (clientId: ClientId, now: Instant): ReadonlyArray<Asked> => {
  const pickupAt = (days: number, at: string) => DateTime.formatIso(localTime(now, days, at))
  const quote = (words: string, given: object): Asked => ({
    words,
    quote: decodeQuote({ clientId, ...given }),
  })
  return [
    quote("TRANSFER at the agreed price, with fees of the catalogue", {
      tripType: "TRANSFER",
      pricingMode: "FIXED_GRID",
      trip: {
        pickupAt: pickupAt(4, "14:00"),
        passengers: 6,
        vehicleCategory: "VAN",
        pickup: places.LOUVRE,
        dropOff: places.CDG,
        fees: [{ code: "BABY_SEAT", quantity: "2" }, { code: "MEET_AND_GREET" }],
      },
    }),
    quote("TRANSFER by the tariff, at night", {
      tripType: "TRANSFER",
      pricingMode: "DYNAMIC",
      trip: {
        pickupAt: pickupAt(5, "22:30"),
        passengers: 2,
        vehicleCategory: "BERLINE",
        pickup: places.ETOILE,
        dropOff: places.REI,
      },
    }),
    quote("EXCURSION, longer and farther than the package", {
      tripType: "EXCURSION",
      pricingMode: "FIXED_GRID",
      trip: {
        pickupAt: pickupAt(6, "09:00"),
        passengers: 3,
        vehicleCategory: "BERLINE",
        pickup: places.PAR,
        durationMinutes: 370,
        distanceKm: "92",
        stops: "Versailles, then Giverny",
      },
    }),
    quote("OFF_GRID, priced by hand", {
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [
        {
          kind: "TRANSPORT",
          description: "Coach of a partner, Paris – Reims and back",
          unit: "trip",
          unitPrice: "1150.00",
          vatRate: "0.10",
          trip: { pickupAt: pickupAt(8, "07:30"), durationMinutes: 720, passengers: 45 },
        },
      ],
    }),
  ]
}

/** Asked for, and taken: a car with its driver for four hours. */
export const hire = (clientId: ClientId, now: Instant): Asked => ({
  words: "DISPO, a car and its driver for four hours",
  quote: decodeQuote({
    clientId,
    tripType: "DISPO",
    pricingMode: "DYNAMIC",
    trip: {
      pickupAt: DateTime.formatIso(localTime(now, travelDay, "09:00")),
      durationMinutes: 240,
      passengers: 3,
      vehicleCategory: "BERLINE",
      pickup: places.DEF,
    },
  }),
})

/** A second car within those four hours, as a line of the same quote. */
export const secondCar = (now: Instant): NewLine =>
  Schema.decodeUnknownSync(NewLine)({
    kind: "TRANSPORT",
    tripType: "TRANSFER",
    pricingMode: "FIXED_GRID",
    trip: {
      pickupAt: DateTime.formatIso(localTime(now, travelDay, "12:00")),
      durationMinutes: 60,
      passengers: 1,
      vehicleCategory: "BERLINE",
      pickup: places.LOUVRE,
      dropOff: places.CDG,
    },
  })
