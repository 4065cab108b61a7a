/** Reads that span capabilities, for whoever may see them. */
import { Context, Effect, Layer, type Stream } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { Absence } from "../drivers/Absence.ts"
import { AbsenceRepository, type AbsenceSort } from "../drivers/AbsenceRepository.ts"
import type { DriverNotFound } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import type { Mission } from "../missions/Mission.ts"
import { MissionRepository, type PickupSort } from "../missions/MissionRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import type { OrderNotFound } from "../orders/OrderErrors.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { History, type RecordedEntry } from "../ports/History.ts"
import type { QuoteNotFound } from "../quotes/QuoteErrors.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { DriverId, OperatorId, OrderId, QuoteId } from "../shared/Ids.ts"
import type { Currency } from "../shared/Money.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type OrderPage, OrderPageReader } from "./OrderPage.ts"
import { everyPage } from "./everyPage.ts"
import {
  type Days,
  type ExportRow,
  instantsOf,
  type PipelineFilters,
  PipelineReader,
  type PipelineRow,
  type PipelineSort,
  type PipelineSummary,
  selectionOf,
  summaryReach,
} from "./Pipeline.ts"

/** Orders a file's rows are read by: what a file holds in memory, whatever its length. */
const exportedAtOnce = 500

type HistoryPage = { readonly limit: number; readonly cursor?: string | undefined }
type Read<A, E> = Effect.Effect<A, E | Forbidden | StorageFailed, CurrentActor>

/** Rows to be written to a file, with what a reader of it needs to know of the operator. */
export interface PipelineExport {
  readonly rows: Stream.Stream<ExportRow, StorageFailed>
  readonly currency: Currency
  readonly timeZone: string
}

export class Views extends Context.Service<
  Views,
  {
    readonly orderPage: (id: OrderId) => Read<OrderPage, OrderNotFound>
    readonly pipeline: (
      filters: PipelineFilters,
      page: PageRequest<PipelineSort>,
    ) => Read<Page<PipelineRow>, OperatorNotFound | CursorMismatch>
    /** The filtered orders added up, at most `summaryReach` of them: those whose trips are latest. */
    readonly pipelineSummary: (
      filters: PipelineFilters,
    ) => Read<PipelineSummary & { readonly currency: Currency }, OperatorNotFound>
    /** The filtered orders, or of them those with `ids`, by trip; `CursorMismatch` is never among the stream's failures. */
    readonly pipelineExport: (
      filters: PipelineFilters,
      ids?: ReadonlyArray<OrderId>,
    ) => Read<PipelineExport, OperatorNotFound>
    /** A driver's missions whose pickup is on some days of the operator's, both included. */
    readonly driverMissions: (
      id: DriverId,
      days: Days,
      page: PageRequest<PickupSort>,
    ) => Read<Page<Mission>, DriverNotFound | OperatorNotFound | CursorMismatch>
    /** A driver's absences that touch some days of the operator's, both included. */
    readonly driverAbsences: (
      id: DriverId,
      days: Days,
      page: PageRequest<AbsenceSort>,
    ) => Read<Page<Absence>, DriverNotFound | OperatorNotFound | CursorMismatch>
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
      const drivers = yield* DriverRepository
      const absences = yield* AbsenceRepository
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
        pipelineSummary: Effect.fn("Views.pipelineSummary")(function* (filters) {
          const { operatorId } = yield* permit("order.read")
          const { currency, timeZone } = yield* operators.get(operatorId)
          const summary = yield* pipelines.summary(operatorId, selectionOf(filters, timeZone), summaryReach)
          return { ...summary, currency }
        }),
        pipelineExport: Effect.fn("Views.pipelineExport")(function* (filters, ids) {
          const { operatorId } = yield* permit("order.export")
          const { currency, timeZone } = yield* operators.get(operatorId)
          const selection = { ...selectionOf(filters, timeZone), ...(ids === undefined ? {} : { ids }) }
          const read = (cursor?: string) =>
            Effect.catchTag(
              pipelines.listForExport(operatorId, selection, {
                sort: "tripAt",
                limit: exportedAtOnce,
                cursor,
              }),
              "CursorMismatch",
              Effect.die, // the cursors are its own
            )
          return { rows: yield* everyPage(read(), read), currency, timeZone }
        }),
        driverMissions: Effect.fn("Views.driverMissions")(function* (id, days, page) {
          const { operatorId } = yield* permit("mission.read", { driverId: id })
          const { timeZone } = yield* operators.get(operatorId)
          yield* drivers.get(operatorId, id)
          return yield* missions.ofDriver(operatorId, id, instantsOf(days, timeZone), page)
        }),
        driverAbsences: Effect.fn("Views.driverAbsences")(function* (id, days, page) {
          const { operatorId } = yield* permit("driver.read")
          const { timeZone } = yield* operators.get(operatorId)
          yield* drivers.get(operatorId, id)
          return yield* absences.ofDriver(operatorId, id, instantsOf(days, timeZone), page)
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
