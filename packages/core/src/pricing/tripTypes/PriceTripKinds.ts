/** The trip types quotes may have: ours, unless the host hands in others beside them. */
import { Context } from "effect"
import { tripKinds } from "./index.ts"
import type { TripKinds } from "./TripKind.ts"

/** Read when the use cases are put together. A type that a stored quote still has must stay in it. */
export const PriceTripKinds = Context.Reference<TripKinds>("@caleche/core/pricing/tripTypes/PriceTripKinds", {
  defaultValue: () => tripKinds,
})
