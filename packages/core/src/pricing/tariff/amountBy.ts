/**
 * What a tariff comes to, and nothing else: one pass over what its rules contribute that keeps no part, since an
 * explanation is made only when one is asked for. The explanation adds up to this by its own way.
 */
import * as Exact from "../../shared/Exact.ts"
import type { CompiledTariff } from "./compileTariffs.ts"
import type { Contributions } from "./contributions.ts"
import { factorOf } from "./Running.ts"

/** The unrounded price, never below 0; undefined without any base or minimum. */
export const amountBy = (
  { baseFee, data: { combine } }: CompiledTariff,
  { applied }: Contributions,
  zoneFactor: Exact.Exact | undefined,
): Exact.Exact | undefined => {
  let base: Exact.Exact | undefined
  let replacing: Exact.Exact | undefined
  let product = zoneFactor ?? Exact.one
  let shares: Exact.Exact | undefined
  let added: Exact.Exact | undefined
  let minimum: Exact.Exact | undefined
  for (const { entering, value } of applied) {
    switch (entering) {
      case "BASE":
        base = combine === "SUM" ? plus(base, value) : greatest(base, value)
        break
      case "REPLACING":
        replacing = greatest(replacing, value)
        break
      case "ADDITIVE":
        shares = plus(shares, value)
        break
      case "COMPOUND":
        product = Exact.multiply(product, value)
        break
      case "AMOUNT":
        added = plus(added, value)
        break
      case "MINIMUM":
        minimum = greatest(minimum, value)
    }
  }
  if (replacing !== undefined) base = replacing
  else if (baseFee !== undefined) base = plus(base, baseFee)
  if (base === undefined && minimum === undefined) return undefined
  let amount = Exact.multiply(base ?? Exact.zero, product)
  if (shares !== undefined) amount = Exact.multiply(amount, factorOf(shares))
  return Exact.max(Exact.zero, greatest(minimum, plus(added, amount)))
}

const plus = (sum: Exact.Exact | undefined, amount: Exact.Exact): Exact.Exact =>
  sum === undefined ? amount : Exact.add(sum, amount)

const greatest = (so: Exact.Exact | undefined, amount: Exact.Exact): Exact.Exact =>
  so === undefined ? amount : Exact.max(so, amount)
