/** Prices of a vehicle with its driver for a time: packages of an excursion or a dispo, and rates by the hour or by buckets. */
import { Schema } from "effect"
import { Quantity } from "../../shared/Quantity.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { LocalWindow } from "../LocalWindow.ts"
import { Minutes } from "../Trip.ts"
import { forCategory, ownership, rowFields, validity } from "./Row.ts"

const hired = { ...rowFields, ...validity, ...ownership, ...forCategory }
const forHire = Schema.Literals(["EXCURSION", "DISPO"])

/** Kilometres in the price: for the whole booking, or for each billed hour. */
export const IncludedKm = Schema.Union([
  Schema.Struct({ perBooking: Quantity }),
  Schema.Struct({ perHour: Quantity }),
])
export type IncludedKm = typeof IncludedKm.Type

const kilometres = {
  includedKm: Schema.optionalKey(IncludedKm),
  /** For each kilometre beyond the included; a rate without it bills none, a package is not offered for more. */
  overagePerKm: Schema.optionalKey(UnitPrice),
}

/** A flat price for so many minutes and kilometres; more is billed by started increments. */
export const HirePackage = Schema.Struct({
  ...hired,
  tripType: forHire,
  includedMinutes: Minutes,
  unitPrice: UnitPrice,
  /** For each hour beyond, billed by started increments; a package without it is not offered for longer bookings. */
  extraPerHour: Schema.optionalKey(UnitPrice),
  incrementMinutes: Schema.optionalKey(Minutes),
  /** Takes the fees that apply by themselves. */
  automaticFees: Schema.optionalKey(Schema.Boolean),
  ...kilometres,
})
export type HirePackage = typeof HirePackage.Type

/** By the hour: hours × rate, not below the minimum. */
export const HourlyRate = Schema.Struct({
  ...hired,
  tripType: forHire,
  method: Schema.Literal("HOURLY"),
  perHour: UnitPrice,
  minimumMinutes: Schema.optionalKey(Minutes),
  /** Booked time is billed in whole increments; the book's setting when left out. */
  incrementMinutes: Schema.optionalKey(Minutes),
  ...kilometres,
})
export type HourlyRate = typeof HourlyRate.Type

const Bucket = Schema.Struct({ minutes: Minutes, price: UnitPrice })

/** By buckets: 4 h, 5 h, 8 h …, each with its price; below the first the first, beyond the last by the hour. */
export const BucketRate = Schema.Struct({
  ...hired,
  tripType: forHire,
  method: Schema.Literal("BUCKETS"),
  between: Schema.Literals(["ROUND_UP", "ROUND_DOWN", "PROPORTIONAL"]),
  buckets: Schema.Array(Bucket).check(Schema.isMinLength(1), Schema.isMaxLength(100)),
  /** Buckets of the night; day and night then weigh by their minutes of the billed window. */
  nightBuckets: Schema.optionalKey(
    Schema.Array(Bucket).check(Schema.isMinLength(1), Schema.isMaxLength(100)),
  ),
  /** When it is night, as local times; 21:00 to 07:00 when left out. */
  night: Schema.optionalKey(LocalWindow),
  perHourBeyond: UnitPrice,
  incrementMinutes: Schema.optionalKey(Minutes),
  ...kilometres,
})
export type BucketRate = typeof BucketRate.Type

export const HireRate = Schema.Union([HourlyRate, BucketRate])
export type HireRate = typeof HireRate.Type
