/**
 * A transfer without an agreed price, by the rules of the tariff that counts: base, factors, amounts, minimum, in this
 * order of phases. Inside a phase order changes nothing, so the order of a book's rules never makes a price.
 */
import { Result } from "effect"
import type { Exact } from "../../shared/Exact.ts"
import { both, type Trace } from "../Explanation.ts"
import { lazyTrace } from "../lazyTrace.ts"
import type { Level } from "../Levels.ts"
import type { Situation } from "../Situation.ts"
import type { ZoneFactor } from "../zones/zoneFactor.ts"
import { amountBy } from "./amountBy.ts"
import { chooseTariff, rejectedTariffs } from "./chooseTariff.ts"
import type { CompiledTariffs, TariffData } from "./compileTariffs.ts"
import { contributionsOf } from "./contributions.ts"
import { explainTariff } from "./explainTariff.ts"

export interface TariffPrice {
  /** Unrounded; never below 0. */
  readonly amount: Exact
  /** Its parts sum to the amount. */
  readonly trace: Trace
  readonly tariff: TariffData
}

/** No tariff counts, or none of its rules gives a base or a minimum; or the trip does not say what its rules need. */
export type Unpriced =
  | { readonly reason: "NO_TARIFF" }
  | { readonly reason: "MISSING"; readonly fields: ReadonlyArray<string> }

export const priceByTariff = (
  tariffs: CompiledTariffs,
  situation: Situation,
  levels: ReadonlyArray<Level>,
  zones?: ZoneFactor,
): Result.Result<TariffPrice, Unpriced> => {
  const tariff = chooseTariff(tariffs, situation, levels)
  if (tariff === undefined) return noTariff
  const contributions = contributionsOf(tariff.rules, situation)
  const { missing } = contributions
  if (missing.length > 0) return Result.fail({ reason: "MISSING", fields: missing })
  const amount = amountBy(tariff, contributions, zones?.factor)
  if (amount === undefined) return noTariff
  const trace = lazyTrace(() => {
    const { parts, rejected } = explainTariff(tariff, contributions, zones)
    return { parts, rejected: both(rejected, rejectedTariffs(tariffs, situation, levels, tariff)) }
  })
  return Result.succeed({ amount, tariff: tariff.data, trace })
}

const noTariff = Result.fail({ reason: "NO_TARIFF" } as const)
