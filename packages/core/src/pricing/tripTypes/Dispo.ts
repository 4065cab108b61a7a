/** DISPO: a vehicle with its driver for a time, without an agreed route; by a package, the hour or buckets. */
import { VatRate } from "../../shared/VatRate.ts"
import { priceHire } from "../hire/choose.ts"
import type { HireBook } from "../hire/HireBook.ts"
import type { TripKind } from "./TripKind.ts"

export const Dispo: TripKind<HireBook> = {
  tripType: "DISPO",
  label: "Hire by time",
  situation: "A vehicle with its driver for some hours, without an agreed route.",
  modes: ["FIXED_GRID", "DYNAMIC", "MANUAL"],
  requestedMode: "DYNAMIC",
  needs: ["durationMinutes", "vehicleCategory"],
  vat: {
    rate: VatRate.make(2000),
    category: "S",
    reason: "hire of a vehicle with driver by time, without an agreed route",
  },
  price: (situation, book) =>
    priceHire(situation, book, {
      packagesUnderTariff: false,
      alwaysOverage: false,
      warnings: ({ trip }) =>
        trip.pickup === undefined
          ? [{ code: "PickupMissing", detail: "the driver does not know yet where to be" }]
          : [],
    }),
}
