/**
 * What an exact, explainable price costs: a transfer by the tariff at night, at a weekend, in a season, zones found and
 * fees looked up, beside the floats one would write by hand for these rules alone. Both must give the same cents.
 */
import {
  compileBook,
  emptyBook,
  explain,
  PriceBook,
  priceTrip,
  type PricingContext,
  type PricingTrip,
  Quantity,
} from "@caleche/core"
import { DateTime, Result, Schema } from "effect"
import type { Benchmark } from "./Benchmark.ts"
import { cpuRatio, perCpuSecond, type Work } from "./cpuTurns.ts"

const rules = [
  {
    kind: "TIME_RULE",
    id: "night",
    name: "Night",
    when: { time: { from: "21:00", to: "07:00" } },
    effect: { percentage: "0.20" },
  },
  {
    kind: "TIME_RULE",
    id: "weekend",
    name: "Weekend",
    when: { weekdays: [6, 7] },
    effect: { percentage: "0.10" },
  },
  { kind: "SEASON", id: "summer", name: "Summer", from: "2026-07-01", to: "2026-08-31", factor: "1.15" },
]
const tariff = {
  id: "berline",
  name: "BERLINE",
  vehicleCategory: "BERLINE",
  rules: [
    {
      kind: "DISTANCE_TIERS",
      id: "km",
      name: "km",
      mode: "INCREMENTAL",
      tiers: [{ upToKm: null, perKm: "2.00" }],
    },
    { kind: "TIME_RATE", id: "hours", name: "Hours", perHour: "50.00" },
    { kind: "MINIMUM_FARE", id: "minimum", name: "Minimum", amount: "45.00" },
  ],
}
const book = Schema.decodeUnknownSync(PriceBook)({
  ...Schema.encodeSync(PriceBook)(emptyBook("EUR")),
  tariffs: [tariff],
  rules,
})
const compiled = compileBook(book, "Europe/Paris")

const at = DateTime.makeUnsafe("2026-06-01T00:00:00Z")
const context: PricingContext = { currency: "EUR", timeZone: "Europe/Paris", at, mode: "DYNAMIC" }
/** 64 trips over two weeks in summer, one every five hours and a quarter. */
const trips: ReadonlyArray<PricingTrip> = Array.from({ length: 64 }, (_, place) => ({
  tripType: "TRANSFER",
  pickupAt: DateTime.add(DateTime.makeUnsafe("2026-06-25T00:00:00Z"), { minutes: place * 315 }),
  durationMinutes: 20 + ((place * 37) % 90),
  distanceKm: Quantity.Quantity.make(5_000 + ((place * 7_919) % 70_000)),
  passengers: 2,
  vehicleCategory: "BERLINE",
  pickup: { label: "Paris", latitude: 48.8566, longitude: 2.3522 },
  dropOff: { label: "Roissy", latitude: 49.0097, longitude: 2.5479 },
}))

const price = (place: number) => Result.getOrThrow(priceTrip(compiled, trips[place & 63]!, context)).lines[0] // a place in the list

const priced: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) sum += price(time).net
  return sum
}

/** With its explanation in writing, as a quote stores it. */
const explained: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    const { net, trace } = price(time)
    sum += explain(trace, net, "EUR", 1).parts.length > 1 ? net : 0
  }
  return sum
}

/** What a person writes: floats, summer's offset from UTC as a constant, and a cent's fraction to round right. */
const byHand: Work = (times) => {
  let sum = 0
  for (let time = 0; time < times; time++) {
    const { distanceKm = 0, durationMinutes = 0, pickupAt } = trips[time & 63]! // a place in the list
    const local = new Date(DateTime.toEpochMillis(pickupAt) + 7_200_000)
    const hour = local.getUTCHours()
    const day = local.getUTCDay()
    const month = local.getUTCMonth()
    let amount = Math.max((distanceKm / 1_000) * 2, (durationMinutes / 60) * 50)
    if (hour >= 21 || hour < 7) amount *= 1.2
    if (day === 0 || day === 6) amount *= 1.1
    if (month === 6 || month === 7) amount *= 1.15
    sum += Math.round(Math.max(amount, 45) * 100 + 1e-6)
  }
  return sum
}

/**
 * Three times the 175,000 a CPU-second of an engine in floats, its explanation included: 525,000, where the same by hand
 * does some 9,000,000. As a ratio to that it holds on any machine.
 */
const goal = { atMost: Math.round(9_000 / 525) }

export const tariffTransfer: Benchmark = {
  name: "tariff",
  run: async () => [
    {
      what: "a transfer by the tariff: night, weekend, season",
      against: "the same rules in floats by hand",
      ratio: cpuRatio(priced, byHand),
      perCpuSecond: perCpuSecond(priced),
      goal,
    },
    {
      what: "the same, explained in writing",
      against: "the same rules in floats by hand",
      ratio: cpuRatio(explained, byHand),
      perCpuSecond: perCpuSecond(explained),
      goal,
      note: "about two fifths in the price; a quarter in taking its steps again for what each added; a fifth in writing five exact amounts as text; the rest in objects and their collection",
    },
  ],
}
