/**
 * The VAT of a line: its rate, the category of EN 16931 (UNTDID 5305), why, and who decided.
 *
 * Accountants contradict one another on transport, so a rate is never stored without its reason.
 */
import { Schema } from "effect"
import * as Decimal from "./Decimal.ts"
import type { Money } from "./Money.ts"
import { UpTo } from "./Text.ts"

/** Decimals kept: 0.0550 is 550. */
export const scale = 4

/** A share of the net, on the wire `"0.10"` (at least two decimals); 0 to 1. */
export const VatRate = Decimal.codec({ scale, atLeast: 2, min: "0", max: "1" }).pipe(Schema.brand("VatRate"))
export type VatRate = typeof VatRate.Type

/** At least two decimals. */
export const format = (rate: VatRate): string => Decimal.format(rate, scale, 2)

/** S standard or reduced rate, Z zero-rated, E exempt, O outside scope, AE reverse charge. */
export const VatCategory = Schema.Literals(["S", "Z", "E", "O", "AE"])
export type VatCategory = typeof VatCategory.Type

/** What a line stores of its VAT. */
export const Vat = Schema.Struct({
  rate: VatRate,
  category: VatCategory,
  reason: UpTo(200),
  decidedBy: Schema.Literals(["POLICY", "USER"]),
})
export type Vat = typeof Vat.Type

/** base × rate, rounded half away from zero to the minor unit (EN 16931, BR-CO-17). */
export const taxOn = (base: Money, rate: VatRate): Money =>
  Decimal.multiplyDivide(base, rate, 10 ** scale) as Money // whole minor units
