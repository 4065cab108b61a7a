/** What the engine makes of a trip: lines without ids, each with the trace it can be explained from. */
import type { Result } from "effect"
import * as Exact from "../shared/Exact.ts"
import type { Currency, Money } from "../shared/Money.ts"
import { Quantity } from "../shared/Quantity.ts"
import { ofMoney, times, type UnitPrice } from "../shared/UnitPrice.ts"
import type { Vat } from "../shared/VatRate.ts"
import type { Trace } from "./Explanation.ts"
import type { PriceLine } from "./PriceLine.ts"
import type { PricingError, PricingWarning } from "./PricingErrors.ts"
import type { Terms } from "./Terms.ts"

/** A priced line; net = round(quantity × unitPrice) holds, as for every stored line. */
export interface ComputedLine {
  readonly kind: PriceLine["kind"]
  readonly code?: string | undefined
  readonly description: string
  readonly quantity: Quantity
  readonly unit: string
  readonly unitPrice: UnitPrice
  readonly net: Money
  /** Undefined: as the VAT policy says of the trip. */
  readonly vat?: Vat | undefined
  readonly source: PriceLine["source"]
  readonly trace: Trace
  readonly terms?: Terms | undefined
  readonly cost?: Money | undefined
}

/** What a trip costs: its TRANSPORT line first, then those attached to it. */
export interface Priced {
  readonly lines: readonly [ComputedLine, ...ReadonlyArray<ComputedLine>]
  readonly warnings: ReadonlyArray<PricingWarning>
  /** Whether fees apply by themselves; when left out they do to a tariff's price and not to an agreed one. */
  readonly automaticFees?: boolean
}

export type PricedTrip = Result.Result<Priced, PricingError>

/**
 * The quantity and unit price that say `amount` exactly as a net, or quantity 1 at the rounded net where the two at their
 * scales would round to another.
 */
export const stated = (
  amount: Exact.Exact,
  said: { readonly quantity: Quantity; readonly unit: string; readonly unitPrice: UnitPrice },
  currency: Currency,
): Pick<ComputedLine, "quantity" | "unit" | "unitPrice" | "net"> => {
  const net = Exact.toMoney(amount, currency)
  if (times(said.quantity, said.unitPrice, currency) === net) return { ...said, net }
  return { ...whole(net, currency), net }
}

/** One trip at a net. */
export const whole = (net: Money, currency: Currency) => ({
  quantity: Quantity.make(1000),
  unit: "trip",
  unitPrice: ofMoney(net, currency),
  net,
})
