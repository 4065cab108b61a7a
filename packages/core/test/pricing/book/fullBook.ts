/** A price book as JSON with every list, every kind of row and every key there is, written as it is read back. */
import { uuid } from "../../samples.ts"

const [client, agency] = [uuid(51), uuid(52)]
const year = { validFrom: "2026-01-01", validUntil: "2026-12-31" }
const row = (id: string) => ({ id, name: `Row ${id}`, active: true })
const byClient = { ...year, clientId: client, vehicleCategory: "BERLINE" }
const byAgency = { ...year, agencyId: agency, vehicleCategory: null }
const outline = [
  [2, 48],
  [3, 48],
  [3, 49],
  [2, 48],
]
const between = {
  from: { zoneIds: ["ring"] },
  to: { address: { label: "Gare de Lyon", position: [2.3735, 48.8443], toleranceMetres: 200 } },
  oneWay: true,
  unitPrice: "85.50",
  surchargeable: true,
  automaticFees: true,
}

export const fullBook = {
  version: 7,
  name: "A book",
  currency: "EUR",
  settings: {
    zoneStrategy: "PRIORITY",
    zoneFactors: "AVERAGE",
    fallback: "DYNAMIC",
    incrementMinutes: 30,
    corrections: { graceMinutes: 10, creditUnused: "TO_MINIMUM", allowance: "BILLED_HOURS", wholeKm: true },
    waiting: {
      freeMinutes: 15,
      free: [{ zoneIds: ["ring"], freeMinutes: 60, fromLanding: true }],
      blockMinutes: 15,
      perBlock: "10.00",
      clock: "LATER_OF_BOOKED_AND_ARRIVAL",
    },
    cancellation: {
      tiers: [
        { fromMinutes: 0, share: "1.00" },
        { fromMinutes: 1440, share: "0.50" },
      ],
      noShow: "1.00",
      vat: "OUTSIDE_SCOPE",
    },
    vat: [
      {
        tripType: "TRANSFER",
        clientType: "BUSINESS",
        crossBorder: true,
        rate: "0.10",
        category: "S",
        reason: "agreed",
      },
    ],
    vatExemption: "TVA non applicable, art. 293 B du CGI",
    holidays: { FR: ["2026-07-14"], BE: [] },
  },
  zones: [
    {
      ...row("ring"),
      shape: { type: "POLYGON", coordinates: [outline, outline] },
      priority: 3,
      factor: "1.10",
    },
    { ...row("round"), shape: { type: "RADIUS", centre: [2.35, 48.86], radiusKm: 7 } },
    { ...row("point"), shape: { type: "POINT", centre: [2.35, 48.86], toleranceMetres: 150 } },
    {
      ...row("line"),
      shape: {
        type: "CORRIDOR",
        line: [
          [2.35, 48.86],
          [2.55, 49],
        ],
        bufferMetres: 500,
      },
    },
    { ...row("codes"), shape: { type: "POSTAL_CODES", country: "FR", codes: ["75", "92100"] } },
  ],
  routes: [{ ...row("a-b"), ...byAgency, ...between }],
  packages: [
    { ...row("flat"), ...byClient, tripType: "TRANSFER", ...between },
    {
      ...row("half-day"),
      ...byAgency,
      tripType: "EXCURSION",
      includedMinutes: 300,
      unitPrice: "320.00",
      extraPerHour: "60.00",
      incrementMinutes: 60,
      automaticFees: true,
      includedKm: { perBooking: "120" },
      overagePerKm: "1.375",
    },
  ],
  rates: [
    {
      ...row("hour"),
      ...byClient,
      tripType: "DISPO",
      method: "HOURLY",
      perHour: "60.00",
      minimumMinutes: 180,
      incrementMinutes: 15,
      includedKm: { perHour: "25" },
      overagePerKm: "1.50",
    },
    {
      ...row("hours"),
      ...byAgency,
      tripType: "EXCURSION",
      method: "BUCKETS",
      between: "PROPORTIONAL",
      buckets: [{ minutes: 240, price: "260.00" }],
      nightBuckets: [{ minutes: 240, price: "300.00" }],
      night: { from: "22:00", to: "06:00:00" },
      perHourBeyond: "65.00",
      incrementMinutes: 30,
      includedKm: { perBooking: "100.5" },
      overagePerKm: "2.00",
    },
  ],
  tariffs: [
    {
      ...row("berline"),
      ...byClient,
      combine: "SUM",
      baseFee: "5.00",
      rules: [{ kind: "TIME_RATE", ...row("hours"), perHour: "50.00" }],
    },
  ],
  rules: [{ kind: "SEASON", ...row("may"), from: "2026-05-01", to: "2026-05-31", factor: "1.10" }],
  fees: [
    {
      ...row("parking"),
      ...year,
      code: "PARKING",
      unit: "stop",
      unitPrice: "6.00",
      vat: { rate: "0.20", category: "S", reason: "no transport" },
      automatic: { zoneIds: ["ring"] },
    },
    {
      ...row("late"),
      ...year,
      code: "LATE",
      unitPrice: "15.00",
      automatic: { bookedLessThanMinutesBefore: 120 },
    },
  ],
}
