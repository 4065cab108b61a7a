/**
 * A price made from the cost: MARK_UP, cost × (1 + share), or MARGIN, cost ÷ (1 − share). 20 % on 100 are 120 or 125, so
 * they are two types and a bare percentage is never passed.
 */
import { Schema } from "effect"
import * as Exact from "../../shared/Exact.ts"
import * as Factors from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"
import type { RuleKind } from "./RuleKind.ts"

const whole = 10_000

/** A share of the price that is not cost: below 1, since no price leaves nothing for its cost. */
const Margin = Factors.Share.check(
  Schema.makeFilter((share) => share < whole || "must be below 1: the cost is a part of the price"),
)

export const MarkUp = Schema.Struct({
  kind: Schema.Literal("MARK_UP"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  over: Schema.Union([Schema.Struct({ markUp: Factors.Share }), Schema.Struct({ margin: Margin })]),
})
export type MarkUp = typeof MarkUp.Type

export const markUp = {
  kind: "MARK_UP",
  schema: MarkUp,
  compile: ({ over }) => {
    const [factor, stated] =
      "markUp" in over
        ? [Exact.of(whole + over.markUp, whole), { markUp: Factors.format(over.markUp) }]
        : [Exact.of(whole, whole - over.margin), { margin: Factors.format(over.margin) }]
    return ({ cost }) =>
      cost === undefined
        ? missing
        : {
            phase: "base",
            amount: Exact.multiply(cost, factor),
            replaces: true,
            inputs: { cost: Exact.format(cost), ...stated },
          }
  },
  notMonotone: () => [],
} satisfies RuleKind<MarkUp>

const missing = { phase: "missing", fields: ["cost"] } as const
