/** Orders over HTTP: the pipeline, the order's page and its history; given up, raised by hand, charged a fee. */
import {
  BulkAssigning,
  BulkCancelling,
  FeeDecision,
  LineId,
  OrderCancelling,
  OrderEdit,
  OrderId,
  PipelineFilters,
  PipelineSort,
  Raising,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { BulkAssignedResource, BulkCancelledResource } from "../resources/Bulk.ts"
import { HistoryList } from "../resources/HistoryEntry.ts"
import { OrderDetail, OrderList, OrderResource } from "../resources/Order.ts"
import { OrderSummary } from "../resources/OrderSummary.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  altering,
  AnswersFile,
  asking,
  changing,
  creating,
  ItemByItem,
  NamesNothing,
  namesNothing,
  paging,
  telling,
  writing,
} from "./requests.ts"

const csv = { contentType: "text/csv", fileName: "orders.csv" }
const named = namesNothing("OrderNotFound")
const feeNamed = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? named(params)
    : plainProblem("FeeNotFound", { orderId: params["id"] ?? "", id: params["lineId"] ?? "" })

const one = { params: { id: OrderId }, headers: { ...creating, ...changing }, success: OrderResource }
const errors = [...altering, problems.OrderNotFound] as const
const fee = {
  ...one,
  params: { id: OrderId, lineId: LineId },
  payload: FeeDecision,
  error: [...errors, problems.FeeNotFound, problems.FeeDecided],
} as const

export class OrdersGroup extends HttpApiGroup.make("orders")
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
    HttpApiEndpoint.patch("edit", "/orders/:id", {
      ...one,
      headers: changing,
      payload: OrderEdit,
      error: [...writing, problems.OrderNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("order.edit"))
      .annotate(OpenApi.Summary, "Change an order's notes, in any status"),
    HttpApiEndpoint.get("history", "/orders/:id/history", {
      params: { id: OrderId },
      query: paging,
      success: HistoryList,
      error: [...asking, problems.OrderNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("history.read"))
      .annotate(OpenApi.Summary, "What happened to an order, its missions and its quote, oldest first"),
    HttpApiEndpoint.post("bulkAssignDriver", "/orders/bulk/assign-driver", {
      headers: creating,
      payload: BulkAssigning,
      success: BulkAssignedResource,
      error: [...telling, problems.OrderNotFound, problems.DriverNotFound],
    })
      .annotate(ItemByItem, true)
      .annotateMerge(needs("mission.assign"))
      .annotate(
        OpenApi.Summary,
        "Give every mission without driver to one, each by itself; refused ones say why",
      ),
    HttpApiEndpoint.post("bulkCancel", "/orders/bulk/cancel", {
      headers: creating,
      payload: BulkCancelling,
      success: BulkCancelledResource,
      error: [...telling, problems.OrderNotFound],
    })
      .annotate(ItemByItem, true)
      .annotateMerge(needs("order.cancel"))
      .annotate(OpenApi.Summary, "Cancel orders for one reason, each by itself; refused ones say why"),
    HttpApiEndpoint.post("cancel", "/orders/:id/cancel", { ...one, payload: OrderCancelling, error: errors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("order.cancel"))
      .annotate(OpenApi.Summary, "Give the order up: every open mission is cancelled"),
    HttpApiEndpoint.post("status", "/orders/:id/status", { ...one, payload: Raising, error: errors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("order.raise"))
      .annotate(OpenApi.Summary, "Raise the status by hand; COMPLETED closes every open mission"),
    HttpApiEndpoint.post("confirmFee", "/orders/:id/fees/:lineId/confirm", fee)
      .annotate(NamesNothing, feeNamed)
      .annotateMerge(needs("fee.decide"))
      .annotate(OpenApi.Summary, "Confirm a cancellation fee, which then counts"),
    HttpApiEndpoint.post("waiveFee", "/orders/:id/fees/:lineId/waive", fee)
      .annotate(NamesNothing, feeNamed)
      .annotateMerge(needs("fee.decide"))
      .annotate(OpenApi.Summary, "Waive a cancellation fee"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Orders") {}
