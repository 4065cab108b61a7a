/** What a price depends on besides the trip and the book: who asks, who pays, when, and how. */
import type { ClientType } from "../contacts/Client.ts"
import type { AgencyId, ClientId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Currency } from "../shared/Money.ts"
import type { UnitPrice } from "../shared/UnitPrice.ts"
import type { PricingMode, TripRequest, TripType } from "./Trip.ts"

export interface PricingContext {
  readonly currency: Currency
  /** The operator's, an IANA name: days, nights and seasons are counted in it. */
  readonly timeZone: string
  /** When the price is asked for: the lead time runs from here to the pickup. */
  readonly at: Instant
  readonly mode: PricingMode
  /** Beside FIXED_GRID; the book's setting when left out. */
  readonly fallback?: "NONE" | "DYNAMIC" | undefined
  readonly clientId?: ClientId | undefined
  readonly clientType?: ClientType | undefined
  /** The active agency the billed client is linked to. */
  readonly agencyInvoiced?: AgencyId | undefined
  readonly agencyBooked?: AgencyId | undefined
  /** What the trip costs the operator, of which a mark-up or a margin makes the price. */
  readonly cost?: UnitPrice | undefined
}

/** A trip to be priced, distance and duration given or estimated by whoever calls. */
export interface PricingTrip extends TripRequest {
  readonly tripType: TripType
}
