/** EXCURSION: out and back to where it began, in one mission. Of the packages and the plain hours the cheapest wins. */
import { VatRate } from "../../shared/VatRate.ts"
import type { HireBook } from "../hire/HireBook.ts"
import { priceHire } from "../hire/choose.ts"
import type { TripKind } from "./TripKind.ts"

export const Excursion = {
  tripType: "EXCURSION",
  label: "Excursion",
  situation: "There and back with stops on the way, vehicle and driver staying with the party.",
  modes: ["FIXED_GRID", "DYNAMIC", "MANUAL"],
  requestedMode: "DYNAMIC",
  needs: ["pickup", "durationMinutes", "vehicleCategory"],
  completed: (trip) =>
    trip.pickup === undefined || trip.dropOff !== undefined ? trip : { ...trip, dropOff: trip.pickup },
  vat: {
    rate: VatRate.make(1000),
    category: "S",
    reason: "excursion as passenger transport: operator policy",
  },
  price: (situation, book) =>
    priceHire(situation, book, { packagesUnderTariff: true, alwaysOverage: true, warnings: () => [] }),
} satisfies TripKind<HireBook>
