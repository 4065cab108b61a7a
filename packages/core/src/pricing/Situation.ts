/** A trip as the rules see it: its kilometres and hours exact, its pickup on the local clock, its zones found. */
import type { Exact } from "../shared/Exact.ts"
import type { LocalClock, LocalMoment } from "./LocalClock.ts"
import type { PricingContext, PricingTrip } from "./PricingContext.ts"
import type { CompiledZone, Located } from "./zones/compileZones.ts"

export interface Situation {
  readonly trip: PricingTrip
  readonly context: PricingContext
  readonly clock: LocalClock
  /** The pickup on the operator's clock. */
  readonly pickup: LocalMoment
  readonly km: Exact | undefined
  /** Minutes the price is for. */
  readonly minutes: number | undefined
  readonly hours: Exact | undefined
  readonly zones: {
    readonly pickup: CompiledZone | undefined
    readonly dropOff: CompiledZone | undefined
  }
  /** Where both ends were found, the zones that did not count included. */
  readonly located?: { readonly pickup: Located | undefined; readonly dropOff: Located | undefined }
  /** Whole minutes from asking to pickup; negative when it is past. */
  readonly leadMinutes: number
  /** What the trip costs the operator, in the currency's major unit, where it is known. */
  readonly cost: Exact | undefined
}
