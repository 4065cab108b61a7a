/** An order as the API shows it: alone, as a row of the pipeline, and as its page. */
import {
  ClientId,
  DriverId,
  Floor,
  InvoiceStatus,
  Money,
  type Order,
  OrderCancellation,
  OrderId,
  type OrderPage,
  OrderStatus,
  type PipelineRow,
  PriceBasis,
  QuoteId,
  UpTo,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { DiscountResource, presentDiscounts } from "./Discount.ts"
import { HistoryResource, presentEntry } from "./HistoryEntry.ts"
import { OrderLineResource, presentOrderLine, presentTotals, TotalsResource } from "./Line.ts"
import { atMost, listOf } from "./List.ts"
import { MissionResource, presentMission } from "./Mission.ts"
import { presentQuote, QuoteResource } from "./Quote.ts"
import { given, written, WrittenInstant, writtenMaybe } from "./Written.ts"

const Named = Schema.Struct({ id: ClientId, name: UpTo(200) })

const own = {
  id: OrderId,
  number: UpTo(40),
  quoteId: QuoteId,
  clientId: ClientId,
  status: OrderStatus,
  floor: Schema.optionalKey(Floor),
  cancelledAt: Schema.optionalKey(WrittenInstant),
  cancellation: Schema.optionalKey(OrderCancellation),
  tripAt: WrittenInstant,
  priceBasis: PriceBasis,
  currency: Money.Currency,
  lines: atMost(10_000, OrderLineResource),
  discounts: atMost(1_000, DiscountResource),
  totals: TotalsResource,
  invoiceStatus: InvoiceStatus,
  notes: Schema.optionalKey(UpTo(10_000)),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}

const MissionCounts = Schema.Struct({ total: Schema.Int, assigned: Schema.Int })

/** What accepting a quote answers: the missions are counted. */
export const OrderResource = Schema.Struct({ ...own, missions: MissionCounts }).annotate({
  identifier: "Order",
})
export type OrderResource = typeof OrderResource.Type

const NamedDriver = Schema.NullOr(Schema.Struct({ id: DriverId, name: UpTo(200) }))

/** A mission with its driver's name. */
const PageMission = Schema.Struct({ ...MissionResource.fields, driver: NamedDriver }).annotate({
  identifier: "OrderMission",
})

/** The missions themselves, with client, quote and the first 200 entries of the merged history. */
export const OrderDetail = Schema.Struct({
  ...own,
  client: Named,
  quote: QuoteResource,
  missions: atMost(1_000, PageMission),
  history: atMost(200, HistoryResource),
}).annotate({ identifier: "OrderDetail" })
export type OrderDetail = typeof OrderDetail.Type

export const OrderRow = Schema.Struct({
  id: OrderId,
  number: UpTo(40),
  client: Named,
  tripAt: WrittenInstant,
  status: OrderStatus,
  missions: MissionCounts,
  driver: NamedDriver,
  invoiceStatus: InvoiceStatus,
  version: Version,
}).annotate({ identifier: "OrderRow" })
export type OrderRow = typeof OrderRow.Type

export const OrderList = listOf(OrderRow, "OrderList")

export const Accepted = Schema.Struct({ quote: QuoteResource, order: OrderResource }).annotate({
  identifier: "Accepted",
})

const presentOwn = (order: Order) => ({
  id: order.id,
  number: order.number,
  quoteId: order.quoteId,
  clientId: order.clientId,
  status: order.status,
  ...given({
    floor: order.floor,
    cancelledAt: writtenMaybe(order.cancelledAt),
    cancellation: order.cancellation,
  }),
  tripAt: written(order.missions.tripAt),
  priceBasis: order.priceBasis,
  currency: order.currency,
  lines: order.lines.map((line) => presentOrderLine(line, order.currency)),
  discounts: presentDiscounts(order.discounts, order.currency),
  totals: presentTotals(order.totals, order.currency),
  invoiceStatus: order.invoiceStatus,
  ...given({ notes: order.notes }),
  version: order.version,
  createdAt: written(order.createdAt),
  updatedAt: written(order.updatedAt),
})

export const presentOrder = (order: Order): OrderResource => ({
  ...presentOwn(order),
  missions: { total: order.missions.total, assigned: order.missions.assigned },
})

export const presentOrderPage = (page: OrderPage): OrderDetail => ({
  ...presentOwn(page.order),
  client: page.client,
  quote: presentQuote(page.quote),
  missions: page.missions.map((mission) => ({
    ...presentMission(mission),
    driver: page.drivers.find(({ id }) => id === mission.driverId) ?? null,
  })),
  history: page.history.map(presentEntry),
})

export const presentRow = (row: PipelineRow): OrderRow => ({
  id: row.id,
  number: row.number,
  client: row.client,
  tripAt: written(row.tripAt),
  status: row.status,
  missions: row.missions,
  driver: row.driver,
  invoiceStatus: row.invoiceStatus,
  version: row.version,
})
