/** The tariff of DEMO-2026 and trips priced by it alone, without grid or zones. */
import { DateTime, Result, Schema } from "effect"
import { explain } from "../../../src/pricing/Explanation.ts"
import { levelsOf } from "../../../src/pricing/Levels.ts"
import { type LocalClock, makeLocalClock } from "../../../src/pricing/LocalClock.ts"
import { emptyBook, type PriceBook, PriceBook as Book } from "../../../src/pricing/PriceBook.ts"
import type { PricingContext, PricingTrip } from "../../../src/pricing/PricingContext.ts"
import type { Situation } from "../../../src/pricing/Situation.ts"
import { type CompiledTariffs, compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import { priceByTariff, type TariffPrice } from "../../../src/pricing/tariff/priceByTariff.ts"
import type { ZoneFactor } from "../../../src/pricing/zones/zoneFactor.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"

export const paris = makeLocalClock("Europe/Paris")

const decodeBook = Schema.decodeUnknownSync(Book)
const written = Schema.encodeSync(Book)(emptyBook("EUR", "DEMO-2026"))

/** A book as JSON says it. */
export const bookWith = (parts: Record<string, unknown>): PriceBook => decodeBook({ ...written, ...parts })

export const night = {
  kind: "TIME_RULE",
  id: "night",
  name: "Night",
  when: { time: { from: "21:00", to: "07:00" } },
  effect: { percentage: "0.20" },
}
export const weekend = {
  kind: "TIME_RULE",
  id: "weekend",
  name: "Weekend",
  when: { weekdays: [6, 7] },
  effect: { percentage: "0.10" },
}
export const specialDays = {
  kind: "TIME_RULE",
  id: "special-days",
  name: "Special days",
  when: { yearly: ["12-24", "12-25", "12-31", "01-01"] },
  effect: { percentage: "0.50" },
}
export const summer = {
  kind: "SEASON",
  id: "summer",
  name: "Summer",
  from: "2026-07-01",
  to: "2026-08-31",
  factor: "1.15",
}

/** One category of 2.1: so much a kilometre and an hour, the greater of both, with a minimum. */
export const tariff = (
  vehicleCategory: string | null,
  perKm: string,
  perHour: string,
  minimum: string,
  more: Record<string, unknown> = {},
) => ({
  id: (vehicleCategory ?? "any").toLowerCase(),
  name: vehicleCategory ?? "any",
  vehicleCategory,
  rules: [
    { kind: "DISTANCE_TIERS", id: "km", name: "km", mode: "INCREMENTAL", tiers: [{ upToKm: null, perKm }] },
    { kind: "TIME_RATE", id: "hours", name: "Hours", perHour },
    { kind: "MINIMUM_FARE", id: "minimum", name: "Minimum", amount: minimum },
  ],
  ...more,
})

export const demoTariffs = [
  tariff("BERLINE", "2.00", "50.00", "45.00"),
  tariff("VAN", "2.50", "62.00", "60.00"),
  tariff("MINIBUS", "3.40", "85.00", "200.00"),
  tariff("AUTOCAR", "4.80", "120.00", "350.00"),
]
export const demoRules = [night, weekend, specialDays, summer]
export const demo = compileTariffs(bookWith({ tariffs: demoTariffs, rules: demoRules }))

/** A trip said shortly: `at` with its offset, kilometres and minutes as numbers. */
export interface Ride extends Partial<Omit<PricingContext, "at" | "cost">> {
  readonly at: string
  readonly km?: number | undefined
  readonly minutes?: number | undefined
  readonly category?: string | undefined
  readonly passengers?: number
  readonly tripType?: PricingTrip["tripType"]
  readonly cost?: Exact.Exact
  /** Minutes before pickup at which the price is asked for. */
  readonly lead?: number
  readonly zones?: Situation["zones"]
  readonly fees?: PricingTrip["fees"]
}

export const situationOf = (ride: Ride, clock: LocalClock = paris): Situation => {
  const { at, cost, km, lead = 1_440, minutes, passengers, tripType, zones, fees, ...more } = ride
  const category = "category" in ride ? ride.category : "BERLINE"
  const pickupAt = DateTime.toUtc(DateTime.makeUnsafe(at))
  const millis = DateTime.toEpochMillis(pickupAt)
  return {
    trip: {
      pickupAt,
      tripType: tripType ?? "TRANSFER",
      ...(passengers !== undefined && { passengers }),
      ...(category !== undefined && { vehicleCategory: category }),
      ...(fees !== undefined && { fees }),
    },
    context: {
      currency: "EUR",
      timeZone: clock.timeZone,
      at: DateTime.subtract(pickupAt, { minutes: lead }),
      mode: "DYNAMIC",
      ...more,
    },
    clock,
    pickup: clock.momentOf(millis),
    km: km === undefined ? undefined : Exact.ofQuantity(Quantity.make(Math.round(km * 1_000))),
    minutes,
    hours: minutes === undefined ? undefined : Exact.of(minutes, 60),
    zones: zones ?? { pickup: undefined, dropOff: undefined },
    leadMinutes: lead,
    cost,
  }
}

/** The price of a ride; fails the test where there is none. */
export const priceOf = (
  ride: Ride,
  tariffs: CompiledTariffs = demo,
  zones?: ZoneFactor,
  clock: LocalClock = paris,
): TariffPrice => {
  const situation = situationOf(ride, clock)
  return Result.getOrThrow(priceByTariff(tariffs, situation, levelsOf(situation.context), zones))
}

/** The net in euros, and how it came about, for a person who looks at a failure. */
export const net = ({ amount }: TariffPrice): string => (Exact.toMoney(amount, "EUR") / 100).toFixed(2)

export const arithmetic = ({ amount, trace }: TariffPrice): string =>
  explain(trace, Exact.toMoney(amount, "EUR"), "EUR", 0)
    .parts.map(
      ({ kind, id, amount, inputs }) => `${kind} ${id ?? ""} ${amount} from ${JSON.stringify(inputs)}`,
    )
    .join("\n")
