/** OFF_GRID: a trip no price list covers. Nothing is computed; a person writes every amount, zero included. */
import { Result } from "effect"
import { ModeNotAllowed } from "../PricingErrors.ts"
import type { TripKind } from "./TripKind.ts"

export const OffGrid: TripKind<unknown> = {
  tripType: "OFF_GRID",
  label: "Off the grid",
  situation:
    "Whatever no price list covers: a negotiated price, a subcontracted trip, an internal transfer at zero.",
  modes: ["MANUAL"],
  needs: [],
  vat: undefined,
  price: ({ context }) =>
    Result.fail(
      new ModeNotAllowed({ tripType: "OFF_GRID", pricingMode: context.mode, allowed: OffGrid.modes }),
    ),
}
