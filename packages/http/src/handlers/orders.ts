/** Orders: requests to use cases, and back. */
import { Views } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, pageOf } from "../contract/requests.ts"
import { presentEntry } from "../resources/HistoryEntry.ts"
import { presentList } from "../resources/List.ts"
import { presentOrderPage, presentRow } from "../resources/Order.ts"
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
  history: ({ params, query }) =>
    Views.use((use) =>
      Effect.map(use.orderHistory(params.id, pageOf(query, "")), (page) => presentList(page, presentEntry)),
    ),
}
