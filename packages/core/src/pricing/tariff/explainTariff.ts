/** How a tariff's price came about, part by part: asked for after the price, and adding up to it exactly. */
import * as Exact from "../../shared/Exact.ts"
import type { Rejected, Trace, TracePart } from "../Explanation.ts"
import type { Situation } from "../Situation.ts"
import type { ZoneFactor } from "../zones/zoneFactor.ts"
import type { CompiledTariff, TariffData } from "./compileTariffs.ts"
import { type Contributed, contributionsOf, partOf } from "./contributions.ts"
import { Running } from "./Running.ts"

/** The parts that sum to the price, and the base amounts that gave way to others. */
export const explainTariff = (
  tariff: CompiledTariff,
  situation: Situation,
  zones: ZoneFactor | undefined,
): Trace => {
  const contributions = contributionsOf(tariff.rules, situation)
  const { base, minimum } = contributions
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
  return { parts, rejected: rejectedBases(tariff, base) }
}

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
