/** What DEMO-2026 charges where no price was agreed: by distance and time, by the hour, and for extras. */

/** Category, per kilometre, per hour, minimum fare. */
const categories = [
  ["BERLINE", "2.00", "50.00", "45.00"],
  ["VAN", "2.50", "62.00", "60.00"],
  ["MINIBUS", "3.40", "85.00", "200.00"],
  ["AUTOCAR", "4.80", "120.00", "350.00"],
] as const

export const tariffs = categories.map(([category, perKm, perHour, minimum]) => ({
  id: `tariff-${category.toLowerCase()}`,
  name: `Tariff ${category}`,
  vehicleCategory: category,
  combine: "MAX",
  rules: [
    {
      kind: "DISTANCE_TIERS",
      id: "distance",
      name: "Distance",
      mode: "INCREMENTAL",
      tiers: [{ upToKm: null, perKm }],
    },
    { kind: "TIME_RATE", id: "time", name: "Time", perHour },
    { kind: "MINIMUM_FARE", id: "minimum", name: "Minimum fare", amount: minimum },
  ],
}))

export const rules = [
  {
    kind: "TIME_RULE",
    id: "night",
    name: "Night, 21:00 to 07:00",
    priority: 30,
    when: { time: { from: "21:00", to: "07:00" } },
    effect: { percentage: "0.20" },
  },
  {
    kind: "TIME_RULE",
    id: "weekend",
    name: "Weekend",
    priority: 20,
    when: { weekdays: [6, 7] },
    effect: { percentage: "0.10" },
  },
  {
    kind: "TIME_RULE",
    id: "special-days",
    name: "Christmas and New Year",
    priority: 10,
    when: { yearly: ["12-24", "12-25", "12-31", "01-01"] },
    effect: { percentage: "0.50" },
  },
  { kind: "SEASON", id: "summer-2026", name: "Summer", from: "2026-07-01", to: "2026-08-31", factor: "1.15" },
]

const hourly = (category: string, perHour: string) => ({
  id: `dispo-${category.toLowerCase()}`,
  name: `Dispo ${category} by the hour`,
  tripType: "DISPO",
  method: "HOURLY",
  vehicleCategory: category,
  perHour,
  minimumMinutes: 240,
  incrementMinutes: 30,
  includedKm: { perHour: "25" },
  overagePerKm: "1.80",
})

export const rates = [
  hourly("BERLINE", "60.00"),
  hourly("VAN", "62.00"),
  hourly("MINIBUS", "85.00"),
  hourly("AUTOCAR", "120.00"),
]

/** `DEMO-2026-BUCKETS` has this in place of the hourly BERLINE row. */
export const bucketRate = {
  id: "dispo-berline",
  name: "Dispo BERLINE by buckets",
  tripType: "DISPO",
  method: "BUCKETS",
  vehicleCategory: "BERLINE",
  between: "ROUND_UP",
  buckets: [
    { minutes: 240, price: "260.00" },
    { minutes: 300, price: "320.00" },
    { minutes: 360, price: "375.00" },
    { minutes: 480, price: "480.00" },
    { minutes: 600, price: "590.00" },
    { minutes: 720, price: "690.00" },
  ],
  perHourBeyond: "60.00",
  incrementMinutes: 30,
  includedKm: { perHour: "25" },
  overagePerKm: "1.80",
}

const fee = (code: string, name: string, unitPrice: string, more: object = {}) => ({
  id: code.toLowerCase().replaceAll("_", "-"),
  code,
  name,
  unitPrice,
  ...more,
})

export const fees = [
  fee("BABY_SEAT", "Baby seat", "10.00"),
  fee("BOOSTER", "Booster seat", "8.00"),
  fee("MEET_AND_GREET", "Meet & greet", "15.00"),
  fee("EXTRA_STOP", "Extra stop", "10.00"),
  fee("EXTRA_BAG", "Extra large bag", "5.00"),
  fee("LATE_BOOKING", "Late booking", "15.00", { automatic: { bookedLessThanMinutesBefore: 60 } }),
]

const airports = ["CDG", "ORY", "LBG", "BVA"]

export const settings = {
  zoneStrategy: "SPECIFICITY",
  zoneFactors: "MAX",
  fallback: "NONE",
  incrementMinutes: 15,
  corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
  waiting: {
    freeMinutes: 15,
    free: [{ zoneIds: airports, freeMinutes: 60, fromLanding: true }],
    blockMinutes: 15,
    perBlock: "12.50",
    clock: "BOOKED",
  },
  cancellation: {
    tiers: [
      { fromMinutes: 0, share: "1.00" },
      { fromMinutes: 120, share: "0.50" },
      { fromMinutes: 1440, share: "0.00" },
    ],
    noShow: "1.00",
    vat: "AS_SERVICE",
  },
  vat: [],
  holidays: {},
}
