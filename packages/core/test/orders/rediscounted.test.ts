import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { OrderLine } from "../../src/orders/Order.ts"
import { rediscounted } from "../../src/orders/rediscounted.ts"
import { makeDiscount, NewDiscount } from "../../src/pricing/Discount.ts"
import { amountsOf } from "../../src/pricing/totals/amountsOf.ts"
import { DiscountId } from "../../src/shared/Ids.ts"
import { line, lineId, transport, uuid } from "../samples.ts"

const basis = { priceBasis: "EXCL_VAT", currency: "EUR" } as const
const sold = (terms: Record<string, unknown>) => {
  const granted = Schema.decodeUnknownSync(NewDiscount)({ name: "Remise", ...terms })
  const discounts = [makeDiscount(granted, DiscountId.make(uuid(3_001)), "EUR")]
  const lines = [
    transport(1, { unitPrice: "90.00" }),
    transport(2, { unitPrice: "60.00" }),
    line(3, { unitPrice: "240.00", vatRate: "0.20", forLineId: lineId(2) }),
  ]
  const amounts = amountsOf({ ...basis, lines: [], discounts }, lines)
  return {
    ...basis,
    discounts,
    lines: amounts.lines.map((each): OrderLine => ({ ...each, state: "ACTIVE" })),
  }
}
const without = (order: ReturnType<typeof sold>, ...ids: ReadonlyArray<string>) =>
  rediscounted(
    order,
    order.lines.map((each) => (ids.includes(each.id) ? { ...each, state: "VOID" } : each)),
  )
const off = (lines: ReadonlyArray<OrderLine>) =>
  lines.flatMap(({ discountId, net, state }) => (discountId === undefined ? [] : [[net, state]]))

describe("the discounts of an order", () => {
  it("stay as they are while all of it counts", () => {
    const order = sold({ share: "0.10" })
    const { lines, changed } = without(order)
    expect([lines, changed]).toEqual([order.lines, []])
  })

  it("are a share of what is left when a mission is given up; where nothing is left they are void", () => {
    const { lines, changed } = without(sold({ share: "0.10" }), lineId(2), lineId(3))
    expect(off(lines)).toEqual([
      [-900, "ACTIVE"],
      [-2_400, "VOID"],
    ])
    expect(changed.map(({ discountId }) => discountId)).toEqual([uuid(3_001), uuid(3_001)])
  })

  it("of an amount come off what is left, and never more than that", () => {
    expect(off(without(sold({ amount: "39.00" }), lineId(2), lineId(3)).lines)).toEqual([
      [-3_900, "ACTIVE"],
      [-2_400, "VOID"],
    ])
    expect(off(without(sold({ amount: "100.00" }), lineId(2), lineId(3)).lines)[0]).toEqual([
      -9_000,
      "ACTIVE",
    ])
  })

  it("that are void already stay void, and lines by hand stay as they are", () => {
    const order = sold({ share: "0.10" })
    const byHand: OrderLine = { ...line(9, { kind: "DISCOUNT", unitPrice: "-5.00" }), state: "ACTIVE" }
    const voided = order.lines.map((each): OrderLine =>
      each.discountId === undefined ? each : { ...each, state: "VOID" },
    )
    const { lines, changed } = rediscounted(order, [...voided, byHand])
    expect([off(lines).map(([, state]) => state), lines.at(-1), changed]).toEqual([
      ["VOID", "VOID"],
      byHand,
      [],
    ])
  })
})
