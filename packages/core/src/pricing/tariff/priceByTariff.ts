/**
 * A transfer without an agreed price, by the rules of the tariff that counts: base, factors, amounts, minimum, in this
 * order of phases. Inside a phase order changes nothing, so the order of a book's rules never makes a price.
 */
import { Result } from "effect"
import * as Exact from "../../shared/Exact.ts"
import type { Inputs, Rejected, Trace, TracePart } from "../Explanation.ts"
import type { Level } from "../Levels.ts"
import type { Situation } from "../Situation.ts"
import { chooseTariff, rejectedTariffs } from "./chooseTariff.ts"
import type { CompiledTariff, CompiledTariffs, TariffData } from "./compileTariffs.ts"
import { type Contributed, contributionsOf, missingFields, partOf } from "./contributions.ts"
import { Running } from "./Running.ts"

export interface TariffPrice {
  /** Unrounded; never below 0. */
  readonly amount: Exact.Exact
  /** Its parts sum to the amount. */
  readonly trace: Trace
  readonly tariff: TariffData
}

/** No tariff counts, or none of its rules gives a base or a minimum; or the trip does not say what its rules need. */
export type Unpriced =
  | { readonly reason: "NO_TARIFF" }
  | { readonly reason: "MISSING"; readonly fields: ReadonlyArray<string> }

/** What the zones multiply the price by, and their names for the explanation. */
export interface ZoneFactor {
  readonly factor: Exact.Exact
  readonly inputs: Inputs
}

export const priceByTariff = (
  tariffs: CompiledTariffs,
  situation: Situation,
  levels: ReadonlyArray<Level>,
  zones?: ZoneFactor,
): Result.Result<TariffPrice, Unpriced> => {
  const tariff = chooseTariff(tariffs, situation, levels)
  if (tariff === undefined) return noTariff
  const contributions = contributionsOf(tariff.rules, situation)
  const { base, minimum, missing } = contributions
  if (missing.length > 0) return Result.fail({ reason: "MISSING", fields: missingFields(missing) })
  if (base.length === 0 && minimum.length === 0 && tariff.baseFee === undefined) return noTariff

  const parts: Array<TracePart> = []
  const running = new Running(baseOf(tariff, base, parts))
  if (zones !== undefined)
    parts.push({
      kind: "ZONE_FACTOR",
      label: "zones",
      inputs: zones.inputs,
      amount: running.multiply(zones.factor),
    })
  running.take(contributions, parts)
  running.lift(minimum, parts)
  return Result.succeed({
    amount: running.total,
    tariff: tariff.data,
    trace: {
      parts,
      get rejected() {
        return [...rejectedBases(tariff, base), ...rejectedTariffs(tariffs, situation, levels, tariff)]
      },
    },
  })
}

const noTariff = Result.fail({ reason: "NO_TARIFF" } as const)

/** A mark-up over cost alone, or else the greatest or the sum of the base amounts and the base fee. */
function baseOf(
  { baseFee, data }: CompiledTariff,
  base: ReadonlyArray<Contributed<"base">>,
  parts: Array<TracePart>,
): Exact.Exact {
  let sum = Exact.zero
  for (const one of basesThatCount(data, base)) {
    sum = Exact.add(sum, one.contribution.amount)
    parts.push(partOf(one, one.contribution.amount))
  }
  if (baseFee === undefined || base.some(replaces)) return sum
  parts.push({ kind: "BASE_FEE", id: data.id, label: data.name, inputs: {}, amount: baseFee })
  return Exact.add(sum, baseFee)
}

function basesThatCount(
  { combine }: TariffData,
  base: ReadonlyArray<Contributed<"base">>,
): ReadonlyArray<Contributed<"base">> {
  const replacing = base.some(replaces) ? base.filter(replaces) : undefined
  if (replacing === undefined && combine === "SUM") return base
  const among = replacing ?? base
  let greatest = among[0]
  for (const one of among)
    if (Exact.compare(one.contribution.amount, greatest!.contribution.amount) > 0) greatest = one // the first is one
  return greatest === undefined ? [] : [greatest]
}

const replaces = ({ contribution }: Contributed<"base">): boolean => contribution.replaces === true

function rejectedBases(
  { data }: CompiledTariff,
  base: ReadonlyArray<Contributed<"base">>,
): ReadonlyArray<Rejected> {
  const counting = basesThatCount(data, base)
  const replaced = counting.some(replaces)
  return base
    .filter((one) => !counting.includes(one))
    .map((one) => ({
      kind: one.data.kind,
      id: one.data.id,
      label: one.data.name,
      reason: replaced && !replaces(one) ? "REPLACED" : "LOWER_AMOUNT",
      price: Exact.format(one.contribution.amount),
    }))
}
