/** Prices: requests to use cases, and back. */
import { permit, QuotePrices } from "@caleche/core"
import { Effect } from "effect"
import { presentPreview } from "../resources/Preview.ts"
import { presentTripTypes } from "../resources/TripTypes.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const pricing: Handlers["pricing"] = {
  preview: ({ payload }) => QuotePrices.use((use) => Effect.map(use.preview(payload), presentPreview)),
  tripTypes: () =>
    Effect.andThen(
      permit("price.preview"),
      QuotePrices.use(({ tripTypes }) => Effect.succeed(presentTripTypes(tripTypes))),
    ),
}
