/** What clients are worth, as the API shows it: added up, and month by month. */
import {
  type ClientSummary,
  costCoverageOf,
  Decimal,
  type Earnings,
  marginOf,
  Money,
  Month,
  type Performance,
} from "@caleche/core"
import { Schema } from "effect"
import { WrittenDecimal } from "./Written.ts"
import { atMost } from "./List.ts"

/** A share with four digits, such as `0.4000`; null where it is unknown. */
export const presentShare = (basisPoints: number | undefined): string | null =>
  basisPoints === undefined ? null : Decimal.format(basisPoints, 4)

export const ClientSummaryResource = Schema.Struct({
  count: Schema.Int,
  byType: Schema.Struct({ PRIVATE: Schema.Int, BUSINESS: Schema.Int }),
  currency: Money.Currency,
  revenue: WrittenDecimal,
  averageMargin: Schema.NullOr(WrittenDecimal),
  costCoverage: Schema.NullOr(WrittenDecimal),
  /** There may be more clients: the figures are those of 10,000. */
  atLeast: Schema.Boolean,
}).annotate({ identifier: "ClientSummary" })

export const presentClientSummary = (summary: ClientSummary): typeof ClientSummaryResource.Type => ({
  count: summary.byType.PRIVATE + summary.byType.BUSINESS,
  byType: summary.byType,
  currency: summary.currency,
  revenue: Money.format(summary.revenue, summary.currency),
  averageMargin: presentShare(marginOf(summary)),
  costCoverage: presentShare(costCoverageOf(summary)),
  atLeast: summary.atLeast,
})

const earned = {
  revenue: WrittenDecimal,
  margin: Schema.NullOr(WrittenDecimal),
  costCoverage: Schema.NullOr(WrittenDecimal),
}

/** Months of the operator's, oldest first, the current one last; excl. VAT. */
export const PerformanceResource = Schema.Struct({
  currency: Money.Currency,
  months: atMost(120, Schema.Struct({ month: Month, ...earned })),
  total: Schema.Struct(earned),
  /** Net of the orders that are not over yet. */
  booked: WrittenDecimal,
}).annotate({ identifier: "ClientPerformance" })

export const presentPerformance = (performance: Performance): typeof PerformanceResource.Type => {
  const { booked, currency, months, total } = performance
  const present = (earnings: Earnings) => ({
    revenue: Money.format(earnings.revenue, currency),
    margin: presentShare(marginOf(earnings)),
    costCoverage: presentShare(costCoverageOf(earnings)),
  })
  return {
    currency,
    months: months.map((earnings) => ({ month: earnings.month, ...present(earnings) })),
    total: present(total),
    booked: Money.format(booked, currency),
  }
}
