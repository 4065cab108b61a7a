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
import type { PricingWarning } from "../PricingErrors.ts"
import type { Terms } from "../Terms.ts"
import { largestRemainder } from "../totals/largestRemainder.ts"
import type { Trip } from "../Trip.ts"

/** Outside the scope of the operator's VAT; what another state asks is declared there. */
export const abroad: Vat = {
  rate: VatRate.make(0),
  category: "O",
  reason: "distance driven abroad (CGI art. 259 A 4°)",
  decidedBy: "POLICY",
}

/** Kilometres driven abroad, of all; both above 0, and no more of them abroad than there are. */
export type Abroad = NonNullable<Terms["abroad"]>

/**
 * Splits the TRANSPORT line of a trip with `foreignKm`; a trip without is left as it is. So is one of unknown distance, and
 * the warning `ShareUnknown` says that the whole price bears the VAT of home.
 */
export const withShare = (
  priced: Priced,
  { distanceKm, foreignKm }: Pick<Trip, "distanceKm" | "foreignKm">,
  currency: Currency,
): Priced => {
  if (foreignKm === undefined || foreignKm === 0) return priced
  const {
    lines: [transport, ...attached],
    warnings,
  } = priced
  if (distanceKm === undefined || distanceKm === 0)
    return { ...priced, warnings: [...warnings, shareUnknown(foreignKm)] }
  const split: Abroad = { km: Math.min(foreignKm, distanceKm) as Quantity, ofKm: distanceKm } // one of the two
  const { cost, terms, ...line } = transport
  const [own, foreign] = halves(line, cut(line.net, split), split, abroad, currency)
  const costs = cost === undefined ? undefined : cut(cost, split)
  return {
    lines: [
      {
        ...own,
        ...(costs === undefined ? {} : { cost: costs[0] }),
        ...(terms === undefined ? {} : { terms: { ...terms, abroad: split } }),
      },
      { ...foreign, kind: "SHARE", ...(costs === undefined ? {} : { cost: costs[1] }) },
      ...attached,
    ],
    warnings,
  }
}

const shareUnknown = (foreignKm: Quantity): PricingWarning => ({
  code: "ShareUnknown",
  detail: `${format(foreignKm)} km are abroad of a distance that is not known: all of the price bears the VAT of home`,
})

/** The parts of an amount for the distance at home and abroad; they add up to it. */
export const cut = (amount: Money, { km, ofKm }: Abroad): readonly [Money, Money] => {
  const sign = Math.sign(amount)
  const parts = largestRemainder(Math.abs(amount), [ofKm - km, km])
  return [(sign * parts[0]! + 0) as Money, (sign * parts[1]! + 0) as Money] // whole minor units, one a weight
}

/** A line as two, at home and abroad, of these nets; both explain themselves by their share of each part. */
export const halves = (
  line: ComputedLine,
  [own, foreign]: readonly [Money, Money],
  { km, ofKm }: Abroad,
  vatAbroad: Vat,
  currency: Currency,
): readonly [ComputedLine, ComputedLine] => {
  const { parts, rejected } = line.trace
  const share = (of: Quantity, label: string, net: Money): ComputedLine => {
    const partOfAll = Exact.of(of, ofKm)
    const shared = parts.map((part): TracePart => ({
      ...part,
      amount: Exact.multiply(part.amount, partOfAll),
    }))
    const said: TracePart = {
      kind: "KM_SHARE",
      label,
      inputs: { km: format(of), ofKm: format(ofKm) },
      amount: Exact.zero,
    }
    return { ...line, ...whole(net, currency), trace: { parts: [...shared, said], rejected } }
  }
  return [
    share((ofKm - km) as Quantity, "distance at home", own), // not below zero
    {
      ...share(km, "distance abroad", foreign),
      description: `${line.description} (abroad)`,
      vat: vatAbroad,
    },
  ]
}
