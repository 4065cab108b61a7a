/** Discounts are granted on a DRAFT and taken back from it; what they take off is for the lines to say. */
import { Result } from "effect"
import { type Discount, maxDiscounts } from "../pricing/Discount.ts"
import type { DiscountId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Decision } from "../ports/Decision.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { Quote } from "./Quote.ts"
import { changeLines } from "./QuoteCommands.ts"
import { DiscountNotFound, LineNotAttachable, TooManyDiscounts, type TooManyLines } from "./QuoteErrors.ts"

type Decided<E> = Result.Result<Decision<Quote>, E | LineNotAttachable | TooManyLines | IllegalTransition>

/** The first that makes a discount impossible; undefined when all can be granted. */
export const ungrantable = (
  discounts: ReadonlyArray<Discount>,
  lines: Quote["lines"],
): LineNotAttachable | TooManyDiscounts | undefined => {
  if (discounts.length > maxDiscounts) return new TooManyDiscounts({ most: maxDiscounts })
  const loose = discounts.find(
    ({ forLineId }) =>
      forLineId !== undefined && !lines.some(({ id, kind }) => id === forLineId && kind === "TRANSPORT"),
  )
  return loose?.forLineId === undefined ? undefined : new LineNotAttachable({ forLineId: loose.forLineId })
}

/** Grants one more discount. */
export const addDiscount = (quote: Quote, discount: Discount, at: Instant): Decided<TooManyDiscounts> => {
  const discounts = [...(quote.discounts ?? []), discount]
  const refused = ungrantable(discounts, quote.lines)
  if (refused !== undefined) return Result.fail(refused)
  return changeLines(
    quote,
    { action: "editLine", fact: "QuoteDiscountGranted", lines: quote.lines, priced: { discounts } },
    at,
  )
}

/** Takes a discount back, with its lines. */
export const removeDiscount = (quote: Quote, id: DiscountId, at: Instant): Decided<DiscountNotFound> => {
  const discounts = quote.discounts ?? []
  if (!discounts.some((discount) => discount.id === id))
    return Result.fail(new DiscountNotFound({ quoteId: quote.id, id }))
  return changeLines(
    quote,
    {
      action: "editLine",
      fact: "QuoteDiscountTakenBack",
      lines: quote.lines.filter(({ discountId }) => discountId !== id),
      priced: { discounts: discounts.filter((discount) => discount.id !== id) },
    },
    at,
  )
}
