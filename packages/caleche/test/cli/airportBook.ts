/** The smallest price book with something in it, and a trip it prices: Paris to Charles de Gaulle for 120 EUR. */
const zone = (id: string, centre: readonly [longitude: number, latitude: number], radiusKm: number) => ({
  id,
  name: id,
  shape: { type: "RADIUS", centre, radiusKm },
  priority: 1,
  factor: "1.00",
})

export const airportBook = {
  version: 0,
  name: "Airport 2026",
  currency: "EUR",
  settings: {
    zoneStrategy: "SPECIFICITY",
    zoneFactors: "MAX",
    fallback: "NONE",
    incrementMinutes: 15,
    corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
    vat: [],
    holidays: {},
  },
  zones: [zone("PARIS", [2.3522, 48.8566], 7), zone("CDG", [2.5479, 49.0097], 5)],
  routes: [
    {
      id: "paris-cdg",
      name: "PARIS – CDG",
      from: { zoneIds: ["PARIS"] },
      to: { zoneIds: ["CDG"] },
      vehicleCategory: "VAN",
      unitPrice: "120.00",
    },
  ],
  packages: [],
  rates: [],
  tariffs: [],
  rules: [],
  fees: [],
}

export const toTheAirport = {
  tripType: "TRANSFER",
  at: "2026-06-01T10:00:00+02:00",
  trip: {
    pickupAt: "2026-06-03T14:00:00+02:00",
    passengers: 2,
    vehicleCategory: "VAN",
    pickup: { label: "Louvre, Paris", latitude: 48.8606, longitude: 2.3376 },
    dropOff: { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 },
  },
}
