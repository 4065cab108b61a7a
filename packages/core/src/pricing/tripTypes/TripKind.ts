/**
 * A trip type is a file: what it needs, how it is priced, what its VAT usually is. Another one is a file and a line in
 * `index.ts`, or a file of the host's that is handed over.
 */
import type { Schema } from "effect"
import type { VatCategory, VatRate } from "../../shared/VatRate.ts"
import type { CompiledBook } from "../compileBook.ts"
import type { PricedTrip } from "../ComputedLine.ts"
import type { PricingTrip } from "../PricingContext.ts"
import { ModeNotAllowed, TripIncomplete } from "../PricingErrors.ts"
import type { Situation } from "../Situation.ts"
import type { PricingMode, TripType } from "../Trip.ts"
import { detailsOf } from "./detailsOf.ts"

/** `Book`: the part of a compiled price book it is priced from. `Details`: what a trip of it says that others do not. */
export interface TripKind<Book, Details = undefined> {
  readonly tripType: TripType
  /** What people call it. */
  readonly label: string
  /** When people choose it. */
  readonly situation: string
  /** The modes it can be priced in, the default first. */
  readonly modes: readonly [PricingMode, ...ReadonlyArray<PricingMode>]
  /** How what an agency asks for is priced unless staff does otherwise; the first of `modes` when left out. */
  readonly requestedMode?: PricingMode
  /** The fields of the trip a computed price asks for. */
  readonly needs: ReadonlyArray<keyof PricingTrip>
  /** The `details` a computed price asks for beside them, as they are written; nothing when left out. */
  readonly details?: Schema.Codec<Details, unknown>
  /** Whether distance and duration between two known ends are estimated where the trip does not say them. */
  readonly estimated?: boolean
  /** The trip with what follows from the rest of it; as it is when left out. */
  readonly completed?: (trip: PricingTrip) => PricingTrip
  /** In France, where the book says nothing else; undefined: a person decides. */
  readonly vat:
    | { readonly rate: VatRate; readonly category: VatCategory; readonly reason: string }
    | undefined
  /** The lines of a trip that has what it needs, in a mode that computes a price. */
  readonly price: (
    situation: Situation,
    book: Book,
    ...details: [Details] extends [undefined] ? [] : [details: Details]
  ) => PricedTrip
}

/** A trip type whose details are not known; those of its own trips fit its function, and nothing else does. */
export type AnyTripKind = Omit<TripKind<CompiledBook>, "details" | "price"> & {
  readonly details?: Schema.Codec<unknown, unknown>
  readonly price: (situation: Situation, book: CompiledBook, details: never) => PricedTrip
}

/** Trip types by their name. */
export type TripKinds = Readonly<Record<string, AnyTripKind>>

/** No contract lets in a trip of a type that is not among `kinds`: a defect. */
export const kindOf = (kinds: TripKinds, tripType: TripType): AnyTripKind => {
  const kind = kinds[tripType]
  if (kind === undefined) throw new TypeError(`there is no trip type ${tripType}`)
  return kind
}

/** The fields a computed price asks for, those of the details included. */
export const needsOf = ({ needs, details }: Pick<AnyTripKind, "needs" | "details">): ReadonlyArray<string> =>
  details === undefined ? needs : [...needs, ...detailsOf(details, {}).missing]

/** Why `trip` cannot be priced in `mode`, all that is missing at once; undefined when it can. MANUAL needs nothing. */
export const refusal = (
  kind: Pick<AnyTripKind, "tripType" | "modes" | "needs" | "details">,
  trip: PricingTrip,
  mode: PricingMode,
): ModeNotAllowed | TripIncomplete | undefined => {
  const { tripType } = kind
  if (!kind.modes.includes(mode))
    return new ModeNotAllowed({ tripType, pricingMode: mode, allowed: kind.modes })
  if (mode === "MANUAL") return undefined
  const missing: Array<string> = []
  for (const field of kind.needs) if (trip[field] === undefined) missing.push(field)
  if (kind.details !== undefined) missing.push(...detailsOf(kind.details, trip).missing)
  return missing.length === 0 ? undefined : new TripIncomplete({ tripType, pricingMode: mode, missing })
}
