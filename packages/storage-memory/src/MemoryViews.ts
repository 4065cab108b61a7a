/** Order pages and the pipeline in memory. */
import {
  AgencyOrderReader,
  isTerminal,
  Money,
  type OperatorId,
  type Order,
  OrderNotFound,
  OrderPageReader,
  PipelineReader,
  type PipelineRow,
  type PipelineSelection,
} from "@caleche/core"
import { DateTime, Effect, Layer } from "effect"
import { isClientFound, nameOf } from "./shownClients.ts"
import { listed } from "./listed.ts"
import { missionsOf } from "./MemoryOrders.ts"
import { type Data, row, rows, Store } from "./Store.ts"

const pageOf = (data: Data, operatorId: OperatorId, order: Order) => {
  const missions = missionsOf(data, operatorId, order.id)
  const ids = new Set<string>([order.id, order.quoteId, ...missions.map(({ id }) => id)])
  const history = rows(data.history, operatorId)
    .filter((entry) => ids.has(entry.id))
    .toSorted((a, b) => a.sequence - b.sequence)
    .slice(0, 200)
  const quote = row(data.quotes, operatorId, order.quoteId)
  if (quote === undefined) throw new Error(`order ${order.id} has no quote`)
  return {
    order,
    client: { id: order.clientId, name: nameOf(data, operatorId, order.clientId) },
    quote,
    missions,
    drivers: rows(data.drivers, operatorId)
      .filter((driver) => missions.some(({ driverId }) => driverId === driver.id))
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    history,
  }
}

export const agencyOrders = Layer.effect(
  AgencyOrderReader,
  Effect.gen(function* () {
    const { read } = yield* Store
    return AgencyOrderReader.of({
      list: (operatorId, agencyId, page) =>
        Effect.flatMap(
          read((data) =>
            rows(data.orders, operatorId)
              .filter(({ quoteId }) => row(data.quotes, operatorId, quoteId)?.bookedByAgencyId === agencyId)
              .map(({ id, number, clientId, missions: { tripAt }, status, version, createdAt }) => ({
                id,
                number,
                client: { id: clientId, name: nameOf(data, operatorId, clientId) },
                tripAt,
                status,
                version,
                createdAt,
              })),
          ),
          (all) =>
            listed(all, { agencyId }, page, ({ createdAt, id }) => ({
              key: DateTime.formatIso(createdAt),
              id,
            })),
        ),
    })
  }),
)

export const orderPages = Layer.effect(
  OrderPageReader,
  Effect.gen(function* () {
    const { read } = yield* Store
    return OrderPageReader.of({
      get: (operatorId, id) =>
        Effect.flatMap(
          read((data) => {
            const order = row(data.orders, operatorId, id)
            return order === undefined ? undefined : pageOf(data, operatorId, order)
          }),
          (page) => (page === undefined ? Effect.fail(new OrderNotFound({ id })) : Effect.succeed(page)),
        ),
    })
  }),
)

/** Read off the missions themselves. */
const isSelected = (
  data: Data,
  operatorId: OperatorId,
  { id, clientId, status, missions: { tripAt } }: Order,
  selection: PipelineSelection,
): boolean => {
  const { client, driverId, from, until, ids } = selection
  if (client !== undefined && !isClientFound(data, operatorId, clientId, client)) return false
  if (ids !== undefined && !ids.includes(id)) return false
  if (selection.status !== undefined && !selection.status.includes(status)) return false
  if (from !== undefined && DateTime.isLessThan(tripAt, from)) return false
  if (until !== undefined && !DateTime.isLessThan(tripAt, until)) return false
  if (driverId === undefined) return true
  return missionsOf(data, operatorId, id).some((mission) =>
    driverId === "none"
      ? mission.driverId === undefined && !isTerminal(mission.status)
      : mission.driverId === driverId && mission.status !== "CANCELLED",
  )
}

export const pipeline = Layer.effect(
  PipelineReader,
  Effect.gen(function* () {
    const { read } = yield* Store
    const rowOf = (data: Data, operatorId: OperatorId, order: Order): PipelineRow => {
      const { id, number, status, invoiceStatus, version, clientId } = order
      const { tripAt, total, assigned, driverId } = order.missions
      const driver = driverId === undefined ? undefined : row(data.drivers, operatorId, driverId)
      return {
        id,
        number,
        client: { id: clientId, name: nameOf(data, operatorId, clientId) },
        tripAt,
        status,
        missions: { total, assigned },
        driver: driver === undefined ? null : { id: driver.id, name: driver.name },
        invoiceStatus,
        version,
      }
    }
    const selected = (operatorId: OperatorId, selection: PipelineSelection) =>
      read((data) =>
        rows(data.orders, operatorId)
          .filter((order) => isSelected(data, operatorId, order, selection))
          .map((order) => ({ ...rowOf(data, operatorId, order), totals: order.totals })),
      )
    const listForExport: PipelineReader["Service"]["listForExport"] = (operatorId, selection, page) =>
      Effect.flatMap(selected(operatorId, selection), (all) =>
        listed(all, selection, page, ({ tripAt, id }) => ({ key: DateTime.formatIso(tripAt), id })),
      )
    return PipelineReader.of({
      listForExport,
      list: (operatorId, selection, page) =>
        Effect.map(listForExport(operatorId, selection, page), ({ items, nextCursor }) => ({
          items: items.map(({ totals: _, ...row }) => row),
          nextCursor,
        })),
      summary: Effect.fnUntraced(function* (operatorId, selection, most) {
        const { items } = yield* listForExport(operatorId, selection, { sort: "-tripAt", limit: most }).pipe(
          Effect.catchTag("CursorMismatch", Effect.die), // it carries none
        )
        return yield* read((data) => {
          const byStatus = { PENDING: 0, CONFIRMED: 0, IN_PROGRESS: 0, COMPLETED: 0, CANCELLED: 0 }
          for (const { status } of items) byStatus[status]++
          const offGrid = items.filter(({ id }) =>
            missionsOf(data, operatorId, id).some(({ tripType }) => tripType === "OFF_GRID"),
          ).length
          return { byStatus, net: Money.sum(items.map(({ totals }) => totals.net)), offGrid }
        })
      }),
    })
  }),
)
