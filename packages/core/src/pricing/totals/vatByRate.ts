/**
 * What a document sums up to: VAT is computed on the sum of each (category, rate) group, never line by line, as EN 16931
 * asks (BR-CO-10, BR-CO-14, BR-CO-15, BR-CO-17). Three lines of 14.55 at 10 % owe 4.37, not 3 × 1.46.
 */
import { Schema } from "effect"
import { Money, zero } from "../../shared/Money.ts"
import { taxOn, type Vat, VatCategory, VatRate } from "../../shared/VatRate.ts"

/** One group of a document's VAT. */
export const VatGroup = Schema.Struct({ category: VatCategory, rate: VatRate, base: Money, tax: Money })
export type VatGroup = typeof VatGroup.Type

/** net + tax = gross; gross + rounding = payable. */
export const Totals = Schema.Struct({
  net: Money,
  vat: Schema.Array(VatGroup),
  tax: Money,
  gross: Money,
  rounding: Money,
  payable: Money,
})
export type Totals = typeof Totals.Type

/**
 * Totals of lines whose prices exclude VAT; groups are ordered by category, then rate. Lines in any order give the same.
 *
 * @example
 * const vat = { rate: VatRate.make(1000), category: "S", reason: "transport", decidedBy: "USER" } as const
 * vatByRate([{ net: Money.make(8500), vat }]).payable // 9350
 */
export const vatByRate = (
  lines: Iterable<{ readonly net: Money; readonly vat: Pick<Vat, "rate" | "category"> }>,
): Totals => {
  const groups: Array<{ category: VatCategory; rate: VatRate; base: number; tax: number }> = []
  let net = 0
  for (const line of lines) {
    net += line.net
    const group = groups.find(
      ({ category, rate }) => category === line.vat.category && rate === line.vat.rate,
    )
    if (group === undefined)
      groups.push({ category: line.vat.category, rate: line.vat.rate, base: line.net, tax: 0 })
    else group.base += line.net
  }
  let tax = 0
  for (const group of groups) tax += group.tax = taxOn(group.base as Money, group.rate) // a sum of minor units
  groups.sort((a, b) => (a.category < b.category ? -1 : a.category > b.category ? 1 : a.rate - b.rate))
  const gross = (net + tax) as Money // whole minor units, as are the others
  return {
    net: net as Money,
    vat: groups as ReadonlyArray<object> as ReadonlyArray<VatGroup>,
    tax: tax as Money,
    gross,
    rounding: zero,
    payable: gross,
  }
}
