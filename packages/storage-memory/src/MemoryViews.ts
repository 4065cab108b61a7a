/** Order pages and the pipeline in memory. */
import {
  isTerminal,
  type OperatorId,
  type Order,
  OrderNotFound,
  OrderPageReader,
  PipelineReader,
  type PipelineRow,
  type PipelineSelection,
} from "@caleche/core"
import { DateTime, Effect, Layer } from "effect"
import { nameOf } from "./MemoryClients.ts"
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
    history,
  }
}

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
  { id, status, missions: { tripAt } }: Order,
  selection: PipelineSelection,
): boolean => {
  const { driverId, from, until } = selection
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
    return PipelineReader.of({
      list: (operatorId, selection, page) =>
        Effect.flatMap(
          read((data) =>
            rows(data.orders, operatorId)
              .filter((order) => isSelected(data, operatorId, order, selection))
              .map((order) => rowOf(data, operatorId, order)),
          ),
          (all) =>
            listed(all, selection, page, ({ tripAt, id }) => ({ key: DateTime.formatIso(tripAt), id })),
        ),
    })
  }),
)
