/**
 * What a mission would cost as it is now: a port, for prices are another matter. Its answer is told beside the accepted price,
 * which stays. Without one only the changed facts are told.
 */
import { Context, Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { Operator } from "../operators/Operator.ts"
import type { Trip } from "../pricing/Trip.ts"
import type { Money } from "../shared/Money.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Order, OrderLine } from "./Order.ts"

/** A mission that differs from what was accepted. */
export interface Repriced {
  readonly operator: Operator
  readonly order: Order
  /** The accepted line, with the trip its price was for. */
  readonly line: OrderLine & { readonly trip: Trip }
  readonly mission: Mission
}

/** The net the mission's own line would have; undefined when that cannot be said. */
export const Repricing = Context.Reference<{
  readonly netNow: (repriced: Repriced) => Effect.Effect<Money | undefined, StorageFailed>
}>("@caleche/core/orders/Repricing", {
  defaultValue: () => ({ netNow: () => Effect.succeed(undefined) }),
})
