/**
 * A trip across a border is taxed in France for the distance driven there alone (CGI art. 259 A 4°): its price is split by
 * kilometres into the TRANSPORT line and a SHARE line for what is driven abroad, which add up to it to the cent.
 */
import * as Exact from "../../shared/Exact.ts"
import type { Currency, Money } from "../../shared/Money.ts"
import { format, type Quantity } from "../../shared/Quantity.ts"
import { type Vat, VatRate } from "../../shared/VatRate.ts"
import { type ComputedLine, type Priced, whole } from "../ComputedLine.ts"
import type { TracePart } from "../Explanation.ts"
import { largestRemainder } from "../totals/largestRemainder.ts"
import type { Trip } from "../Trip.ts"

/** Outside the scope of the operator's VAT; what another state asks is declared there. */
export const abroad: Vat = {
  rate: VatRate.make(0),
  category: "O",
  reason: "distance driven abroad (CGI art. 259 A 4°)",
  decidedBy: "POLICY",
}

/** Splits the TRANSPORT line of a trip with `foreignKm`; a trip without, or of unknown distance, is left as it is. */
export const withShare = (
  priced: Priced,
  { distanceKm, foreignKm }: Pick<Trip, "distanceKm" | "foreignKm">,
  currency: Currency,
): Priced => {
  if (foreignKm === undefined || foreignKm === 0 || distanceKm === undefined || distanceKm === 0)
    return priced
  const {
    lines: [transport, ...attached],
    warnings,
  } = priced
  const foreign = Math.min(foreignKm, distanceKm) as Quantity // one of the two
  const own = (distanceKm - foreign) as Quantity // not below zero
  const share = (km: Quantity, place: 0 | 1): ComputedLine => {
    const { cost, terms, ...line } = transport
    const cut = (amount: Money) => largestRemainder(amount, [own, foreign])[place] as Money // whole minor units
    const partOfAll = Exact.of(km, distanceKm)
    return {
      ...line,
      ...whole(cut(transport.net), currency),
      trace: {
        ...line.trace,
        parts: [
          ...line.trace.parts.map((part): TracePart => ({
            ...part,
            amount: Exact.multiply(part.amount, partOfAll),
          })),
          {
            kind: "KM_SHARE",
            label: place === 0 ? "distance at home" : "distance abroad",
            inputs: { km: format(km), ofKm: format(distanceKm) },
            amount: Exact.zero,
          },
        ],
      },
      ...(cost === undefined ? {} : { cost: cut(cost) }),
      ...(place === 1 || terms === undefined ? {} : { terms }),
    }
  }
  const shared: ComputedLine = {
    ...share(foreign, 1),
    kind: "SHARE",
    description: `${transport.description} (abroad)`,
    vat: abroad,
  }
  return { lines: [share(own, 0), shared, ...attached], warnings }
}
