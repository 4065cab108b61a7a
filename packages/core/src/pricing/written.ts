/** A computed line as it is stored, but for its id and what it belongs to: with its VAT, and its price explained. */
import type { Currency } from "../shared/Money.ts"
import type { Vat } from "../shared/VatRate.ts"
import type { ComputedLine } from "./ComputedLine.ts"
import { explain } from "./Explanation.ts"
import type { PriceLine } from "./PriceLine.ts"

/** `vat` counts where the line has none of its own. */
export const written = (
  line: ComputedLine,
  vat: Vat,
  currency: Currency,
  bookVersion: number,
): Omit<PriceLine, "id" | "forLineId" | "trip"> => {
  const { code, cost, terms, trace, ...rest } = line
  return {
    ...rest,
    vat: line.vat ?? vat,
    explanation: explain(trace, line.net, currency, bookVersion),
    ...(code === undefined ? {} : { code }),
    ...(cost === undefined ? {} : { cost }),
    ...(terms === undefined ? {} : { terms }),
  }
}
