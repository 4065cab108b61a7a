/** A row of the VAT policy: which rate, category and reason a trip's lines have. The row that says most wins. */
import { Schema } from "effect"
import { ClientType } from "../../contacts/Client.ts"
import { Line } from "../../shared/Text.ts"
import { VatCategory, VatRate } from "../../shared/VatRate.ts"
import { TripType } from "../Trip.ts"

export const VatRule = Schema.Struct({
  tripType: Schema.optionalKey(TripType),
  clientType: Schema.optionalKey(ClientType),
  crossBorder: Schema.optionalKey(Schema.Boolean),
  rate: VatRate,
  category: VatCategory,
  reason: Line(),
})
export type VatRule = typeof VatRule.Type
