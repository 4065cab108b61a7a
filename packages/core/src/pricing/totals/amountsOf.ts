/**
 * Everything amounts of a quote come to: its lines as they are stored, what discounts take off, totals and warnings. One
 * place makes them, so that no edit leaves a discount of yesterday's price.
 */
import type { Currency } from "../../shared/Money.ts"
import { cappedWarnings, type Discount } from "../Discount.ts"
import type { PriceLine } from "../PriceLine.ts"
import type { PricingWarning } from "../PricingErrors.ts"
import { discount } from "./discount.ts"
import { type PriceBasis, settled, totalsOf } from "./totalsOf.ts"
import type { Totals } from "./vatByRate.ts"

export interface Amounts {
  readonly lines: ReadonlyArray<PriceLine>
  readonly totals: Totals
  readonly discounts?: ReadonlyArray<Discount>
  readonly warnings?: ReadonlyArray<PricingWarning>
}

/** A quote as it was, with its discounts as they are to be. */
export interface Amounted extends Pick<Amounts, "lines" | "discounts" | "warnings"> {
  readonly priceBasis: PriceBasis
  readonly currency: Currency
}

/**
 * The amounts of `lines`, in which DISCOUNT lines of the quote's discounts are made anew, after the others. A discount goes
 * with the transport line it is for, and with any of its lines; one of these that was written over counts as written by hand.
 */
export const amountsOf = (
  { currency, discounts = [], lines: before, priceBasis, warnings = [] }: Amounted,
  lines: ReadonlyArray<PriceLine>,
): Amounts => {
  const kept = discounts.filter(
    ({ id, forLineId }) =>
      (forLineId === undefined || lines.some((line) => line.id === forLineId)) &&
      before.every((line) => line.discountId !== id || lines.some((now) => isSame(line, now))),
  )
  const byHand = lines.flatMap((line) => released(line, before))
  const priced = settled(byHand, priceBasis, currency)
  const off = discount(kept, priced, priceBasis, currency)
  const stored = settled([...priced, ...off.lines], priceBasis, currency)
  const told = [...warnings.filter(({ code }) => code !== "DiscountCapped"), ...cappedWarnings(off.discounts)]
  return {
    lines: stored,
    totals: totalsOf(stored, priceBasis),
    ...(discounts.length === 0 ? {} : { discounts: off.discounts }),
    ...(told.length === 0 && warnings.length === 0 ? {} : { warnings: told }),
  }
}

const isSame = (a: PriceLine, b: PriceLine): boolean =>
  a.id === b.id &&
  a.description === b.description &&
  a.quantity === b.quantity &&
  a.unitPrice === b.unitPrice &&
  a.vat.rate === b.vat.rate &&
  a.vat.category === b.vat.category

/** A line of a discount goes, to be made anew if the discount stays, unless it was written over: then it is a line of its own. */
function released(line: PriceLine, before: ReadonlyArray<PriceLine>): ReadonlyArray<PriceLine> {
  if (line.discountId === undefined) return [line]
  if (before.some((was) => isSame(was, line))) return []
  const { discountId: _, explanation: __, ...own } = line
  return [own]
}
