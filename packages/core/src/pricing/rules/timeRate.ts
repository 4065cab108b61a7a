/** So much an hour of the trip's duration. */
import { Schema } from "effect"
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"
import { scale, UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"
import { notNegative } from "./notNegative.ts"
import type { RuleKind } from "./RuleKind.ts"

export const TimeRate = Schema.Struct({
  kind: Schema.Literal("TIME_RATE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  perHour: UnitPrice,
})
export type TimeRate = typeof TimeRate.Type

export const timeRate = {
  kind: "TIME_RATE",
  schema: TimeRate,
  compile: (data) => {
    const perHour = Exact.ofUnitPrice(data.perHour)
    const stated = Decimal.format(data.perHour, scale, 2)
    return ({ hours, minutes }) =>
      hours === undefined
        ? missing
        : {
            phase: "base",
            amount: Exact.multiply(hours, perHour),
            inputs: { minutes: minutes!, perHour: stated }, // the hours are these minutes
          }
  },
  notMonotone: ({ perHour }) => notNegative(perHour, ["perHour"]),
} satisfies RuleKind<TimeRate>

const missing = { phase: "missing", fields: ["durationMinutes"] } as const
