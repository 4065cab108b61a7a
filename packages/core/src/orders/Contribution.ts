/**
 * What one order adds to the figures of its client: revenue once it is over, booked until then.
 *
 * It is kept with the order, so that a change of the order changes the client's figures by the difference and nothing has
 * to be added up anew.
 */
import { DateTime, Schema } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { Instant } from "../shared/Instant.ts"
import { Money, sum, zero } from "../shared/Money.ts"
import { Month, monthIn } from "../shared/Month.ts"
import type { OrderLine } from "./Order.ts"
import type { OrderStatus } from "./OrderStatus.ts"

export const Contribution = Schema.Struct({
  /** In which month the revenue counts: the operator's month of the last end of a mission. None while it is booked. */
  month: Schema.optionalKey(Month),
  revenue: Money,
  booked: Money,
  /** Of the revenue, the net of the lines whose cost is known, and that cost. */
  knownNet: Money,
  knownCost: Money,
})
export type Contribution = typeof Contribution.Type

/** Of an order without lines. */
export const noContribution: Contribution = { revenue: zero, booked: zero, knownNet: zero, knownCost: zero }

/** What the contribution is read off. */
export interface Contributing {
  readonly status: OrderStatus
  readonly cancelledAt?: Instant
  readonly createdAt: Instant
  readonly lines: ReadonlyArray<Pick<OrderLine, "state" | "net" | "cost">>
}

/** The contribution of an order whose operator's clocks show the time of `zone`. */
export const contributionOf = (
  order: Contributing,
  missions: ReadonlyArray<Pick<Mission, "endedAt" | "cancellation">>,
  zone: string,
): Contribution => {
  const active = order.lines.filter(({ state }) => state === "ACTIVE")
  const net = sum(active.map((line) => line.net))
  if (order.status !== "COMPLETED" && order.status !== "CANCELLED") return { ...noContribution, booked: net }
  const known = active.filter((line) => line.cost !== undefined)
  const over = lastOf(missions.map(({ endedAt }) => endedAt)) ?? order.cancelledAt
  const givenUp = lastOf(missions.map(({ cancellation }) => cancellation?.at))
  return {
    // An order whose missions were all given up one by one is over since the last of them.
    month: monthIn(over ?? givenUp ?? order.createdAt, zone),
    revenue: net,
    booked: zero,
    knownNet: sum(known.map((line) => line.net)),
    knownCost: sum(known.map((line) => line.cost ?? zero)),
  }
}

/** The latest of some instants; undefined when there is none. */
export const lastOf = (instants: ReadonlyArray<Instant | undefined>): Instant | undefined =>
  instants.reduce<Instant | undefined>(
    (last, at) => (at === undefined || (last !== undefined && DateTime.isLessThan(at, last)) ? last : at),
    undefined,
  )
