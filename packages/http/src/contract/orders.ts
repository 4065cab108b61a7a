/** Orders over HTTP: the pipeline, the order's page and its history. */
import { OrderId, PipelineFilters, PipelineSort } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { HistoryList } from "../resources/HistoryEntry.ts"
import { OrderDetail, OrderList } from "../resources/Order.ts"
import { needs } from "./needs.ts"
import { asking, NamesNothing, namesNothing, paging } from "./requests.ts"

const named = namesNothing("OrderNotFound")

export const orders = HttpApiGroup.make("orders")
  .add(
    HttpApiEndpoint.get("list", "/orders", {
      query: { ...paging, sort: Schema.optionalKey(PipelineSort), ...PipelineFilters.fields },
      success: OrderList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("order.read"))
      .annotate(OpenApi.Summary, "List orders; status may be repeated, days are the operator's"),
    HttpApiEndpoint.get("get", "/orders/:id", {
      params: { id: OrderId },
      success: OrderDetail,
      error: [...asking, problems.OrderNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("order.read"))
      .annotate(OpenApi.Summary, "Read an order with its client, quote, missions and history"),
    HttpApiEndpoint.get("history", "/orders/:id/history", {
      params: { id: OrderId },
      query: paging,
      success: HistoryList,
      error: [...asking, problems.OrderNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("history.read"))
      .annotate(OpenApi.Summary, "What happened to an order, its missions and its quote, oldest first"),
  )
  .annotate(OpenApi.Title, "Orders")
