/** So much a kilometre, by tiers: incremental, each kilometre at its tier's price, or the whole trip at the tier it reaches. */
import { Schema } from "effect"
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"
import { Quantity } from "../../shared/Quantity.ts"
import { scale, UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"
import { notNegative } from "./notNegative.ts"
import type { Inputs } from "../Explanation.ts"
import type { RuleKind } from "./RuleKind.ts"

const Tier = Schema.Struct({ upToKm: Schema.NullOr(Quantity), perKm: UnitPrice })

export const DistanceTiers = Schema.Struct({
  kind: Schema.Literal("DISTANCE_TIERS"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  mode: Schema.Literals(["INCREMENTAL", "WHOLE_TRIP"]),
  /** Ascending; the end of a tier is in it, and the last one has no end. */
  tiers: Schema.Array(Tier).check(
    Schema.isMinLength(1),
    Schema.isMaxLength(100),
    Schema.makeFilter((tiers) => {
      const wrong = tiers.findIndex(({ upToKm }, at) =>
        at === tiers.length - 1 ? upToKm !== null : (upToKm ?? 0) <= (tiers[at - 1]?.upToKm ?? 0),
      )
      return (
        wrong === -1 || { path: [wrong, "upToKm"], issue: "must ascend, and be null in the last tier alone" }
      )
    }),
  ),
})
export type DistanceTiers = typeof DistanceTiers.Type

/** A tier from the kilometre at which it begins. */
interface Step {
  readonly from: Exact.Exact
  readonly upTo: Exact.Exact | undefined
  readonly perKm: Exact.Exact
  /** What the kilometres before it cost; of a whole-trip tier what a trip to the end of the tier before costs. */
  readonly before: Exact.Exact
  readonly perKmStated: string
  /** Which tier it is, and what the kilometres before it come to: so that a person can add it up. */
  readonly stated: Inputs
}

export const distanceTiers = {
  kind: "DISTANCE_TIERS",
  schema: DistanceTiers,
  compile: (data) => {
    const steps = stepsOf(data)
    const mode = data.mode
    const last = steps.length - 1
    return ({ km }) => {
      if (km === undefined) return missing
      let at = 0
      while (at < last && Exact.compare(km, steps[at]!.upTo!) > 0) at++ // all but the last have an end
      const step = steps[at]!
      const inputs =
        last === 0
          ? { km: numberOf(km), perKm: step.perKmStated }
          : { km: numberOf(km), perKm: step.perKmStated, ...step.stated, mode }
      return { phase: "base", amount: amountAt(step, km, mode), inputs }
    }
  },
  notMonotone: ({ tiers }) => tiers.flatMap(({ perKm }, at) => notNegative(perKm, ["tiers", at, "perKm"])),
} satisfies RuleKind<DistanceTiers>

const missing = { phase: "missing", fields: ["distanceKm"] } as const

const numberOf = (km: Exact.Exact): number => Number(km.n) / Number(km.d)

function amountAt(step: Step, km: Exact.Exact, mode: DistanceTiers["mode"]): Exact.Exact {
  if (step.from.n === 0) return Exact.multiply(km, step.perKm)
  return mode === "INCREMENTAL"
    ? Exact.add(step.before, Exact.multiply(Exact.subtract(km, step.from), step.perKm))
    : Exact.max(step.before, Exact.multiply(km, step.perKm))
}

function stepsOf({ mode, tiers }: DistanceTiers): ReadonlyArray<Step> {
  const steps: Array<Step> = []
  let [from, before] = [Exact.zero, Exact.zero]
  for (const [at, { perKm, upToKm }] of tiers.entries()) {
    const upTo = upToKm === null ? undefined : Exact.ofQuantity(upToKm)
    const step: Step = {
      from,
      upTo,
      perKm: Exact.ofUnitPrice(perKm),
      before,
      perKmStated: Decimal.format(perKm, scale, 2),
      stated:
        at === 0
          ? { tier: 1 }
          : { tier: at + 1, fromKm: Exact.format(from), amountBefore: Exact.format(before) },
    }
    steps.push(step)
    if (upTo !== undefined) [from, before] = [upTo, amountAt(step, upTo, mode)]
  }
  return steps
}
