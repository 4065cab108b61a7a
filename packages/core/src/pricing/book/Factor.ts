/** What a price is multiplied by, or which share of it is meant: exact decimals of up to 4 digits. */
import { Schema } from "effect"
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"

const scale = 4

/** `"1.15"`; 0 to 100, kept in ten-thousandths. */
export const Factor = Decimal.codec({ scale, atLeast: 2, min: "0", max: "100" }).pipe(Schema.brand("Factor"))
export type Factor = typeof Factor.Type

/** A share: `"0.20"` is 20 %, `"-0.10"` takes 10 % off; −1 to 10, kept in ten-thousandths. */
export const Share = Decimal.codec({ scale, atLeast: 2, min: "-1", max: "10" }).pipe(Schema.brand("Share"))
export type Share = typeof Share.Type

export const exact = (units: Factor | Share): Exact.Exact => Exact.of(units, 10 ** scale)
export const format = (units: Factor | Share): string => Decimal.format(units, scale, 2)
