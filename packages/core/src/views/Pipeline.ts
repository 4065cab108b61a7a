/** The operator's orders as a list: what is to be done when, by whom, and what lacks a driver. */
import { Context, type Effect, Schema } from "effect"
import type { InvoiceStatus } from "../orders/Order.ts"
import { OrderStatus } from "../orders/OrderStatus.ts"
import type { ClientId, DriverId, OperatorId, OrderId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export const PipelineSort = Schema.Literals(["tripAt", "-tripAt"])
export type PipelineSort = typeof PipelineSort.Type

export const PipelineFilters = Schema.Struct({ status: Schema.optionalKey(Schema.Array(OrderStatus)) })
export type PipelineFilters = typeof PipelineFilters.Type

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

export class PipelineReader extends Context.Service<
  PipelineReader,
  {
    readonly list: (
      operatorId: OperatorId,
      filters: PipelineFilters,
      page: PageRequest<PipelineSort>,
    ) => Effect.Effect<Page<PipelineRow>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/views/PipelineReader") {}
