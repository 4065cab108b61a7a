/**
 * An order as the bearer of its quote's link sees it: what was bought, and how far it is.
 *
 * Named field by field, as for the quote: no cost, no contribution, no driver, no note and no fee nobody has decided on.
 */
import type { Actor } from "../access/Actor.ts"
import { clientLine } from "../quotes/clientView.ts"
import { noContribution } from "./Contribution.ts"
import type { Order } from "./Order.ts"

/** The order as far as `actor` may see it. */
export const orderFor = (actor: Actor, order: Order): Order =>
  actor._tag === "QuoteLink" ? clientOrder(order) : order

function clientOrder(order: Order): Order {
  const { assigned, total, tripAt } = order.missions
  return {
    id: order.id,
    number: order.number,
    quoteId: order.quoteId,
    clientId: order.clientId,
    status: order.status,
    ...(order.cancelledAt === undefined ? {} : { cancelledAt: order.cancelledAt }),
    priceBasis: order.priceBasis,
    currency: order.currency,
    lines: order.lines
      .filter(({ state }) => state === "ACTIVE")
      .map((line) => ({
        ...clientLine(line),
        ...(line.missionId === undefined ? {} : { missionId: line.missionId }),
        state: line.state,
      })),
    ...(order.discounts === undefined ? {} : { discounts: order.discounts }),
    totals: order.totals,
    missions: { assigned, total, tripAt },
    contribution: noContribution,
    invoiceStatus: order.invoiceStatus,
    version: order.version,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
  }
}
