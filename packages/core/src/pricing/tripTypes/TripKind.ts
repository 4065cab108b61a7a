/**
 * A trip type is a file: what it needs, how it is priced, what its VAT usually is. Another one is a file and a line in
 * `index.ts`.
 */
import type { VatCategory, VatRate } from "../../shared/VatRate.ts"
import type { PricedTrip } from "../ComputedLine.ts"
import type { PricingTrip } from "../PricingContext.ts"
import { ModeNotAllowed, TripIncomplete } from "../PricingErrors.ts"
import type { Situation } from "../Situation.ts"
import type { PricingMode, TripType } from "../Trip.ts"

/** `Book`: the part of a compiled price book it is priced from. */
export interface TripKind<Book> {
  readonly tripType: TripType
  /** What people call it. */
  readonly label: string
  /** When people choose it. */
  readonly situation: string
  /** The modes it can be priced in, the default first. */
  readonly modes: readonly [PricingMode, ...ReadonlyArray<PricingMode>]
  /** The fields of the trip a computed price asks for. */
  readonly needs: ReadonlyArray<keyof PricingTrip>
  /** The trip with what follows from the rest of it. */
  readonly completed: (trip: PricingTrip) => PricingTrip
  /** In France, where the book says nothing else; undefined: a person decides. */
  readonly vat:
    | { readonly rate: VatRate; readonly category: VatCategory; readonly reason: string }
    | undefined
  /** The lines of a trip that has what it needs, in a mode that computes a price. */
  readonly price: (situation: Situation, book: Book) => PricedTrip
}

/** Why `trip` cannot be priced in `mode`, all that is missing at once; undefined when it can. MANUAL needs nothing. */
export const refusal = (
  kind: Pick<TripKind<never>, "tripType" | "modes" | "needs">,
  trip: PricingTrip,
  mode: PricingMode,
): ModeNotAllowed | TripIncomplete | undefined => {
  const { tripType } = kind
  if (!kind.modes.includes(mode))
    return new ModeNotAllowed({ tripType, pricingMode: mode, allowed: kind.modes })
  if (mode === "MANUAL") return undefined
  const missing = kind.needs.filter((field) => trip[field] === undefined)
  return missing.length === 0 ? undefined : new TripIncomplete({ tripType, pricingMode: mode, missing })
}
