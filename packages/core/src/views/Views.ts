/** Reads that span capabilities, for whoever may see them. */
import { Context, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import type { OrderNotFound } from "../orders/OrderErrors.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { History, type RecordedEntry } from "../ports/History.ts"
import type { QuoteNotFound } from "../quotes/QuoteErrors.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { OperatorId, OrderId, QuoteId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type OrderPage, OrderPageReader } from "./OrderPage.ts"
import {
  type PipelineFilters,
  PipelineReader,
  type PipelineRow,
  type PipelineSort,
  selectionOf,
} from "./Pipeline.ts"

type HistoryPage = { readonly limit: number; readonly cursor?: string | undefined }
type Read<A, E> = Effect.Effect<A, E | Forbidden | StorageFailed, CurrentActor>

export class Views extends Context.Service<
  Views,
  {
    readonly orderPage: (id: OrderId) => Read<OrderPage, OrderNotFound>
    readonly pipeline: (
      filters: PipelineFilters,
      page: PageRequest<PipelineSort>,
    ) => Read<Page<PipelineRow>, OperatorNotFound | CursorMismatch>
    /** What happened to a quote, oldest first. */
    readonly quoteHistory: (
      id: QuoteId,
      page: HistoryPage,
    ) => Read<Page<RecordedEntry>, QuoteNotFound | CursorMismatch>
    /** What happened to an order, its missions and its quote, oldest first. */
    readonly orderHistory: (
      id: OrderId,
      page: HistoryPage,
    ) => Read<Page<RecordedEntry>, OrderNotFound | CursorMismatch>
  }
>()("@caleche/core/views/Views") {
  static readonly layer = Layer.effect(
    Views,
    Effect.gen(function* () {
      const orderPages = yield* OrderPageReader
      const pipelines = yield* PipelineReader
      const operators = yield* OperatorRepository
      const orders = yield* OrderRepository
      const missions = yield* MissionRepository
      const quotes = yield* QuoteRepository
      const history = yield* History
      /** Only days need the operator's zone. */
      const selected = (operatorId: OperatorId, filters: PipelineFilters) =>
        filters.from === undefined && filters.to === undefined
          ? Effect.succeed(selectionOf(filters, "UTC"))
          : Effect.map(operators.get(operatorId), ({ timeZone }) => selectionOf(filters, timeZone))
      return Views.of({
        orderPage: Effect.fn("Views.orderPage")(function* (id) {
          const { operatorId } = yield* permit("order.read")
          return yield* orderPages.get(operatorId, id)
        }),
        pipeline: Effect.fn("Views.pipeline")(function* (filters, page) {
          const { operatorId } = yield* permit("order.read")
          return yield* pipelines.list(operatorId, yield* selected(operatorId, filters), page)
        }),
        quoteHistory: Effect.fn("Views.quoteHistory")(function* (id, page) {
          const { operatorId } = yield* permit("history.read")
          yield* quotes.get(operatorId, id)
          return yield* history.list(operatorId, [{ aggregate: "QUOTE", id }], page)
        }),
        orderHistory: Effect.fn("Views.orderHistory")(function* (id, page) {
          const { operatorId } = yield* permit("history.read")
          const order = yield* orders.get(operatorId, id)
          const all = yield* missions.ofOrder(operatorId, id)
          return yield* history.list(
            operatorId,
            [
              { aggregate: "ORDER", id },
              { aggregate: "QUOTE", id: order.quoteId },
              ...all.map((mission) => ({ aggregate: "MISSION" as const, id: mission.id })),
            ],
            page,
          )
        }),
      })
    }),
  )
}
