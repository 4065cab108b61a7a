/** Orders over HTTP: the pipeline, the order's page and its history. */
import { OrderId, PipelineFilters, PipelineSort } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { HistoryList } from "../resources/HistoryEntry.ts"
import { OrderDetail, OrderList } from "../resources/Order.ts"
import { OrderSummary } from "../resources/OrderSummary.ts"
import { needs } from "./needs.ts"
import { AnswersFile, asking, NamesNothing, namesNothing, paging } from "./requests.ts"

const csv = { contentType: "text/csv", fileName: "orders.csv" }
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
    HttpApiEndpoint.get("summary", "/orders/summary", {
      query: PipelineFilters.fields,
      success: OrderSummary,
      error: asking,
    })
      .annotateMerge(needs("order.read"))
      .annotate(OpenApi.Summary, "Add up the listed orders, at most the latest 10,000"),
    HttpApiEndpoint.get("export", "/orders/export", {
      query: {
        format: Schema.optionalKey(Schema.Literals(["csv"])),
        ids: Schema.optionalKey(Schema.Array(OrderId).check(Schema.isMaxLength(1_000))),
        ...PipelineFilters.fields,
      },
      success: HttpApiSchema.StreamUint8Array(csv),
      error: asking,
    })
      .annotate(AnswersFile, csv)
      .annotateMerge(needs("order.export"))
      .annotate(OpenApi.Summary, "The listed orders as a file, or of them those with the ids given"),
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
