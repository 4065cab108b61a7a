/** What a client has bought: made once from an accepted quote, with its lines and missions. */
import { DateTime, Schema } from "effect"
import { CancelledBy, type Mission } from "../missions/Mission.ts"
import type { Operator } from "../operators/Operator.ts"
import { Discount } from "../pricing/Discount.ts"
import { PriceLine } from "../pricing/PriceLine.ts"
import { PriceBasis, settled, totalsOf } from "../pricing/totals/totalsOf.ts"
import { Totals } from "../pricing/totals/vatByRate.ts"
import { ClientId, DriverId, MissionId, OrderId, QuoteId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Currency } from "../shared/Money.ts"
import { Line, Text, UpTo } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"
import { Contribution, contributionOf, lastOf } from "./Contribution.ts"
import { deriveStatus, Floor, OrderStatus } from "./OrderStatus.ts"

/** Only ACTIVE lines count in totals, invoices and revenue. */
export const LineState = Schema.Literals(["ACTIVE", "PENDING", "VOID"])
export type LineState = typeof LineState.Type

export const OrderLine = Schema.Struct({
  ...PriceLine.fields,
  missionId: Schema.optionalKey(MissionId),
  state: LineState,
  /** VOID since what the mission took was entered anew, and not by a manager's decision. */
  takenBack: Schema.optionalKey(Schema.Literal(true)),
})
export type OrderLine = typeof OrderLine.Type

export const InvoiceStatus = Schema.Literals(["NONE", "DEPOSIT", "PARTIAL", "INVOICED", "PAID"])
export type InvoiceStatus = typeof InvoiceStatus.Type

/** What the pipeline shows of an order's missions, kept with the order so that no list has to add it up. */
export const MissionSummary = Schema.Struct({
  /** Earliest pickup of the missions not CANCELLED, else of all. */
  tripAt: Instant,
  /** Leaves out CANCELLED missions unless all are. */
  total: Schema.Int,
  assigned: Schema.Int,
  /** Of the first mission by (pickupAt, id) that has one. */
  driverId: Schema.optionalKey(DriverId),
  /** When the last of those that ended did. */
  endedAt: Schema.optionalKey(Instant),
})
export type MissionSummary = typeof MissionSummary.Type

/** Who gave the order up, and why. */
export const OrderCancellation = Schema.Struct({ by: CancelledBy, reason: UpTo(2_000) })

export const Order = Schema.Struct({
  id: OrderId,
  number: Schema.String,
  quoteId: QuoteId,
  clientId: ClientId,
  status: OrderStatus,
  floor: Schema.optionalKey(Floor),
  cancelledAt: Schema.optionalKey(Instant),
  cancellation: Schema.optionalKey(OrderCancellation),
  /** As in its quote. */
  priceBasis: PriceBasis,
  currency: Currency,
  lines: Schema.Array(OrderLine),
  /** As in its quote. */
  discounts: Schema.optionalKey(Schema.Array(Discount)),
  totals: Totals,
  missions: MissionSummary,
  /** What the order adds to the figures of its client. */
  contribution: Contribution,
  invoiceStatus: InvoiceStatus,
  /** For the staff only. */
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Order = typeof Order.Type

/** An order before the storage numbers it. */
export type UnnumberedOrder = Omit<Order, "number">

/** What may be changed of an order itself; null takes it away. */
export const OrderEdit = Schema.Struct({ notes: Schema.optionalKey(Schema.NullOr(Text())) })
export type OrderEdit = typeof OrderEdit.Type

/** How an order is given up; the client did when nobody is named. */
export const OrderCancelling = Schema.Struct({
  reason: Line(1_000),
  by: Schema.optionalKey(CancelledBy),
  billable: Schema.optionalKey(Schema.Boolean),
})
export type OrderCancelling = typeof OrderCancelling.Type

/** A status a manager vouches for, as for a trip that somebody else performs. */
export const Raising = Schema.Struct({
  status: OrderStatus.pick(["CONFIRMED", "IN_PROGRESS", "COMPLETED"]),
  reason: Line(1_000),
})
export type Raising = typeof Raising.Type

/** Why a fee is confirmed or waived, when that is worth a word. */
export const FeeDecision = Schema.Struct({ reason: Schema.optionalKey(Line(1_000)) })
export type FeeDecision = typeof FeeDecision.Type

/** What an order's missions sum up to. There is at least one mission. */
export const summarise = (missions: ReadonlyArray<Mission>): MissionSummary => {
  const alive = missions.filter(({ status }) => status !== "CANCELLED")
  const counted = (alive.length > 0 ? alive : missions).toSorted(
    (a, b) => DateTime.Order(a.pickupAt, b.pickupAt) || (a.id < b.id ? -1 : 1),
  )
  const driverId = counted.find((mission) => mission.driverId !== undefined)?.driverId
  const endedAt = lastOf(missions.map((mission) => mission.endedAt))
  return {
    tripAt: counted[0]!.pickupAt, // a quote without a transport line is never sent
    total: counted.length,
    assigned: counted.filter((mission) => mission.driverId !== undefined).length,
    ...(driverId === undefined ? {} : { driverId }),
    ...(endedAt === undefined ? {} : { endedAt }),
  }
}

/** The order with everything that follows from its lines and missions: status, totals, summary, contribution. */
export const derive = <O extends UnnumberedOrder>(
  order: O,
  missions: ReadonlyArray<Mission>,
  { policies, timeZone }: Operator,
): O => {
  const status = deriveStatus({
    cancelled: order.cancelledAt !== undefined,
    floor: order.floor,
    confirmedWhen: policies.confirmedWhen,
    missions: missions.map((mission) => ({
      status: mission.status,
      started: mission.startedAt !== undefined,
      driver: mission.driverId !== undefined,
    })),
  })
  const lines = settled(order.lines, order.priceBasis, order.currency, counts)
  return {
    ...order,
    status,
    lines,
    totals: totalsOf(lines.filter(counts), order.priceBasis),
    missions: summarise(missions),
    contribution: contributionOf({ ...order, lines, status }, missions, timeZone),
  }
}

const counts = ({ state }: OrderLine): boolean => state === "ACTIVE"
