/** Price books and their rows as callers write them. */

const settings = {
  zoneStrategy: "SPECIFICITY",
  zoneFactors: "MAX",
  fallback: "DYNAMIC",
  incrementMinutes: 15,
  corrections: { graceMinutes: 10, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
  waiting: { freeMinutes: 15, free: [], blockMinutes: 15, perBlock: "12.50", clock: "BOOKED" },
  cancellation: {
    tiers: [
      { fromMinutes: 0, share: "1.00" },
      { fromMinutes: 1_440, share: "0.50" },
    ],
    noShow: "1.00",
    vat: "OUTSIDE_SCOPE",
  },
  vat: [{ tripType: "TRANSFER", rate: "0.10", category: "S", reason: "passenger transport" }],
  holidays: { FR: ["2027-01-01", "2027-05-01"] },
}

const orly = {
  id: "orly",
  name: "Orly airport",
  shape: { type: "RADIUS", centre: [2.3652, 48.7262], radiusKm: 3 },
}
const louvre = {
  id: "louvre",
  name: "Around the Louvre",
  shape: { type: "POSTAL_CODES", country: "FR", codes: ["75001", "75002"] },
}
const ends = { from: { zoneIds: ["orly"] }, to: { zoneIds: ["louvre"] } }
const route = {
  id: "orly-louvre-van",
  name: "Orly to the Louvre, van",
  vehicleCategory: "VAN",
  ...ends,
  unitPrice: "110.00",
}
/** From the address of a house, so that it stands in any book. */
const place = (label: string, longitude: number, latitude: number) => ({
  address: { label, position: [longitude, latitude], toleranceMetres: 200 },
})
const addressed = {
  id: "orly-louvre-van",
  name: "Orly 4 to the Louvre, van",
  vehicleCategory: "VAN",
  from: place("Orly 4", 2.3652, 48.7262),
  to: place("Louvre, Paris", 2.3376, 48.8606),
  unitPrice: "110.00",
}
const flat = {
  id: "half-day-van",
  name: "Half a day in the van",
  vehicleCategory: "VAN",
  tripType: "DISPO",
  includedMinutes: 240,
  unitPrice: "320.00",
  extraPerHour: "75.00",
  includedKm: { perBooking: "80" },
  overagePerKm: "2.10",
}
const rate = {
  id: "van-by-the-hour",
  name: "Van by the hour",
  vehicleCategory: "VAN",
  tripType: "DISPO",
  method: "HOURLY",
  perHour: "78.00",
  minimumMinutes: 180,
  includedKm: { perHour: "20" },
  overagePerKm: "2.10",
}
const tariff = {
  id: "van-2027",
  name: "Van",
  vehicleCategory: "VAN",
  baseFee: "10.00",
  rules: [
    {
      kind: "DISTANCE_TIERS",
      id: "km",
      name: "By the kilometre",
      mode: "INCREMENTAL",
      tiers: [
        { upToKm: "50", perKm: "2.40" },
        { upToKm: null, perKm: "1.90" },
      ],
    },
    { kind: "MINIMUM_FARE", id: "least", name: "Minimum fare", amount: "45.00" },
  ],
}
const rule = {
  id: "night-weekend",
  kind: "TIME_RULE",
  name: "Nights of the weekend",
  when: { time: { from: "21:00", to: "07:00" }, weekdays: [6, 7] },
  effect: { percentage: "0.20" },
}
const fee = { id: "pet", name: "Pet on board", code: "PET", unit: "animal", unitPrice: "8.00" }

const book = {
  version: 0,
  name: "Prices of 2027",
  currency: "EUR",
  settings,
  zones: [orly, louvre],
  routes: [route],
  packages: [flat],
  rates: [rate],
  tariffs: [tariff],
  rules: [rule],
  fees: [fee],
}

/** A row without its id, which the address says. */
const nameless = ({ id: _, ...row }: Readonly<Record<string, unknown>>) => row

/** By operation, and by what each of its examples shows. */
export const bookExamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "priceBook.replace": { whole: book },
  "priceBook.check": { whole: book },
  "priceBook.settings": { usual: settings },
  "zones.create": { airport: orly, postalCodes: louvre },
  "zones.replace": { airport: nameless(orly) },
  "zones.edit": { dearer: { factor: "1.15" } },
  "routes.create": { betweenAddresses: addressed },
  "routes.replace": { betweenAddresses: nameless(addressed) },
  "routes.edit": { dearer: { unitPrice: "115.00" } },
  "packages.create": { byTime: flat, transfer: { ...addressed, id: "shuttle", tripType: "TRANSFER" } },
  "packages.replace": { byTime: nameless(flat) },
  "rates.create": { byTheHour: rate },
  "rates.replace": { byTheHour: nameless(rate) },
  "tariffs.create": { byDistance: tariff },
  "tariffs.replace": { byDistance: nameless(tariff) },
  "tariffs.edit": { dearer: { baseFee: "12.00" } },
  "rules.create": {
    night: rule,
    season: {
      id: "fair",
      kind: "SEASON",
      name: "Fair",
      from: "2027-06-10",
      to: "2027-06-20",
      factor: "1.25",
    },
  },
  "rules.replace": { night: nameless(rule) },
  "fees.create": { pet: fee },
  "fees.replace": { pet: nameless(fee) },
  "fees.edit": { dearer: { unitPrice: "9.00" } },
  "agencyRoutes.create": { betweenAddresses: { ...addressed, id: "lumiere-orly" } },
  "agencyRoutes.edit": { dearer: { unitPrice: "99.00" } },
}
