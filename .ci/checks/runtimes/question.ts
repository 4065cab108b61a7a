/** The demonstration book, and trips that ask much of it: zones, fees, factors by the local clock, a DST night. */
import { Schema } from "effect"
import { AgencyId, ClientId, PriceBook } from "../../../packages/core/src/index.ts"
import { demoBook } from "../../../packages/demo/src/book/demoBook.ts"
import { places } from "../../../packages/demo/src/book/places.ts"
import type { Question } from "./price.ts"

const book = demoBook({
  lumiere: AgencyId.make("00000000-0000-7000-8000-00000000a9e1"),
  hotelEtoile: ClientId.make("00000000-0000-7000-8000-000000000c11"),
})

const van = { passengers: 2, vehicleCategory: "VAN" }

export const question: Question = {
  book: Schema.encodeSync(PriceBook)(book),
  timeZone: "Europe/Paris",
  at: "2026-01-01T08:00:00Z",
  trips: [
    {
      tripType: "TRANSFER",
      pricingMode: "FIXED_GRID",
      trip: {
        ...van,
        pickupAt: "2026-05-06T14:00:00+02:00",
        pickup: places.LOUVRE,
        dropOff: places.CDG,
        fees: [{ code: "BABY_SEAT", quantity: "2" }, { code: "MEET_AND_GREET" }],
      },
    },
    {
      tripType: "TRANSFER",
      pricingMode: "DYNAMIC",
      trip: { ...van, pickupAt: "2026-07-04T23:00:00+02:00", pickup: places.REI, dropOff: places.CDG },
    },
    {
      tripType: "DISPO",
      pricingMode: "DYNAMIC",
      trip: {
        ...van,
        pickupAt: "2026-10-25T00:30:00+02:00",
        durationMinutes: 260,
        pickup: places.LOUVRE,
        distanceKm: "150",
      },
    },
  ],
}
