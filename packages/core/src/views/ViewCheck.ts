/**
 * Whether what is kept for the lists of clients is what follows from the facts: orders with their missions, quotes,
 * communications and the histories of clients.
 *
 * Everything is read and worked out anew, so it takes as long as there are records, and tells the truth only while nobody
 * writes.
 */
import { Context, DateTime, Effect, Equal, Layer, Stream } from "effect"
import type { ClientType } from "../contacts/Client.ts"
import {
  type ClientFigures,
  ClientFiguresRepository,
  type Earnings,
  type MonthlyEarnings,
} from "../contacts/ClientFigures.ts"
import { ClientRepository, type ListedClient } from "../contacts/ClientRepository.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import { MissionRepository } from "../missions/MissionRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Contribution, contributionOf, lastOf } from "../orders/Contribution.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { History } from "../ports/History.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { ClientId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { sum, zero } from "../shared/Money.ts"
import { Month } from "../shared/Month.ts"
import type { CursorMismatch, Page } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { everyPage } from "./everyPage.ts"
import { PipelineReader } from "./Pipeline.ts"

/** Something kept that does not follow from the facts. */
export interface ViewDifference {
  readonly view: "ORDER_CONTRIBUTION" | "CLIENT_FIGURES" | "CLIENT_MONTHS" | "CLIENT_TOTALS"
  /** The order or client it is kept for; type and status of the clients added up. */
  readonly id: string
  readonly kept: unknown
  readonly expected: unknown
}

/** What the facts say of one client so far. */
interface Standing extends ClientFigures {
  readonly months: ReadonlyMap<Month, MonthlyEarnings>
}

const nothing: Standing = {
  revenue: zero,
  knownNet: zero,
  knownCost: zero,
  booked: zero,
  months: new Map(),
}
const always = { from: Month.make("0000-01"), to: Month.make("9999-12") }

export class ViewCheck extends Context.Service<
  ViewCheck,
  {
    /** What is kept of the operator's clients and does not follow; none when all is well. */
    readonly clients: (
      operatorId: OperatorId,
    ) => Effect.Effect<ReadonlyArray<ViewDifference>, OperatorNotFound | StorageFailed>
  }
>()("@caleche/core/views/ViewCheck") {
  static readonly layer = Layer.effect(
    ViewCheck,
    Effect.gen(function* () {
      const operators = yield* OperatorRepository
      const clients = yield* ClientRepository
      const figures = yield* ClientFiguresRepository
      const communications = yield* CommunicationRepository
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const missions = yield* MissionRepository
      const pipeline = yield* PipelineReader
      const history = yield* History

      /** Contributions that are not what their orders say; `standings` gets what they ought to be. */
      const ofOrders = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        standings: Map<ClientId, Standing>,
        differences: Array<ViewDifference>,
      ) {
        const { timeZone } = yield* operators.get(operatorId)
        const list = (cursor?: string) =>
          pipeline.list(operatorId, {}, { sort: "tripAt", limit: 200, cursor })
        yield* each(list, ({ id }) =>
          Effect.gen(function* () {
            const order = yield* Effect.catchTag(orders.get(operatorId, id), "OrderNotFound", Effect.die) // it is listed
            const all = yield* missions.ofOrder(operatorId, id)
            const endedAt = lastOf(all.map((mission) => mission.endedAt))
            const expected = { ...contributionOf(order, all, timeZone), endedAt }
            const kept = { ...order.contribution, endedAt: order.missions.endedAt }
            compare(differences, "ORDER_CONTRIBUTION", id, kept, expected)
            const before = standings.get(order.clientId) ?? nothing
            standings.set(order.clientId, active(credited(before, expected), endedAt))
          }),
        )
      })

      const ofQuotes = (operatorId: OperatorId, standings: Map<ClientId, Standing>) =>
        each(
          (cursor) => quotes.list(operatorId, {}, { sort: "createdAt", limit: 200, cursor }),
          ({ acceptance, clientId, sentAt }) =>
            Effect.sync(() => {
              const before = standings.get(clientId) ?? nothing
              standings.set(clientId, active(active(before, sentAt), acceptance?.at))
            }),
        )

      /** The latest communication with a client, and its latest edit. */
      const lastTouch = Effect.fnUntraced(function* (operatorId: OperatorId, id: ClientId) {
        const newest = yield* own(communications.ofClient(operatorId, id, { sort: "-at", limit: 1 }))
        let last = newest.items[0]?.at
        yield* each(
          (cursor) => history.list(operatorId, [{ aggregate: "CLIENT", id }], { limit: 200, cursor }),
          ({ action, at }) =>
            Effect.sync(() => {
              if (action === "ClientEdited" || action === "ClientMerged") last = lastOf([last, at])
            }),
        )
        return last
      })

      const ofClient = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        { figures: kept, id }: ListedClient,
        standing: Standing,
        differences: Array<ViewDifference>,
      ) {
        const { months, ...expected } = active(standing, yield* lastTouch(operatorId, id))
        compare(differences, "CLIENT_FIGURES", id, kept, expected)
        compare(
          differences,
          "CLIENT_MONTHS",
          id,
          yield* figures.months(operatorId, id, always),
          [...months.values()].filter(isSome).toSorted((a, b) => (a.month < b.month ? -1 : 1)),
        )
      })

      return ViewCheck.of({
        clients: Effect.fn("ViewCheck.clients")(function* (operatorId) {
          const differences: Array<ViewDifference> = []
          const standings = new Map<ClientId, Standing>()
          const totals = new Map<string, Earnings & { readonly clients: number }>()
          yield* ofOrders(operatorId, standings, differences)
          yield* ofQuotes(operatorId, standings)
          yield* each(
            (cursor) => clients.list(operatorId, {}, { sort: "createdAt", limit: 200, cursor }),
            (client) =>
              Effect.gen(function* () {
                const standing = standings.get(client.id) ?? nothing
                yield* ofClient(operatorId, client, standing, differences)
                const group = groupOf(client.type, client.archivedAt === undefined ? "ACTIVE" : "ARCHIVED")
                const before = totals.get(group) ?? { ...nothing, clients: 0 }
                totals.set(group, { ...plus(before, standing), clients: before.clients + 1 })
              }),
          )
          for (const type of ["PRIVATE", "BUSINESS"] as const)
            for (const status of ["ACTIVE", "ARCHIVED"] as const) {
              const { byType, ...kept } = yield* figures.totals(operatorId, { type, status }, 1)
              const group = groupOf(type, status)
              const { clients: count, ...sums } = totals.get(group) ?? { ...nothing, clients: 0 }
              compare(
                differences,
                "CLIENT_TOTALS",
                group,
                { ...earningsOf(kept), clients: byType[type] },
                { ...earningsOf(sums), clients: count },
              )
            }
          return differences
        }),
      })
    }),
  )
}

