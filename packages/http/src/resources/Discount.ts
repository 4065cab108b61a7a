/** A discount as the API shows it; what it takes off stands on its DISCOUNT lines. */
import { type Discount, DiscountId, formatDiscountShare, LineId, Money, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { given, WrittenDecimal } from "./Written.ts"

export const DiscountResource = Schema.Struct({
  id: DiscountId,
  name: UpTo(200),
  share: Schema.optionalKey(WrittenDecimal),
  amount: Schema.optionalKey(WrittenDecimal),
  forLineId: Schema.optionalKey(LineId),
  allowNegative: Schema.Boolean,
  /** It takes off less than it says: no VAT group may fall below zero. */
  capped: Schema.Boolean,
}).annotate({ identifier: "Discount" })
export type DiscountResource = typeof DiscountResource.Type

export const presentDiscounts = (
  discounts: ReadonlyArray<Discount> = [],
  currency: Money.Currency,
): ReadonlyArray<DiscountResource> =>
  discounts.map(({ id, name, share, amount, forLineId, allowNegative = false, capped = false }) => ({
    id,
    name,
    ...given({
      share: share === undefined ? undefined : formatDiscountShare(share),
      amount: amount === undefined ? undefined : Money.format(amount, currency),
      forLineId,
    }),
    allowNegative,
    capped,
  }))
