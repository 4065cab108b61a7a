/** An order as its rows: what lists show and sums add up are columns, the terms of each line are JSON. */
import type {
  ClientId,
  DriverId,
  MissionId,
  OperatorId,
  Order,
  OrderId,
  OrderLine,
  QuoteId,
  UnnumberedOrder,
} from "@caleche/core"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import { lineOf, type StoredLine } from "./quoteRow.ts"

export interface OrderRow {
  readonly id: OrderId
  readonly number: string
  readonly quote_id: QuoteId
  readonly client_id: ClientId
  readonly status: Order["status"]
  readonly floor: NonNullable<Order["floor"]> | null
  readonly cancelled_at: Instant | null
  readonly cancellation: NonNullable<Order["cancellation"]> | null
  readonly currency: string
  readonly totals: Order["totals"]
  readonly trip_at: Instant
  readonly missions_total: number
  readonly missions_assigned: number
  readonly primary_driver_id: DriverId | null
  readonly invoice_status: Order["invoiceStatus"]
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** A row of `order_lines`, in JSON. */
export interface OrderLineRow {
  readonly id: OrderLine["id"]
  readonly kind: OrderLine["kind"]
  readonly state: OrderLine["state"]
  readonly mission_id: MissionId | null
  readonly net: OrderLine["net"]
  readonly terms: Omit<StoredLine, "id" | "kind" | "net">
}

export const fixedOrderColumns = ["operator_id", "id", "quote_id", "client_id", "currency", "created_at"]
export const changingOrderColumns = [
  "status",
  "floor",
  "cancelled_at",
  "cancellation",
  "totals",
  "net",
  "trip_at",
  "missions_total",
  "missions_assigned",
  "primary_driver_id",
  "invoice_status",
  "version",
  "updated_at",
]
export const fixedLineColumns = ["operator_id", "order_id", "id", "kind"]
export const changingLineColumns = ["position", "state", "mission_id", "net", "terms"]

export const orderOf = (row: OrderRow, lines: ReadonlyArray<OrderLineRow>): Order =>
  filled({
    id: row.id,
    number: row.number,
    quoteId: row.quote_id,
    clientId: row.client_id,
    status: row.status,
    floor: row.floor,
    cancelledAt: instantOrNull(row.cancelled_at),
    cancellation: row.cancellation,
    currency: row.currency,
    lines: lines.map(orderLineOf),
    totals: row.totals,
    missions: filled({
      tripAt: instant(row.trip_at),
      total: row.missions_total,
      assigned: row.missions_assigned,
      driverId: row.primary_driver_id,
    }),
    invoiceStatus: row.invoice_status,
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })

const orderLineOf = ({ terms, id, kind, net, state, mission_id }: OrderLineRow): OrderLine =>
  filled({ ...lineOf({ ...terms, id, kind, net }), state, missionId: mission_id })

export const orderRow = (operatorId: OperatorId, order: UnnumberedOrder) => ({
  operator_id: operatorId,
  id: order.id,
  quote_id: order.quoteId,
  client_id: order.clientId,
  status: order.status,
  floor: order.floor,
  cancelled_at: order.cancelledAt,
  cancellation: order.cancellation,
  currency: order.currency,
  totals: order.totals,
  net: order.totals.net,
  trip_at: order.missions.tripAt,
  missions_total: order.missions.total,
  missions_assigned: order.missions.assigned,
  primary_driver_id: order.missions.driverId,
  invoice_status: order.invoiceStatus,
  version: order.version,
  created_at: order.createdAt,
  updated_at: order.updatedAt,
})

export const lineRows = (operatorId: OperatorId, order: Pick<Order, "id" | "lines">) =>
  order.lines.map(({ id, kind, net, state, missionId, ...terms }, position) => ({
    operator_id: operatorId,
    order_id: order.id,
    id,
    position,
    kind,
    state,
    mission_id: missionId,
    net,
    terms,
  }))
