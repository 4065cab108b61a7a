/** How many units a line bills: trips, hours, kilometres. Up to 3 decimals, kept in thousandths. */
import { Schema } from "effect"
import * as Decimal from "./Decimal.ts"

/** Decimals kept. */
export const scale = 3

/** On the wire `"1"` or `"1.375"`, without trailing zeros; 0 to 99999.999. */
export const Quantity = Decimal.codec({ scale, atLeast: 0, min: "0", max: "99999.999" }).pipe(
  Schema.brand("Quantity"),
)
export type Quantity = typeof Quantity.Type

/** Without trailing zeros. */
export const format = (quantity: Quantity): string => Decimal.format(quantity, scale, 0)
