/**
 * A discount as it was granted: a share of the price, or an amount. What it takes off follows from the lines while the
 * quote is a DRAFT and is fixed once it is sent.
 */
import { Schema } from "effect"
import * as Decimal from "../shared/Decimal.ts"
import { DiscountId, LineId } from "../shared/Ids.ts"
import { type Currency, Money } from "../shared/Money.ts"
import { Quantity } from "../shared/Quantity.ts"
import { Line } from "../shared/Text.ts"
import { times, UnitPrice } from "../shared/UnitPrice.ts"
import { rulesFilter, type Violation } from "../shared/Violation.ts"
import type { PricingWarning } from "./PricingErrors.ts"

const scale = 4

/** `"0.10"` takes 10 % off; above 0, at most 1, kept in ten-thousandths. */
export const DiscountShare = Decimal.codec({ scale, atLeast: 2, min: "0.0001", max: "1" }).pipe(
  Schema.brand("DiscountShare"),
)
export type DiscountShare = typeof DiscountShare.Type

export const formatDiscountShare = (share: DiscountShare): string => Decimal.format(share, scale, 2)

export const Discount = Schema.Struct({
  id: DiscountId,
  name: Schema.String,
  /** Of the TRANSPORT, SHARE, OVERAGE and FEE lines, a VAT group at a time. Either this or `amount`. */
  share: Schema.optionalKey(DiscountShare),
  /** Off them all together; incl. VAT where the prices are. */
  amount: Schema.optionalKey(Money),
  /** The transport line whose price it lowers, with the lines attached to it; none: the whole quote. */
  forLineId: Schema.optionalKey(LineId),
  /** Whether it may take a VAT group below zero. */
  allowNegative: Schema.optionalKey(Schema.Boolean),
  /** It takes off less than it says, for no VAT group may fall below zero. */
  capped: Schema.optionalKey(Schema.Boolean),
})
export type Discount = typeof Discount.Type

/** A discount is a share or an amount. */
export const discountRules = ({
  amount,
  share,
}: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> =>
  (share === undefined) === (amount === undefined)
    ? [{ path: ["share"], issue: "either share or amount is required" }]
    : []

/** A discount as a person grants it. */
export const NewDiscount = Schema.Struct({
  name: Line(200),
  share: Discount.fields.share,
  amount: Schema.optionalKey(UnitPrice.check(Schema.isGreaterThan(0, { message: "must be more than 0" }))),
  forLineId: Discount.fields.forLineId,
  allowNegative: Discount.fields.allowNegative,
}).check(rulesFilter(discountRules))
export type NewDiscount = typeof NewDiscount.Type

/** A quote has at most this many discounts. */
export const maxDiscounts = 20

/** The discount a person granted, its amount in whole minor units. */
export const makeDiscount = (
  { amount, ...granted }: NewDiscount,
  id: DiscountId,
  currency: Currency,
): Discount => ({
  ...granted,
  id,
  ...(amount === undefined ? {} : { amount: times(Quantity.make(1000), amount, currency) }),
})

/** What to tell of discounts that take off less than they say. */
export const cappedWarnings = (discounts: ReadonlyArray<Discount>): ReadonlyArray<PricingWarning> =>
  discounts
    .filter(({ capped }) => capped === true)
    .map(({ id, name }) => ({
      code: "DiscountCapped",
      detail: `${name} takes off less than it says: no VAT group may fall below zero`,
      id,
    }))