/** A page of a list that is read with the list's own cursors. */
type Listed<A> = Effect.Effect<Page<A>, CursorMismatch | StorageFailed>

/** Runs `use` on every item of a list, page after page. */
const each = <A, E>(
  list: (cursor?: string) => Listed<A>,
  use: (item: A) => Effect.Effect<void, E>,
): Effect.Effect<void, E | StorageFailed> =>
  Effect.flatMap(
    everyPage(own(list()), (cursor) => own(list(cursor))),
    Stream.runForEach(use),
  )

const own = <A>(page: Listed<A>): Effect.Effect<Page<A>, StorageFailed> =>
  Effect.catchTag(page, "CursorMismatch", Effect.die)

function compare(
  differences: Array<ViewDifference>,
  view: ViewDifference["view"],
  id: string,
  kept: unknown,
  expected: unknown,
): void {
  if (!Equal.equals(comparable(kept), comparable(expected))) differences.push({ view, id, kept, expected })
}

/** Without fields that say nothing, instants as text. */
function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

const groupOf = (type: ClientType, status: string): string => `${type} ${status}`

const earningsOf = ({ revenue, knownNet, knownCost }: Earnings): Earnings => ({
  revenue,
  knownNet,
  knownCost,
})

const plus = (a: Earnings, b: Earnings): Earnings => ({
  revenue: sum([a.revenue, b.revenue]),
  knownNet: sum([a.knownNet, b.knownNet]),
  knownCost: sum([a.knownCost, b.knownCost]),
})

const isSome = ({ revenue, knownNet, knownCost }: Earnings): boolean =>
  revenue !== 0 || knownNet !== 0 || knownCost !== 0

const active = (standing: Standing, at: Instant | undefined): Standing => {
  const { lastActivityAt } = standing
  return at === undefined || (lastActivityAt !== undefined && DateTime.isLessThan(at, lastActivityAt))
    ? standing
    : { ...standing, lastActivityAt: at }
}

function credited(standing: Standing, contribution: Contribution): Standing {
  const { booked, month } = contribution
  const months = new Map(standing.months)
  if (month !== undefined) months.set(month, { ...plus(months.get(month) ?? nothing, contribution), month })
  return {
    ...standing,
    ...plus(standing, contribution),
    booked: sum([standing.booked, booked]),
    months,
  }
}
