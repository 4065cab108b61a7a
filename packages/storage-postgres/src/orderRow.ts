/** An order as its rows: what lists show and sums add up are columns, the terms of each line are JSON. */
import {
  type ClientId,
  type DriverId,
  type MissionId,
  Money,
  type OperatorId,
  type Order,
  type OrderId,
  type OrderLine,
  type QuoteId,
  type UnnumberedOrder,
} from "@caleche/core"
import { earningsOf } from "./clients.ts"
import { filled, type Instant, instant, instantOrNull, type Whole } from "./columns.ts"
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
  readonly price_basis: Order["priceBasis"]
  readonly currency: string
  readonly discounts: NonNullable<Order["discounts"]> | null
  readonly totals: Order["totals"]
  readonly trip_at: Instant
  readonly missions_total: number
  readonly missions_assigned: number
  readonly primary_driver_id: DriverId | null
  readonly ended_at: Instant | null
  readonly month: NonNullable<Order["contribution"]["month"]> | null
  readonly revenue: Whole
  readonly booked: Whole
  readonly known_net: Whole
  readonly known_cost: Whole
  readonly invoice_status: Order["invoiceStatus"]
  readonly notes: string | null
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

export const fixedOrderColumns = [
  "operator_id",
  "id",
  "quote_id",
  "client_id",
  "price_basis",
  "currency",
  "created_at",
]
export const changingOrderColumns = [
  "status",
  "floor",
  "cancelled_at",
  "cancellation",
  "discounts",
  "totals",
  "net",
  "trip_at",
  "missions_total",
  "missions_assigned",
  "primary_driver_id",
  "ended_at",
  "month",
  "revenue",
  "booked",
  "known_net",
  "known_cost",
  "invoice_status",
  "notes",
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
    priceBasis: row.price_basis,
    currency: row.currency,
    lines: lines.map(orderLineOf),
    discounts: row.discounts,
    totals: row.totals,
    missions: filled({
      tripAt: instant(row.trip_at),
      total: row.missions_total,
      assigned: row.missions_assigned,
      driverId: row.primary_driver_id,
      endedAt: instantOrNull(row.ended_at),
    }),
    contribution: filled({
      month: row.month,
      ...earningsOf(row),
      booked: Money.make(Number(row.booked)),
    }),
    invoiceStatus: row.invoice_status,
    notes: row.notes,
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
  price_basis: order.priceBasis,
  currency: order.currency,
  discounts: order.discounts,
  totals: order.totals,
  net: order.totals.net,
  trip_at: order.missions.tripAt,
  missions_total: order.missions.total,
  missions_assigned: order.missions.assigned,
  primary_driver_id: order.missions.driverId,
  ended_at: order.missions.endedAt,
  month: order.contribution.month,
  revenue: order.contribution.revenue,
  booked: order.contribution.booked,
  known_net: order.contribution.knownNet,
  known_cost: order.contribution.knownCost,
  invoice_status: order.invoiceStatus,
  notes: order.notes,
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
