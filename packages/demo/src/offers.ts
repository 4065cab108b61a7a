/** Open quotes of Demo VTC whose prices come from DEMO-2026, each explaining itself line by line. */
import { places } from "./book/places.ts"
import { place } from "./parties.ts"

/** A quote for a trip so many days from today, at a local time. */
export const offers = [
  {
    client: place.elodie,
    days: 9,
    at: "06:30",
    sent: true,
    tripType: "TRANSFER",
    pricingMode: "FIXED_GRID",
    trip: {
      passengers: 2,
      vehicleCategory: "BERLINE",
      pickup: places.LOUVRE,
      dropOff: places.CDG,
      fees: [{ code: "BABY_SEAT" }],
    },
  },
  {
    client: place.lumiere,
    days: 12,
    at: "03:00",
    sent: true,
    tripType: "TRANSFER",
    pricingMode: "FIXED_GRID",
    trip: { passengers: 6, vehicleCategory: "VAN", pickup: places.LOUVRE, dropOff: places.CDG },
  },
  {
    client: place.hotelEtoile,
    days: 5,
    at: "10:00",
    sent: false,
    tripType: "TRANSFER",
    pricingMode: "DYNAMIC",
    trip: { passengers: 1, vehicleCategory: "BERLINE", pickup: places.ETOILE, dropOff: places.REI },
  },
  {
    client: place.lumen,
    days: 20,
    at: "09:00",
    sent: true,
    tripType: "DISPO",
    pricingMode: "DYNAMIC",
    trip: { passengers: 3, vehicleCategory: "BERLINE", pickup: places.DEF, durationMinutes: 240 },
  },
  {
    client: place.karim,
    days: 15,
    at: "08:00",
    sent: false,
    tripType: "EXCURSION",
    pricingMode: "FIXED_GRID",
    trip: {
      passengers: 3,
      vehicleCategory: "BERLINE",
      pickup: places.PAR,
      durationMinutes: 300,
      distanceKm: "60",
      stops: "Versailles, then Giverny",
    },
  },
] as const
