/** How a tariff's price came about, part by part: asked for after the price, and adding up to it exactly. */
import * as Exact from "../../shared/Exact.ts"
import type { Rejected, Trace, TracePart } from "../Explanation.ts"
import type { Contribution } from "../rules/RuleKind.ts"
import type { ZoneFactor } from "../zones/zoneFactor.ts"
import type { CompiledTariff } from "./compileTariffs.ts"
import { type Contributions, partOf } from "./contributions.ts"
import { Running } from "./Running.ts"

/** The parts that sum to the price, and the base amounts that gave way to others. */
export const explainTariff = (
  tariff: CompiledTariff,
  contributions: Contributions,
  zones: ZoneFactor | undefined,
): Trace => {
  const { rules } = tariff
  const parts: Array<TracePart> = []
  const rejected: Array<Rejected> = []
  const running = new Running(baseOf(tariff, contributions, parts, rejected))
  if (zones !== undefined)
    parts.push({
      kind: "ZONE_FACTOR",
      label: "zones",
      inputs: zones.inputs,
      amount: running.multiply(zones.factor),
    })
  running.take(rules, contributions, parts)
  running.lift(rules, contributions, parts)
  return { parts, rejected }
}

type Base = Extract<Contribution, { readonly phase: "base" }>

/** A mark-up over cost alone, or else the greatest or the sum of the base amounts and the base fee. */
function baseOf(
  { baseFee, data, rules }: CompiledTariff,
  contributions: Contributions,
  parts: Array<TracePart>,
  rejected: Array<Rejected>,
): Exact.Exact {
  const isReplaced = contributions.some((one) => one?.phase === "base" && one.replaces === true)
  const only = isReplaced || data.combine !== "SUM" ? greatest(contributions, isReplaced) : undefined
  let sum = Exact.zero
  for (let n = 0; n < rules.length; n++) {
    const one = contributions[n]
    if (one?.phase !== "base") continue
    const rule = rules[n]! // n is a place in the list
    if (only === undefined || only === one) {
      sum = Exact.add(sum, one.amount)
      parts.push(partOf(rule, one, one.amount))
    } else
      rejected.push({
        kind: rule.data.kind,
        id: rule.data.id,
        label: rule.data.name,
        reason: isReplaced && one.replaces !== true ? "REPLACED" : "LOWER_AMOUNT",
        price: Exact.format(one.amount),
      })
  }
  if (baseFee === undefined || isReplaced) return sum
  parts.push({ kind: "BASE_FEE", id: data.id, label: data.name, inputs: {}, amount: baseFee })
  return Exact.add(sum, baseFee)
}

/** The first of the greatest base amounts; with `replacing` of those alone that replace the others. */
function greatest(contributions: Contributions, replacing: boolean): Base | undefined {
  let found: Base | undefined
  for (const one of contributions) {
    if (one?.phase !== "base" || (replacing && one.replaces !== true)) continue
    if (found === undefined || Exact.compare(one.amount, found.amount) > 0) found = one
  }
  return found
}
