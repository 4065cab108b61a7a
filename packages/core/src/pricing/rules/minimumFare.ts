/** The fare never falls below the tariff's minimum. Applied after supplements, before fees. */
import { Schema } from "effect"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"

export const MinimumFare = Schema.Struct({
  kind: Schema.Literal("MINIMUM_FARE"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  amount: UnitPrice,
})
export type MinimumFare = typeof MinimumFare.Type
