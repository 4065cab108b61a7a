/** More or less at certain times: nights, weekends, holidays, late bookings, and whatever else conditions can say. */
import { Schema } from "effect"
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"
import { scale, UnitPrice } from "../../shared/UnitPrice.ts"
import type { Violation } from "../../shared/Violation.ts"
import * as Factors from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"
import type { Inputs } from "../Explanation.ts"
import { elapsedWithin } from "../LocalWindow.ts"
import type { Situation } from "../Situation.ts"
import { notNegative } from "./notNegative.ts"
import type { Contribution, RuleKind } from "./RuleKind.ts"
import { compileWhen, type Conditions, When } from "./When.ts"

const Unit = Schema.Literals(["KM", "HOUR", "PASSENGER"])

export const Effect = Schema.Union([
  Schema.Struct({ percentage: Factors.Share }),
  Schema.Struct({ factor: Factors.Factor }),
  Schema.Struct({ amount: UnitPrice }),
  Schema.Struct({ amountPer: Unit, unitPrice: UnitPrice }),
])
export type Effect = typeof Effect.Type

export const TimeRule = Schema.Struct({
  kind: Schema.Literal("TIME_RULE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  when: When,
  effect: Effect,
  /** ADDITIVE percentages sum to one factor; COMPOUND ones multiply. COMPOUND when left out. */
  mode: Schema.optionalKey(Schema.Literals(["ADDITIVE", "COMPOUND"])),
  /** Counts by the share of elapsed time in which its time conditions hold, instead of by the pickup. */
  prorate: Schema.optionalKey(Schema.Boolean),
}).check(
  Schema.makeFilter(
    ({ effect, mode }) =>
      mode !== "ADDITIVE" ||
      "percentage" in effect || { path: ["mode"], issue: "only a percentage can be ADDITIVE" },
  ),
)
export type TimeRule = typeof TimeRule.Type

export const timeRule = {
  kind: "TIME_RULE",
  schema: TimeRule,
  surcharge: true,
  compile: (data, book) => {
    const conditions = compileWhen(data.when, book)
    const effect = compileEffect(data)
    const whole = effect(Exact.one, effectInputs(data))
    if (data.prorate === true) return (situation) => prorated(situation, conditions, data, effect)
    return (situation) =>
      conditions.ofTrip(situation) && conditions.ofMoment(situation.pickup) ? whole(situation) : undefined
  },
  notMonotone: ({ effect, prorate, when }) => [
    ...("amount" in effect ? notNegative(effect.amount, ["effect", "amount"]) : []),
    ...("unitPrice" in effect ? notNegative(effect.unitPrice, ["effect", "unitPrice"]) : []),
    ...conditionedOnPassengers(when, ["when"]),
    ...(prorate === true ? [{ path: ["prorate"], issue: "counts a window by its share of the trip" }] : []),
  ],
} satisfies RuleKind<TimeRule>

/** Where a rule asks for passengers, one more of them can make it cease. */
export const conditionedOnPassengers = (
  when: When | undefined,
  path: ReadonlyArray<PropertyKey>,
): ReadonlyArray<Violation> =>
  when?.passengers === undefined
    ? []
    : [{ path: [...path, "passengers"], issue: "depends on the number of passengers" }]

type Weighed = (share: Exact.Exact, inputs: Inputs) => (situation: Situation) => Contribution

/** The effect by the share of the time in which the conditions on time hold. */
function prorated(
  situation: Situation,
  conditions: Conditions,
  data: TimeRule,
  effect: Weighed,
): Contribution | undefined {
  if (!conditions.ofTrip(situation)) return undefined
  const { clock, minutes, pickup } = situation
  if (minutes === undefined) return missing("durationMinutes")
  const elapsed = minutes * 60_000
  const within = elapsedWithin(clock, pickup.at, elapsed, conditions.window, conditions.ofDay)
  if (within === 0) return undefined
  const inputs = { ...effectInputs(data), minutes, minutesWithin: within / 60_000 }
  return effect(Exact.of(within, elapsed), inputs)(situation)
}

/** What the rule adds, by a share of it. */
function compileEffect({ effect, mode }: TimeRule): Weighed {
  if ("percentage" in effect) {
    const percentage = Factors.exact(effect.percentage)
    return (share, inputs) => {
      const part = Exact.multiply(percentage, share)
      const contribution: Contribution =
        mode === "ADDITIVE"
          ? { phase: "factor", mode, share: part, inputs }
          : { phase: "factor", mode: "COMPOUND", factor: Exact.add(Exact.one, part), inputs }
      return () => contribution
    }
  }
  if ("factor" in effect) {
    const beyond = Exact.subtract(Factors.exact(effect.factor), Exact.one)
    return (share, inputs) => {
      const factor = Exact.add(Exact.one, Exact.multiply(beyond, share))
      const contribution: Contribution = { phase: "factor", mode: "COMPOUND", factor, inputs }
      return () => contribution
    }
  }
  if ("amount" in effect) {
    const amount = Exact.ofUnitPrice(effect.amount)
    return (share, inputs) => {
      const contribution: Contribution = { phase: "amount", amount: Exact.multiply(amount, share), inputs }
      return () => contribution
    }
  }
  const unitPrice = Exact.ofUnitPrice(effect.unitPrice)
  return (share, inputs) => {
    const each = Exact.multiply(unitPrice, share)
    return (situation) => {
      const units = unitsOf(situation, effect.amountPer)
      return units === undefined
        ? missing(effect.amountPer === "KM" ? "distanceKm" : "durationMinutes")
        : {
            phase: "amount",
            amount: Exact.multiply(each, units),
            inputs: { ...inputs, units: Exact.format(units) },
          }
    }
  }
}

function unitsOf({ hours, km, trip }: Situation, unit: typeof Unit.Type): Exact.Exact | undefined {
  if (unit === "KM") return km
  return unit === "HOUR" ? hours : Exact.of(trip.passengers ?? 1)
}

const missing = (field: string): Contribution => ({ phase: "missing", fields: [field] })

/** The effect as a person would say it, and the window. */
function effectInputs({ effect, mode, when }: TimeRule): Inputs {
  return {
    ...("percentage" in effect && { percentage: Factors.format(effect.percentage) }),
    ...("factor" in effect && { factor: Factors.format(effect.factor) }),
    ...("amount" in effect && { amount: price(effect.amount) }),
    ...("unitPrice" in effect && { unitPrice: price(effect.unitPrice), per: effect.amountPer }),
    ...(mode !== undefined && { mode }),
    ...(when.time !== undefined && { from: when.time.from, to: when.time.to }),
  }
}

const price = (units: UnitPrice): string => Decimal.format(units, scale, 2)
