/** The operator's orders as a list: what is to be done when, by whom, and what lacks a driver. */
import { Context, type Effect, Schema } from "effect"
import type { InvoiceStatus } from "../orders/Order.ts"
import { OrderStatus } from "../orders/OrderStatus.ts"
import type { Totals } from "../pricing/totals/vatByRate.ts"
import { type ClientId, DriverId, type OperatorId, type OrderId } from "../shared/Ids.ts"
import { type Instant, LocalDate, startOfDay } from "../shared/Instant.ts"
import type { Money } from "../shared/Money.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import { SearchText } from "../shared/SearchKey.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export const PipelineSort = Schema.Literals(["tripAt", "-tripAt"])
export type PipelineSort = typeof PipelineSort.Type

/** A driver, or `none`: some open mission has no driver. */
export const PipelineDriver = Schema.Union([Schema.Literal("none"), DriverId])
export type PipelineDriver = typeof PipelineDriver.Type

/** All that are given apply. */
export const PipelineFilters = Schema.Struct({
  status: Schema.optionalKey(Schema.Array(OrderStatus).check(Schema.isMaxLength(50))),
  /** First and last day of the trip, both included, in the operator's zone. */
  from: Schema.optionalKey(LocalDate),
  to: Schema.optionalKey(LocalDate),
  /** On any mission that is not CANCELLED. */
  driverId: Schema.optionalKey(PipelineDriver),
  /** Found as in the list of clients: by part of a name, e-mail or phone. */
  client: Schema.optionalKey(SearchText),
})
export type PipelineFilters = typeof PipelineFilters.Type

/** The filters as a storage compares them: days have become instants. */
export interface PipelineSelection {
  readonly status?: ReadonlyArray<OrderStatus>
  /** The trip is at it or later. */
  readonly from?: Instant
  /** The trip is before it. */
  readonly until?: Instant
  readonly driverId?: PipelineDriver
  /** What the client is found by. */
  readonly client?: SearchText
  /** One of these. */
  readonly ids?: ReadonlyArray<OrderId>
}

/** First and last day, both included. */
export interface Days {
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
}

/** The instants of some days where the clocks show the time of `zone`. */
export const instantsOf = (
  { from, to }: Days,
  zone: string,
): { readonly from?: Instant; readonly until?: Instant } => ({
  ...(from === undefined ? {} : { from: startOfDay(from, zone) }),
  ...(to === undefined ? {} : { until: startOfDay(to, zone, 1) }),
})

/** What `filters` select where the clocks show the time of `zone`. */
export const selectionOf = ({ from, to, ...rest }: PipelineFilters, zone: string): PipelineSelection => ({
  ...rest,
  ...instantsOf({ from, to }, zone),
})

export interface PipelineRow {
  readonly id: OrderId
  readonly number: string
  readonly client: { readonly id: ClientId; readonly name: string }
  readonly tripAt: Instant
  readonly status: OrderStatus
  readonly missions: { readonly total: number; readonly assigned: number }
  readonly driver: { readonly id: DriverId; readonly name: string } | null
  readonly invoiceStatus: InvoiceStatus
  readonly version: number
}

/** A row with the order's amounts, as it is exported. */
export interface ExportRow extends PipelineRow {
  readonly totals: Pick<Totals, "net" | "tax" | "payable">
}

/** How many orders a summary reads at most: beyond, its figures are a floor. */
export const summaryReach = 10_000

/** Some orders added up. */
export interface PipelineSummary {
  readonly byStatus: Readonly<Record<OrderStatus, number>>
  /** Of the ACTIVE lines. */
  readonly net: Money
  /** Orders with a mission nobody computed a price for: the share that bypasses grid and tariff. */
  readonly offGrid: number
}

export class PipelineReader extends Context.Service<
  PipelineReader,
  {
    readonly list: (
      operatorId: OperatorId,
      selection: PipelineSelection,
      page: PageRequest<PipelineSort>,
    ) => Effect.Effect<Page<PipelineRow>, CursorMismatch | StorageFailed>
    /** As `list`, with amounts. */
    readonly listForExport: (
      operatorId: OperatorId,
      selection: PipelineSelection,
      page: PageRequest<PipelineSort>,
    ) => Effect.Effect<Page<ExportRow>, CursorMismatch | StorageFailed>
    /** The `most` selected orders whose trips are latest, added up. */
    readonly summary: (
      operatorId: OperatorId,
      selection: PipelineSelection,
      most: number,
    ) => Effect.Effect<PipelineSummary, StorageFailed>
  }
>()("@caleche/core/views/PipelineReader") {}
