/** The fare never falls below the tariff's minimum. Applied after supplements, before fees. */
import { Schema } from "effect"
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"
import { scale, UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"
import { notNegative } from "./notNegative.ts"
import type { Contribution, RuleKind } from "./RuleKind.ts"

export const MinimumFare = Schema.Struct({
  kind: Schema.Literal("MINIMUM_FARE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  amount: UnitPrice,
})
export type MinimumFare = typeof MinimumFare.Type

export const minimumFare = {
  kind: "MINIMUM_FARE",
  schema: MinimumFare,
  compile: ({ amount }) => {
    const contribution: Contribution = {
      phase: "minimum",
      amount: Exact.ofUnitPrice(amount),
      inputs: { minimum: Decimal.format(amount, scale, 2) },
    }
    return () => contribution
  },
  notMonotone: ({ amount }) => notNegative(amount, ["amount"]),
} satisfies RuleKind<MinimumFare>
