import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { makeDiscount, maxDiscounts, NewDiscount } from "../../src/pricing/Discount.ts"
import type { Quote } from "../../src/quotes/Quote.ts"
import { removeLine } from "../../src/quotes/QuoteCommands.ts"
import { addDiscount, removeDiscount } from "../../src/quotes/QuoteDiscounts.ts"
import { DiscountId } from "../../src/shared/Ids.ts"
import { line, lineId, now, quote, transport, uuid } from "../samples.ts"

const decode = Schema.decodeUnknownSync(NewDiscount)
const discountId = (n: number) => DiscountId.make(uuid(3_000 + n))
const granted = (n: number, terms: Record<string, unknown> = { share: "0.10" }) =>
  makeDiscount(decode({ name: "Remise", ...terms }), discountId(n), "EUR")
const given = (of: Quote, n: number, terms?: Record<string, unknown>): Quote =>
  Result.getOrThrow(addDiscount(of, granted(n, terms), now)).state

describe("discounts of a quote", () => {
  it("are granted on a DRAFT with their lines, and leave a fact with the net before and after", () => {
    const { state, facts } = Result.getOrThrow(addDiscount(quote(), granted(1), now))
    expect([state.version, state.totals.net, state.discounts]).toEqual([2, 7_650, [granted(1)]])
    expect(facts).toMatchObject([
      { id: state.id, action: "QuoteDiscountGranted", data: { netBefore: 8_500, net: 7_650 } },
    ])
  })

  it("are fixed from SENT on", () => {
    const sent = { ...given(quote(), 1), status: "SENT" } as const
    const tries: ReadonlyArray<Result.Result<unknown, { readonly _tag: string }>> = [
      addDiscount(sent, granted(2), now),
      removeDiscount(sent, discountId(1), now),
    ]
    for (const tried of tries) expect(Result.isFailure(tried) && tried.failure._tag).toBe("IllegalTransition")
  })

  it("are taken back with their lines, also one that has none, and only once", () => {
    const two = given(given(quote(), 1), 2, { amount: "5.00" })
    const { state, facts } = Result.getOrThrow(removeDiscount(two, discountId(1), now))
    expect([state.totals.net, state.discounts?.map(({ id }) => id)]).toEqual([8_000, [discountId(2)]])
    expect(facts[0]?.action).toBe("QuoteDiscountTakenBack")
    const again = removeDiscount(state, discountId(1), now)
    expect(Result.isFailure(again) && again.failure._tag).toBe("DiscountNotFound")
    const empty = given(quote({}, []), 1)
    expect(Result.getOrThrow(removeDiscount(empty, discountId(1), now)).state.discounts).toEqual([])
  })

  it("are for a transport line of the quote or for all of it", () => {
    const of = quote({}, [transport(1), line(2)])
    expect(given(of, 1, { amount: "5.00", forLineId: lineId(1) }).totals.net).toBe(16_500)
    for (const forLineId of [lineId(2), lineId(3)]) {
      const refused = addDiscount(of, granted(1, { amount: "5.00", forLineId }), now)
      expect(Result.isFailure(refused) && refused.failure).toMatchObject({
        _tag: "LineNotAttachable",
        forLineId,
      })
    }
  })

  it("go with the line they are for", () => {
    const of = given(quote({}, [transport(1), transport(2)]), 1, { share: "0.10", forLineId: lineId(2) })
    const { state } = Result.getOrThrow(removeLine(of, lineId(2), now))
    expect([state.totals.net, state.lines.length, state.discounts]).toEqual([8_500, 1, []])
  })

  it("are twenty at most", () => {
    let full = quote()
    for (let n = 0; n < maxDiscounts; n++) full = given(full, n, { amount: "0.01" })
    const refused = addDiscount(full, granted(99), now)
    expect(Result.isFailure(refused) && refused.failure).toMatchObject({ _tag: "TooManyDiscounts", most: 20 })
  })
})
