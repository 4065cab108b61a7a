/**
 * A price that no line can say is refused as one: amounts are exact up to 2^53, and a unit price stays below a million of the
 * currency (decision 0003). Only a book out of proportion gets there, by a hundred seasons that multiply.
 */
import { Result } from "effect"
import { OutOfRange } from "../shared/OutOfRange.ts"
import * as UnitPrice from "../shared/UnitPrice.ts"
import { scale as rateScale, type Vat } from "../shared/VatRate.ts"
import type { PricingContext, PricingTrip } from "./PricingContext.ts"
import { PriceTooHigh } from "./PricingErrors.ts"

interface Line {
  readonly unitPrice: UnitPrice.UnitPrice
  readonly vat?: Pick<Vat, "rate"> | undefined
}

/** What `price` gives, unless a line of it says more than a unit price can, with its VAT where that is known. */
export const withinReach = <A extends { readonly lines: ReadonlyArray<Line> }, E>(
  price: () => Result.Result<A, E>,
  { tripType }: Pick<PricingTrip, "tripType">,
  { currency, mode }: Pick<PricingContext, "currency" | "mode">,
): Result.Result<A, E | PriceTooHigh> => {
  const tooHigh = () =>
    Result.fail(
      new PriceTooHigh({ tripType, pricingMode: mode, most: UnitPrice.format(UnitPrice.most, currency) }),
    )
  try {
    const priced = price()
    return Result.isSuccess(priced) && priced.success.lines.some(isTooHigh) ? tooHigh() : priced
  } catch (error) {
    if (error instanceof OutOfRange) return tooHigh()
    throw error
  }
}

const whole = 10 ** rateScale

const isTooHigh = ({ unitPrice, vat }: Line): boolean =>
  Math.abs(unitPrice) * (whole + (vat?.rate ?? 0)) > UnitPrice.most * whole
