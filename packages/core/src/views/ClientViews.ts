/** The list and the page of clients: the records together with what they are worth. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientNotFound } from "../contacts/ClientErrors.ts"
import {
  ClientFiguresRepository,
  type ClientTotals,
  type Earnings,
  type MonthlyEarnings,
} from "../contacts/ClientFigures.ts"
import {
  type ClientFilters,
  ClientRepository,
  type ClientSort,
  type ListedClient,
} from "../contacts/ClientRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import type { ClientId } from "../shared/Ids.ts"
import { type Currency, type Money, sum, zero } from "../shared/Money.ts"
import { addMonths, type Month, monthIn } from "../shared/Month.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import {
  type ClientRecord,
  ClientRecordsReader,
  type RecordFilters,
  type RecordSort,
} from "./ClientRecords.ts"
import { summaryReach } from "./Pipeline.ts"

type Read<A, E> = Effect.Effect<A, E | Forbidden | StorageFailed, CurrentActor>

/** What a client brought month by month. */
export interface Performance {
  readonly currency: Currency
  /** The current month of the operator's and those before it, oldest first; empty ones included. */
  readonly months: ReadonlyArray<MonthlyEarnings>
  /** The months added up. */
  readonly total: Earnings
  /** Net of the orders that are not over yet. */
  readonly booked: Money
}

/** Some clients added up. */
export interface ClientSummary extends ClientTotals {
  readonly currency: Currency
  /** There may be more clients than these: the figures are a floor. */
  readonly atLeast: boolean
}

export class ClientViews extends Context.Service<
  ClientViews,
  {
    readonly list: (
      filters: ClientFilters,
      page: PageRequest<ClientSort>,
    ) => Read<Page<ListedClient> & { readonly currency: Currency }, CursorMismatch | OperatorNotFound>
    /** The filtered clients added up; with a text or an agency at most `summaryReach` of them. */
    readonly summary: (filters: ClientFilters) => Read<ClientSummary, OperatorNotFound>
    /** Its quotes, orders and missions, or those of one kind. */
    readonly records: (
      id: ClientId,
      filters: RecordFilters,
      page: PageRequest<RecordSort>,
    ) => Read<
      Page<ClientRecord> & { readonly currency: Currency },
      ClientNotFound | CursorMismatch | OperatorNotFound
    >
    /** The last `months` months, the current one among them. */
    readonly performance: (
      id: ClientId,
      months: number,
    ) => Read<Performance, ClientNotFound | OperatorNotFound>
  }
>()("@caleche/core/views/ClientViews") {
  static readonly layer = Layer.effect(
    ClientViews,
    Effect.gen(function* () {
      const clients = yield* ClientRepository
      const figures = yield* ClientFiguresRepository
      const records = yield* ClientRecordsReader
      const operators = yield* OperatorRepository

      return ClientViews.of({
        list: Effect.fn("ClientViews.list")(function* (filters, page) {
          const { operatorId } = yield* permit("client.read")
          const { currency } = yield* operators.get(operatorId)
          return { ...(yield* clients.list(operatorId, filters, page)), currency }
        }),
        summary: Effect.fn("ClientViews.summary")(function* (filters) {
          const { operatorId } = yield* permit("client.read")
          const { currency } = yield* operators.get(operatorId)
          const totals = yield* figures.totals(operatorId, filters, summaryReach)
          const { PRIVATE, BUSINESS } = totals.byType
          const searched = filters.q !== undefined || filters.agencyId !== undefined
          return { ...totals, currency, atLeast: searched && PRIVATE + BUSINESS >= summaryReach }
        }),
        records: Effect.fn("ClientViews.records")(function* (asked, filters, page) {
          const { operatorId } = yield* permit("client.read")
          const { currency } = yield* operators.get(operatorId)
          const { id } = yield* clients.get(operatorId, asked)
          return { ...(yield* records.list(operatorId, id, filters, page)), currency }
        }),
        performance: Effect.fn("ClientViews.performance")(function* (asked, months) {
          const { operatorId } = yield* permit("client.read")
          const { currency, timeZone } = yield* operators.get(operatorId)
          const { id } = yield* clients.get(operatorId, asked)
          const { booked } = yield* figures.get(operatorId, id)
          const to = monthIn(yield* DateTime.now, timeZone)
          const from = addMonths(to, 1 - months)
          const listed = everyMonth(from, months, yield* figures.months(operatorId, id, { from, to }))
          return { currency, months: listed, total: added(listed), booked }
        }),
      })
    }),
  )
}

/** So many months from `from` on, with nothing in those that are not `known`. */
function everyMonth(
  from: Month,
  months: number,
  known: ReadonlyArray<MonthlyEarnings>,
): ReadonlyArray<MonthlyEarnings> {
  const byMonth = new Map(known.map((earned) => [earned.month, earned]))
  return Array.from({ length: months }, (_, count) => {
    const month = addMonths(from, count)
    return byMonth.get(month) ?? { month, revenue: zero, knownNet: zero, knownCost: zero }
  })
}

function added(all: ReadonlyArray<Earnings>): Earnings {
  return {
    revenue: sum(all.map(({ revenue }) => revenue)),
    knownNet: sum(all.map(({ knownNet }) => knownNet)),
    knownCost: sum(all.map(({ knownCost }) => knownCost)),
  }
}
