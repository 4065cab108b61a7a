/** An item of the fee catalogue: a baby seat, a meet & greet, a parking tied to a place. Each is a line of its own. */
import { Schema } from "effect"
import { Line } from "../../shared/Text.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { VatCategory, VatRate } from "../../shared/VatRate.ts"
import { RowId, rowFields, validity } from "./Row.ts"

export const Fee = Schema.Struct({
  ...rowFields,
  ...validity,
  /** What clients ask for it by. One code may have rows for several periods. */
  code: Line(40),
  unit: Schema.optionalKey(Line(20)),
  unitPrice: UnitPrice,
  /** The trip's own VAT when left out. */
  vat: Schema.optionalKey(Schema.Struct({ rate: VatRate, category: VatCategory, reason: Line() })),
  /** Applies by itself: once for each end of the trip in one of the zones, or when booked later than so many minutes before pickup. */
  automatic: Schema.optionalKey(
    Schema.Union([
      Schema.Struct({ zoneIds: Schema.Array(RowId).check(Schema.isMinLength(1), Schema.isMaxLength(200)) }),
      Schema.Struct({ bookedLessThanMinutesBefore: Schema.Int.check(Schema.isGreaterThan(0)) }),
    ]),
  ),
})
export type Fee = typeof Fee.Type
