/** The kilometres a hire includes, and those beyond: counted to the metre, or in whole kilometres. */
import * as Exact from "../../shared/Exact.ts"
import { type Quantity, scale } from "../../shared/Quantity.ts"
import type { Terms } from "../Terms.ts"
import { hoursOf } from "./increments.ts"

/** Kilometres in the price: for the booking, or for each billed hour; neither: all of them. */
export type Inclusion = Pick<Terms, "includedKm" | "includedKmPerHour">

export const includedKm = (inclusion: Inclusion, billedMinutes: number): Exact.Exact | undefined => {
  if (inclusion.includedKmPerHour !== undefined)
    return Exact.multiply(Exact.ofQuantity(inclusion.includedKmPerHour), hoursOf(billedMinutes))
  return inclusion.includedKm === undefined ? undefined : Exact.ofQuantity(inclusion.includedKm)
}

/** Kilometres beyond the included; none when those are unlimited. */
export const kmBeyond = (km: Exact.Exact, included: Exact.Exact | undefined, wholeKm: boolean): Quantity => {
  const beyond = included === undefined ? Exact.zero : Exact.max(Exact.zero, Exact.subtract(km, included))
  const counted = wholeKm ? Exact.of(Exact.ceil(beyond)) : beyond
  return Exact.round(counted, scale) as Quantity // thousandths, none negative
}
