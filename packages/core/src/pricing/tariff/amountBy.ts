/**
 * What a tariff comes to, and nothing else: one pass over what its rules contribute that keeps no part, since an
 * explanation is made only when one is asked for. The explanation adds up to this by its own way.
 */
import * as Exact from "../../shared/Exact.ts"
import type { CompiledTariff } from "./compileTariffs.ts"
import type { Contributions } from "./contributions.ts"

/** The unrounded price, never below 0; what the trip does not say; or undefined without any base or minimum. */
export const amountBy = (
  { baseFee, data: { combine } }: CompiledTariff,
  contributions: Contributions,
  zoneFactor: Exact.Exact | undefined,
): Exact.Exact | "MISSING" | undefined => {
  let base: Exact.Exact | undefined
  let replacing: Exact.Exact | undefined
  let product = zoneFactor ?? Exact.one
  let shares: Exact.Exact | undefined
  let added: Exact.Exact | undefined
  let minimum: Exact.Exact | undefined
  for (const contribution of contributions) {
    if (contribution === undefined) continue
    switch (contribution.phase) {
      case "base":
        if (contribution.replaces === true) replacing = greatest(replacing, contribution.amount)
        else if (combine === "SUM") base = plus(base, contribution.amount)
        else base = greatest(base, contribution.amount)
        break
      case "factor":
        if (contribution.mode === "ADDITIVE") shares = plus(shares, contribution.share)
        else product = Exact.multiply(product, contribution.factor)
        break
      case "amount":
        added = plus(added, contribution.amount)
        break
      case "minimum":
        minimum = greatest(minimum, contribution.amount)
        break
      case "missing":
        return "MISSING"
    }
  }
  if (replacing !== undefined) base = replacing
  else if (baseFee !== undefined) base = plus(base, baseFee)
  if (base === undefined && minimum === undefined) return undefined
  let amount = Exact.multiply(base ?? Exact.zero, product)
  if (shares !== undefined)
    amount = Exact.multiply(amount, Exact.max(Exact.zero, Exact.add(Exact.one, shares)))
  amount = plus(added, amount)
  if (minimum !== undefined) amount = Exact.max(minimum, amount)
  return amount.n < 0 ? Exact.zero : amount
}

const plus = (sum: Exact.Exact | undefined, amount: Exact.Exact): Exact.Exact =>
  sum === undefined ? amount : Exact.add(sum, amount)

const greatest = (so: Exact.Exact | undefined, amount: Exact.Exact): Exact.Exact =>
  so === undefined ? amount : Exact.max(so, amount)
