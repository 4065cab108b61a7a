/** So much an hour of the trip's duration. */
import { Schema } from "effect"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"

export const TimeRate = Schema.Struct({
  kind: Schema.Literal("TIME_RATE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  perHour: UnitPrice,
})
export type TimeRate = typeof TimeRate.Type
