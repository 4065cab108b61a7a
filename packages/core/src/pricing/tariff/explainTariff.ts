/** How a tariff's price came about, part by part: asked for after the price, and adding up to it exactly. */
import * as Exact from "../../shared/Exact.ts"
import type { Rejected, Trace, TracePart } from "../Explanation.ts"
import type { ZoneFactor } from "../zones/zoneFactor.ts"
import type { CompiledTariff } from "./compileTariffs.ts"
import { type Contributed, type Contributions, type Entering, partOf } from "./contributions.ts"
import { Running } from "./Running.ts"

/** The parts that sum to the price, and the base amounts that gave way to others. */
export const explainTariff = (
  tariff: CompiledTariff,
  contributions: Contributions,
  zones: ZoneFactor | undefined,
): Trace => {
  const { applied } = contributions
  const parts: Array<TracePart> = []
  const rejected: Array<Rejected> = []
  const running = new Running(baseOf(tariff, applied, parts, rejected))
  if (zones !== undefined)
    parts.push({
      kind: "ZONE_FACTOR",
      id: undefined,
      label: "zones",
      inputs: zones.inputs,
      amount: running.multiply(zones.factor),
    })
  running.take(contributions, parts)
  running.lift(greatest(applied, "MINIMUM"), parts)
  return { parts, rejected }
}

/** A mark-up over cost alone, or else the greatest or the sum of the base amounts and the base fee. */
function baseOf(
  { baseFee, data }: CompiledTariff,
  applied: ReadonlyArray<Contributed>,
  parts: Array<TracePart>,
  rejected: Array<Rejected>,
): Exact.Exact {
  const replacing = greatest(applied, "REPLACING")
  const only = replacing ?? (data.combine === "SUM" ? undefined : greatest(applied, "BASE"))
  let sum = Exact.zero
  for (const one of applied) {
    if (one.entering !== "BASE" && one.entering !== "REPLACING") continue
    if (only === undefined || only === one) {
      sum = Exact.add(sum, one.value)
      parts.push(partOf(one, one.value))
    } else
      rejected.push({
        kind: one.data.kind,
        id: one.data.id,
        label: one.data.name,
        reason: replacing !== undefined && one.entering === "BASE" ? "REPLACED" : "LOWER_AMOUNT",
        price: Exact.format(one.value),
      })
  }
  if (baseFee === undefined || replacing !== undefined) return sum
  parts.push({ kind: "BASE_FEE", id: data.id, label: data.name, inputs: {}, amount: baseFee })
  return Exact.add(sum, baseFee)
}

/** The first of the greatest. */
function greatest(applied: ReadonlyArray<Contributed>, entering: Entering): Contributed | undefined {
  let found: Contributed | undefined
  for (const one of applied)
    if (one.entering === entering && (found === undefined || Exact.compare(one.value, found.value) > 0))
      found = one
  return found
}
