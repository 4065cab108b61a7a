/** Bodies as callers write them, shown in the document beside the operations that take them. */

const id = "01890000-0000-7000-8000-000000000001"
const pickupAt = "2026-12-01T06:30:00+01:00"
const airport = { label: "CDG Terminal 2E", latitude: 49.0047, longitude: 2.5711 }
const rivoli = { label: "10 rue de Rivoli, Paris", latitude: 48.8556, longitude: 2.3601 }

const transfer = {
  tripType: "TRANSFER",
  pricingMode: "FIXED_GRID",
  trip: { pickupAt, passengers: 2, vehicleCategory: "BERLINE", pickup: airport, dropOff: rivoli },
}
const offGrid = {
  tripType: "OFF_GRID",
  pricingMode: "MANUAL",
  lines: [
    {
      kind: "TRANSPORT",
      description: "Paris to Reims",
      quantity: "1",
      unit: "trip",
      unitPrice: "85.00",
      vatRate: "0.10",
      trip: { pickupAt, durationMinutes: 90, passengers: 2 },
    },
  ],
}
const dispo = {
  tripType: "DISPO",
  pricingMode: "DYNAMIC",
  trip: { pickupAt, durationMinutes: 240, passengers: 3, vehicleCategory: "VAN", pickup: rivoli },
}
const excursion = {
  tripType: "EXCURSION",
  pricingMode: "FIXED_GRID",
  trip: {
    pickupAt,
    durationMinutes: 600,
    passengers: 4,
    vehicleCategory: "VAN",
    pickup: rivoli,
    stops: "Reims, then Épernay",
  },
}

/** By operation, and by what each of its examples shows. */
export const examples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "clients.create": {
    person: {
      type: "PRIVATE",
      name: "Jeanne Moreau",
      email: "jeanne@example.org",
      contact: { firstName: "Jeanne", lastName: "Moreau" },
    },
    company: {
      type: "BUSINESS",
      name: "Lumière SA",
      companyName: "Lumière SA",
      phone: "+33142000000",
      vatNumber: "FR40303265045",
      agencyId: null,
    },
  },
  "quotes.create": {
    transfer: { clientId: id, ...transfer },
    dispo: { clientId: id, ...dispo },
    excursion: { clientId: id, ...excursion },
    offGrid: { clientId: id, ...offGrid },
  },
  "pricing.preview": {
    transfer: { ...transfer, fallback: "DYNAMIC" },
    distanceKnown: {
      ...dispo,
      trip: { ...dispo.trip, distanceKm: "38", fees: [{ code: "BABY_SEAT", quantity: "2" }] },
    },
  },
  "quotes.accept": { byPhone: { channel: "PHONE", name: "Jeanne Moreau" } },
  "missions.assign": { driver: { driverId: id } },
  "missions.start": { now: {}, reportedLater: { at: "2026-12-01T05:30:00Z" } },
  "missions.cancel": { byClient: { by: "CLIENT", reason: "Flight cancelled" } },
  "missions.skip": { noBoarding: { step: "ON_BOARD", reason: "Luggage only" } },
  "missions.stepBack": { tooEarly: { reason: "Tapped too early" } },
  "missions.close": { byHand: { reason: "The driver's phone was out of battery" } },
  "missions.complete": { measured: { actuals: { minutes: 285, km: "131.4" } } },
  "orders.bulkAssignDriver": { one: { orderIds: [id], driverId: id } },
  "orders.bulkCancel": { one: { orderIds: [id], reason: "Congress postponed" } },
  "orders.cancel": { byClient: { reason: "Congress postponed", by: "CLIENT" } },
  "orders.status": { closed: { status: "COMPLETED", reason: "All rides driven by a partner" } },
}
