/**
 * The price of one unit, excl. VAT unless the quote says otherwise: up to 4 decimals, kept in ten-thousandths of the
 * currency's major unit. Rates per kilometre need more digits than an amount to pay.
 */
import { Schema } from "effect"
import * as Decimal from "./Decimal.ts"
import { type Currency, digits, type Money } from "./Money.ts"
import { type Quantity, scale as quantityScale } from "./Quantity.ts"

/** Decimals kept. */
export const scale = 4

/** On the wire `"85.00"` or `"1.3750"`: at most 4 decimals, |price| ≤ 999999.9999. */
export const UnitPrice = Decimal.codec({ scale, atLeast: 2, max: "999999.9999" }).pipe(
  Schema.brand("UnitPrice"),
)
export type UnitPrice = typeof UnitPrice.Type

/** The highest there is. */
export const most = 9_999_999_999 as UnitPrice // ten-thousandths

/** At least the currency's digits, and as many more as the price has. */
export const format = (price: UnitPrice, currency: Currency): string =>
  Decimal.format(price, scale, digits(currency))

/** quantity × unit price, rounded half away from zero to the currency's minor unit: the net of a line. */
export const times = (quantity: Quantity, price: UnitPrice, currency: Currency): Money =>
  Decimal.multiplyDivide(
    quantity,
    price,
    Decimal.powerOfTen(quantityScale + scale - digits(currency)),
  ) as Money // whole minor units

/** The unit price that says an amount: it has more decimals than any currency. */
export const ofMoney = (amount: Money, currency: Currency): UnitPrice =>
  (amount * Decimal.powerOfTen(scale - digits(currency))) as UnitPrice // whole ten-thousandths
