/**
 * What a client owes for a mission that was given up or found nobody: a port, for the amount is a matter of prices.
 *
 * Without a policy nothing is charged. What it answers is proposed to a manager, who confirms or waives it.
 */
import { Context, Effect } from "effect"
import type { CancelledBy, Mission } from "../missions/Mission.ts"
import type { Operator } from "../operators/Operator.ts"
import type { PriceLine } from "../pricing/PriceLine.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Order, OrderLine } from "./Order.ts"

/** A mission that ended without being performed, at the client's charge. */
export interface Chargeable {
  readonly operator: Operator
  readonly order: Order
  /** As it was before. */
  readonly mission: Mission
  /** Its transport line and the lines attached to it that counted until now. */
  readonly lines: ReadonlyArray<OrderLine>
  readonly why: "CANCELLED" | "NO_SHOW"
  readonly by?: CancelledBy | undefined
  /** Whether the client may be charged; said by a manager, it counts whoever gave the mission up. */
  readonly billable?: boolean | undefined
  readonly at: Instant
}

/** A fee but for its id and what it belongs to. */
export type Fee = Omit<PriceLine, "id" | "kind" | "forLineId" | "trip">

interface Policy {
  readonly feesFor: (ended: Chargeable) => Effect.Effect<ReadonlyArray<Fee>, StorageFailed>
}

/** Where nobody set another policy. */
export const chargeNothing: Policy = { feesFor: () => Effect.succeed([]) }

/** The fees for one mission, a VAT rate each. The default charges nothing. */
export const CancellationPolicy = Context.Reference<Policy>("@caleche/core/orders/CancellationPolicy", {
  defaultValue: () => chargeNothing,
})
