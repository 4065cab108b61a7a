/** A client's quotes, orders and missions in memory. */
import { type ClientId, type ClientRecord, ClientRecordsReader, Money, type OperatorId } from "@caleche/core"
import { DateTime, Effect, Layer } from "effect"
import { listed } from "./listed.ts"
import { missionsOf } from "./MemoryOrders.ts"
import { type Data, rows, Store } from "./Store.ts"

const recordsOf = (data: Data, operatorId: OperatorId, id: ClientId): ReadonlyArray<ClientRecord> => {
  const quotes = rows(data.quotes, operatorId).filter(({ clientId }) => clientId === id)
  const orders = rows(data.orders, operatorId).filter(({ clientId }) => clientId === id)
  return [
    ...quotes.map(({ id, number, status, totals, createdAt }): ClientRecord => ({
      kind: "QUOTE",
      id,
      number,
      status,
      net: totals.net,
      date: createdAt,
      position: createdAt,
    })),
    ...orders.map(({ id, number, status, totals, missions: { tripAt } }): ClientRecord => ({
      kind: "ORDER",
      id,
      number,
      status,
      net: totals.net,
      date: tripAt,
      position: tripAt,
    })),
    ...orders.flatMap(({ id: orderId, lines, number, missions: { tripAt } }) =>
      missionsOf(data, operatorId, orderId).map(({ id, status, pickupAt }): ClientRecord => ({
        kind: "MISSION",
        id,
        orderId,
        number,
        status,
        net: Money.sum(
          lines
            .filter(({ missionId, state }) => missionId === id && state === "ACTIVE")
            .map(({ net }) => net),
        ),
        date: pickupAt,
        position: tripAt,
      })),
    ),
  ]
}

export const clientRecords = Layer.effect(
  ClientRecordsReader,
  Effect.gen(function* () {
    const { read } = yield* Store
    return ClientRecordsReader.of({
      list: (operatorId, clientId, filters, page) =>
        Effect.flatMap(
          read((data) =>
            recordsOf(data, operatorId, clientId).filter(
              ({ kind }) => filters.kind === undefined || kind === filters.kind,
            ),
          ),
          (all) =>
            listed(all, { clientId, ...filters }, page, ({ position, id }) => ({
              key: DateTime.formatIso(position),
              id,
            })),
        ),
    })
  }),
)
