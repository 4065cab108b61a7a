/** More or less at certain times: nights, weekends, holidays, late bookings, and whatever else conditions can say. */
import { Schema } from "effect"
import { Factor, Share } from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { When } from "./When.ts"

const Effects = Schema.Union([
  Schema.Struct({ percentage: Share }),
  Schema.Struct({ factor: Factor }),
  Schema.Struct({ amount: UnitPrice }),
  Schema.Struct({ amountPer: Schema.Literals(["KM", "HOUR", "PASSENGER"]), unitPrice: UnitPrice }),
])

export const TimeRule = Schema.Struct({
  kind: Schema.Literal("TIME_RULE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  when: When,
  effect: Effects,
  /** ADDITIVE percentages sum to one factor; COMPOUND ones multiply. COMPOUND when left out. */
  mode: Schema.optionalKey(Schema.Literals(["ADDITIVE", "COMPOUND"])),
  /** Counts by the share of minutes in which its time conditions hold, instead of by the pickup. */
  prorate: Schema.optionalKey(Schema.Boolean),
})
export type TimeRule = typeof TimeRule.Type
