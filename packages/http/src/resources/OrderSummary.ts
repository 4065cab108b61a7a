/** The pipeline added up, as the API shows it. */
import { Money, OrderStatus, type PipelineSummary, summaryReach } from "@caleche/core"
import { Schema } from "effect"
import { WrittenDecimal } from "./Written.ts"

export const OrderSummary = Schema.Struct({
  count: Schema.Int,
  byStatus: Schema.Record(OrderStatus, Schema.Int),
  currency: Money.Currency,
  totals: Schema.Struct({ net: WrittenDecimal }),
  /** Orders with an off-grid mission, and their share of all, from 0 to 1 with four digits; none of no orders. */
  offGrid: Schema.Struct({ count: Schema.Int, share: Schema.NullOr(WrittenDecimal) }),
  /** There may be more orders: the figures are those of the latest 10,000. */
  atLeast: Schema.Boolean,
}).annotate({ identifier: "OrderSummary" })
export type OrderSummary = typeof OrderSummary.Type

export const presentSummary = (
  summary: PipelineSummary & { readonly currency: Money.Currency },
): OrderSummary => {
  const { byStatus, currency, net, offGrid } = summary
  const count = Object.values(byStatus).reduce((sum, orders) => sum + orders, 0)
  return {
    count,
    byStatus,
    currency,
    totals: { net: Money.format(net, currency) },
    offGrid: { count: offGrid, share: count === 0 ? null : (offGrid / count).toFixed(4) },
    atLeast: count >= summaryReach,
  }
}
