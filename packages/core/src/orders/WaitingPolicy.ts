/** What a client pays for letting a driver wait: a port, for the price book of the day says it. Without one nobody pays. */
import { Context, Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { Operator } from "../operators/Operator.ts"
import type { Waiting } from "../pricing/book/Settings.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** The part of a price book a waiting fee goes by. */
export interface WaitingTerms {
  readonly waiting: Waiting
  readonly bookVersion: number
  /** Whether the mission's pickup lies in a zone of the book. */
  readonly liesIn: (zoneId: string) => boolean
}

interface Policy {
  readonly termsFor: (
    operator: Operator,
    mission: Mission,
  ) => Effect.Effect<WaitingTerms | undefined, StorageFailed>
}

/** Where nobody set another policy. */
export const waitForFree: Policy = { termsFor: () => Effect.undefined }

/** The terms for one mission. The default is waiting for free. */
export const WaitingPolicy = Context.Reference<Policy>("@caleche/core/orders/WaitingPolicy", {
  defaultValue: () => waitForFree,
})
