/** So much a kilometre, by tiers: incremental, each kilometre at its tier's price, or the whole trip at the tier it reaches. */
import { Schema } from "effect"
import { Quantity } from "../../shared/Quantity.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { rowFields } from "../book/Row.ts"

export const DistanceTiers = Schema.Struct({
  kind: Schema.Literal("DISTANCE_TIERS"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  mode: Schema.Literals(["INCREMENTAL", "WHOLE_TRIP"]),
  /** Ascending; the last one has no end. */
  tiers: Schema.Array(Schema.Struct({ upToKm: Schema.NullOr(Quantity), perKm: UnitPrice })).check(
    Schema.isMinLength(1),
    Schema.isMaxLength(100),
  ),
})
export type DistanceTiers = typeof DistanceTiers.Type
