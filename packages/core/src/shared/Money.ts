/**
 * An amount of the operator's currency, exact, as a whole number of minor units (cents of a euro).
 *
 * One operator has one currency; the record that carries amounts names it once. Bounds on quantities, unit prices and
 * the number of lines keep every sum below 2^53 (decision 0003).
 */
import { Schema } from "effect"
import * as Decimal from "./Decimal.ts"
import { formed } from "./Text.ts"

/** ISO 4217 code, three capital letters. */
export const Currency = Schema.String.check(formed(/^[A-Z]{3}$/, 3, "must be an ISO 4217 code such as EUR"))
export type Currency = typeof Currency.Type

const digitsOf: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BIF: 0,
  DJF: 0,
}

/** Minor digits of a currency (ISO 4217): 2 but for the few that differ. */
export const digits = (currency: Currency): number => digitsOf[currency] ?? 2

/** Whole minor units; may be negative. */
export const Money = Schema.Int.pipe(Schema.brand("Money"))
export type Money = typeof Money.Type

/** No amount. */
export const zero = 0 as Money // the literal is an integer

/** Brands a whole number of minor units. */
export const make = (minorUnits: number): Money => Money.make(minorUnits)

/** The sum of amounts in one currency. */
export const sum = (amounts: Iterable<Money>): Money => {
  let total = 0
  for (const amount of amounts) total += amount
  return total as Money // a sum of integers
}

/** `8550` in EUR is `"85.50"`: all of the currency's digits. */
export const format = (amount: Money, currency: Currency): string => Decimal.format(amount, digits(currency))
