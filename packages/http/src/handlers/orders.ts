/** Orders: requests to use cases, and back. */
import { Bulk, Cancellation, Corrections, Orders, Views } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { presentAssigned, presentCancelled } from "../resources/Bulk.ts"
import { presentEntry } from "../resources/HistoryEntry.ts"
import { presentList } from "../resources/List.ts"
import { presentOrder, presentOrderPage, presentRow } from "../resources/Order.ts"
import { presentExport } from "../resources/OrderExport.ts"
import { presentSummary } from "../resources/OrderSummary.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const orders: Handlers["orders"] = {
  list: ({ query }) =>
    Views.use((use) =>
      Effect.map(use.pipeline(filtersOf(query), pageOf(query, "-tripAt")), (page) =>
        presentList(page, presentRow),
      ),
    ),
  summary: ({ query }) => Views.use((use) => Effect.map(use.pipelineSummary(query), presentSummary)),
  export: ({ query: { format: _, ids, ...filters } }) =>
    Views.use((use) => Effect.map(use.pipelineExport(filters, ids), presentExport)),
  get: ({ params }) => Views.use((use) => Effect.map(use.orderPage(params.id), presentOrderPage)),
  edit: ({ params, headers, payload }) =>
    Orders.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentOrder)),
  history: ({ params, query }) =>
    Views.use((use) =>
      Effect.map(use.orderHistory(params.id, pageOf(query, "")), (page) => presentList(page, presentEntry)),
    ),
  bulkAssignDriver: ({ payload }) =>
    Bulk.use((use) => Effect.map(use.assignDriver(payload), presentAssigned)),
  bulkCancel: ({ payload }) => Bulk.use((use) => Effect.map(use.cancel(payload), presentCancelled)),
  cancel: ({ params, headers, payload }) =>
    Cancellation.use((use) =>
      Effect.map(use.cancelOrder(params.id, payload, ifVersion(headers)), presentOrder),
    ),
  status: ({ params, headers, payload }) =>
    Corrections.use((use) => Effect.map(use.raise(params.id, payload, ifVersion(headers)), presentOrder)),
  confirmFee: ({ params, headers, payload }) =>
    Cancellation.use((use) =>
      Effect.map(use.confirmFee(params.id, params.lineId, payload, ifVersion(headers)), presentOrder),
    ),
  waiveFee: ({ params, headers, payload }) =>
    Cancellation.use((use) =>
      Effect.map(use.waiveFee(params.id, params.lineId, payload, ifVersion(headers)), presentOrder),
    ),
}
