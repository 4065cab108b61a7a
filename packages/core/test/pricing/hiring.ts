/** Hires as tests ask for them: the rows of DEMO-2026 that concern them, and a trip on a day without special rules. */
import { DateTime, Result, Schema } from "effect"
import { expect } from "vitest"
import type { Priced, PricedTrip } from "../../src/pricing/ComputedLine.ts"
import { compileHire } from "../../src/pricing/hire/CompiledHire.ts"
import type { HireBook, Surcharges } from "../../src/pricing/hire/HireBook.ts"
import { makeLocalClock } from "../../src/pricing/LocalClock.ts"
import { PriceBook } from "../../src/pricing/PriceBook.ts"
import type { PricingContext } from "../../src/pricing/PricingContext.ts"
import type { Situation } from "../../src/pricing/Situation.ts"
import { TripRequest, type TripType } from "../../src/pricing/Trip.ts"
import * as Exact from "../../src/shared/Exact.ts"
import { format } from "../../src/shared/Money.ts"
import { now } from "../samples.ts"

const decodeBook = Schema.decodeUnknownSync(PriceBook)
const decodeTrip = Schema.decodeUnknownSync(TripRequest)

export const dispo = {
  id: "dispo-berline",
  name: "Dispo BERLINE",
  tripType: "DISPO",
  method: "HOURLY",
  vehicleCategory: "BERLINE",
  perHour: "60.00",
  minimumMinutes: 240,
  incrementMinutes: 30,
  includedKm: { perHour: "25" },
  overagePerKm: "1.80",
}
export const buckets = {
  id: "dispo-buckets",
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
}
export const nightBuckets = [{ minutes: 300, price: "400.00" }]
export const halfDay = {
  id: "half-day",
  name: "Half-day excursion BERLINE",
  tripType: "EXCURSION",
  vehicleCategory: "BERLINE",
  unitPrice: "320.00",
  includedMinutes: 300,
  includedKm: { perBooking: "60" },
  extraPerHour: "55.00",
  incrementMinutes: 30,
  overagePerKm: "1.50",
}

export interface Rows {
  readonly packages?: ReadonlyArray<object>
  readonly rates?: ReadonlyArray<object>
  readonly corrections?: object
  readonly settings?: object
}

const unsurcharged: Surcharges = () => ({ factor: Exact.one, added: Exact.zero, parts: [], missing: [] })

/** A book of these rows; DEMO-2026's settings unless told. */
export const bookOf = (rows: Rows, surcharges: Surcharges = unsurcharged): HireBook => {
  const book = decodeBook({
    version: 1,
    name: "DEMO-2026",
    currency: "EUR",
    settings: {
      zoneStrategy: "SPECIFICITY",
      zoneFactors: "MAX",
      fallback: "NONE",
      incrementMinutes: 15,
      corrections: {
        graceMinutes: 0,
        creditUnused: "FULL",
        allowance: "BOOKED",
        wholeKm: false,
        ...rows.corrections,
      },
      vat: [],
      holidays: {},
      ...rows.settings,
    },
    zones: [],
    routes: [],
    packages: rows.packages ?? [],
    rates: rows.rates ?? [],
    tariffs: [],
    rules: [],
    fees: [],
  })
  return { hire: compileHire(book), settings: book.settings, surcharges }
}

export const clock = makeLocalClock("Europe/Paris")

/** A hire of a BERLINE from Paris on a Thursday at 14:00 for so many minutes and kilometres. */
export const hiring = (
  tripType: TripType,
  asked: { readonly minutes?: number; readonly km?: string; readonly at?: string } & Record<string, unknown>,
  context: Partial<PricingContext> = {},
): Situation => {
  const { at = "2026-05-07T14:00:00+02:00", km, minutes, ...rest } = asked
  const trip = {
    ...decodeTrip({
      pickupAt: at,
      vehicleCategory: "BERLINE",
      pickup: { label: "10 rue de la Paix, 75002 Paris" },
      ...(minutes === undefined ? {} : { durationMinutes: minutes }),
      ...(km === undefined ? {} : { distanceKm: km }),
      ...rest,
    }),
    tripType,
  }
  return {
    trip,
    context: { currency: "EUR", timeZone: "Europe/Paris", at: now, mode: "DYNAMIC", ...context },
    clock,
    pickup: clock.momentOf(DateTime.toEpochMillis(trip.pickupAt)),
    km: trip.distanceKm === undefined ? undefined : Exact.ofQuantity(trip.distanceKm),
    minutes,
    hours: minutes === undefined ? undefined : Exact.of(minutes, 60),
    zones: { pickup: undefined, dropOff: undefined },
    leadMinutes: 1_000,
    cost: undefined,
  }
}

export const priced = (result: PricedTrip): Priced => {
  if (Result.isFailure(result)) throw new Error(`no price: ${JSON.stringify(result.failure)}`)
  return result.success
}

/** The arithmetic of some lines, for a person to check when an example fails. */
export const arithmetic = (lines: Priced["lines"]): string =>
  lines
    .map(({ kind, net, trace }) =>
      [
        `${kind} ${format(net, "EUR")} =`,
        ...trace.parts.map(
          ({ amount, inputs, kind }) => `${Exact.format(amount)} (${kind} ${JSON.stringify(inputs)})`,
        ),
        ...trace.rejected.map((one) => `not ${JSON.stringify(one)}`),
      ].join("\n  "),
    )
    .join("\n")

declare module "vitest" {
  interface Matchers<R> {
    /** The nets of priced lines; prints how they came about where they differ. */
    toCost: (nets: ReadonlyArray<string>) => R
  }
}

expect.extend({
  toCost(lines: Priced["lines"], nets: ReadonlyArray<string>) {
    const actual = lines.map(({ net }) => format(net, "EUR"))
    return {
      pass: this.equals(actual, nets),
      actual,
      expected: nets,
      message: () => `expected ${nets.join(" + ")}, and it is\n${arithmetic(lines)}`,
    }
  },
})
