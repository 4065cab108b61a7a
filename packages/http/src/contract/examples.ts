/** Bodies as callers write them, shown in the document beside the operations that take them. */
import { bookExamples } from "./bookExamples.ts"

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
    durationMinutes: 300,
    passengers: 3,
    vehicleCategory: "BERLINE",
    pickup: rivoli,
    stops: "Versailles, then Saint-Germain-en-Laye",
    distanceKm: "58",
  },
}

/** By operation, and by what each of its examples shows. */
export const examples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...bookExamples,
  "agencies.create": {
    partner: { name: "Agence Lumière", portal: { language: "fr", greeting: "Bienvenue chez Demo VTC." } },
  },
  "agencies.edit": { renamed: { name: "Agence Lumière et Fils" } },
  "agencyStaff.invite": { booker: { name: "Inès Roux", email: "ines@lumiere.example", role: "BOOKER" } },
  "agencyStaff.edit": { promoted: { role: "ADMIN" }, shutOut: { status: "DISABLED" } },
  "agencyQuotes.request": {
    transfer: {
      clientId: id,
      tripType: "TRANSFER",
      trips: [
        { pickupAt, passengers: 2, vehicleCategory: "BERLINE", pickup: airport, dropOff: rivoli },
        { pickupAt: "2026-12-04T17:00:00+01:00", pickup: rivoli, dropOff: airport },
      ],
      comment: "Two suitcases each.",
    },
  },
  "agencyQuotes.edit": { comment: { comment: "Three suitcases each." } },
  "agencyQuotes.cancel": { unwanted: { reason: "The congress takes place elsewhere" } },
  "agencyQuotes.accept": { named: { name: "Inès Roux", termsVersion: "2026-01" } },
  "agencyQuotes.decline": { tooDear: { reason: "Over the traveller's budget" } },
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
  "clients.edit": {
    noted: {
      notes: "Calls ahead on Sundays",
      address: { street: "3 rue Cler", city: "Paris", country: "FR" },
    },
    without: { accountManager: null },
  },
  "clients.write": {
    mail: { subject: "Your driver on Monday", text: "Karim waits at the meeting point of Terminal 2E." },
    noted: { channel: "MANUAL", to: "+33142000000", subject: "Confirmed by phone" },
  },
  "clients.merge": { duplicate: { into: id } },
  "contacts.create": {
    booker: {
      firstName: "Paul",
      lastName: "Girard",
      email: "paul.girard@example.org",
      phone: "+33142000001",
      newsletter: { optedIn: true, source: "website", wordingVersion: "2026-01" },
    },
  },
  "contacts.edit": { phone: { phone: "+33142000002" } },
  "contacts.link": { booker: { role: "BOOKER", primary: true } },
  "quotes.create": {
    transfer: { clientId: id, ...transfer },
    dispo: { clientId: id, ...dispo },
    excursion: { clientId: id, ...excursion },
    offGrid: { clientId: id, ...offGrid },
  },
  "quotes.edit": { noted: { notes: "Child of six on board", validUntil: "2027-06-30" } },
  "quotes.addLine": {
    fee: {
      kind: "FEE",
      description: "Meet and greet with a sign",
      quantity: "1",
      unitPrice: "12.00",
      vatRate: "0.10",
    },
    ride: { kind: "TRANSPORT", trip: transfer.trip },
  },
  "quotes.editLine": { described: { description: "Transfer with a stop at the hotel" } },
  "quotes.addDiscount": {
    share: { name: "Loyal client", share: "0.05" },
    amount: { name: "Goodwill", amount: "10.00" },
  },
  "quotes.setTrip": {
    byTime: { tripType: "DISPO", pricingMode: "DYNAMIC", trip: { durationMinutes: 300 } },
    byHand: { tripType: "OFF_GRID", pricingMode: "MANUAL", unitPrice: "120.00", vatRate: "0.10" },
  },
  "quotes.price": { again: { fallback: "DYNAMIC" } },
  "quotes.duplicate": { copy: {}, inItsPlace: { replace: true } },
  "quotes.send": { mail: { validUntil: "2027-06-30" }, byOtherMeans: { channel: "MANUAL" } },
  "quotes.resend": { mail: {}, byOtherMeans: { channel: "MANUAL" } },
  "quotes.decline": { tooDear: { reason: "Over the budget" } },
  "quotes.cancel": { noVehicle: { reason: "No coach free on that day" } },
  "pricing.preview": {
    transfer: { ...transfer, fallback: "DYNAMIC" },
    distanceKnown: {
      ...dispo,
      trip: { ...dispo.trip, distanceKm: "38", fees: [{ code: "BABY_SEAT", quantity: "2" }] },
    },
  },
  "quotes.accept": { byPhone: { channel: "PHONE", name: "Jeanne Moreau" } },
  "missions.create": {
    positioning: {
      pickupAt,
      durationMinutes: 60,
      pickup: rivoli,
      dropOff: airport,
      notes: "To the garage for the yearly inspection",
    },
  },
  "missions.edit": {
    later: { pickupAt: "2026-12-01T07:00:00+01:00", estimatedEndAt: "2026-12-01T08:00:00+01:00" },
  },
  "missions.allowOverlap": { shared: { missionId: id, reason: "Both ride in the same van" } },
  "missions.unassign": { open: {} },
  "missions.driverAccept": { yes: {} },
  "missions.driverDecline": { ill: { reason: "Off sick" } },
  "missions.arrive": { now: {} },
  "missions.board": { now: {} },
  "missions.dropOff": { now: {} },
  "missions.noShow": { now: {} },
  "missions.actuals": { measured: { minutes: 285, km: "131.4" } },
  "missions.assign": { driver: { driverId: id } },
  "missions.start": { now: {}, reportedLater: { at: "2026-12-01T05:30:00Z" } },
  "missions.cancel": { byClient: { by: "CLIENT", reason: "Flight cancelled" } },
  "missions.skip": { noBoarding: { step: "ON_BOARD", reason: "Luggage only" } },
  "missions.stepBack": { tooEarly: { reason: "Tapped too early" } },
  "missions.close": { byHand: { reason: "The driver's phone was out of battery" } },
  "missions.complete": { measured: { actuals: { minutes: 285, km: "131.4" } } },
  "drivers.create": {
    driver: { name: "Karim Benali", email: "karim@demo-vtc.example", phone: "+33612345678" },
  },
  "drivers.edit": { gone: { active: false } },
  "drivers.addAbsence": {
    holiday: { from: "2027-08-01T00:00:00+02:00", until: "2027-08-15T00:00:00+02:00", reason: "Holiday" },
  },
  "vehicles.create": {
    van: { name: "Vito 3", registration: "FK-472-LM", category: "VAN", seats: 7 },
  },
  "vehicles.edit": { sold: { active: false } },
  "orders.edit": { noted: { notes: "Invoice to the head office" } },
  "orders.confirmFee": { agreed: { reason: "The client agreed on the phone" } },
  "orders.waiveFee": { goodwill: { reason: "Goodwill: our driver was late as well" } },
  "orders.bulkAssignDriver": { one: { orderIds: [id], driverId: id } },
  "orders.bulkCancel": { one: { orderIds: [id], reason: "Congress postponed" } },
  "orders.cancel": { byClient: { reason: "Congress postponed", by: "CLIENT" } },
  "orders.status": { closed: { status: "COMPLETED", reason: "All rides driven by a partner" } },
}
