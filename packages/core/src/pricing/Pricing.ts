/**
 * Prices a trip by the operator's price book: loads the book in force, finds out what the trip does not say of distance
 * and duration, and leaves the rest to `priceTrip`, which is pure.
 */
import { Context, Effect, Layer, Result } from "effect"
import type { ClientType } from "../contacts/Client.ts"
import type { Operator } from "../operators/Operator.ts"
import type { AgencyId, ClientId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { UnitPrice } from "../shared/UnitPrice.ts"
import { CompiledBooks } from "./CompiledBooks.ts"
import { Distances, hasCoordinates } from "./Distances.ts"
import type { PriceLine } from "./PriceLine.ts"
import { priceTrip } from "./priceTrip.ts"
import type { PricingError, PricingWarning } from "./PricingErrors.ts"
import { assuming, type CompletedTrip, type PricingMode, type TripType } from "./Trip.ts"
import { type AnyTripKind, kindOf } from "./tripTypes/TripKind.ts"
import { exemptionOf, vatOf } from "./vat/vatOf.ts"
import { withinReach } from "./withinReach.ts"
import { written } from "./written.ts"

/** A trip, and how it is to be priced. */
export interface AskedPrice {
  readonly tripType: TripType
  readonly pricingMode: PricingMode
  readonly fallback?: "NONE" | "DYNAMIC" | undefined
  readonly trip: CompletedTrip
  /** What it costs the operator, for a price made from that. */
  readonly cost?: UnitPrice | undefined
}

/** Who asks and who pays. */
export interface Party {
  readonly clientId?: ClientId | undefined
  readonly clientType?: ClientType | undefined
  /** The active agency the billed client is linked to. */
  readonly agencyInvoiced?: AgencyId | undefined
  readonly agencyBooked?: AgencyId | undefined
}

/** A line that was priced, but for its id and what it belongs to. */
export type PricedLine = Omit<PriceLine, "id" | "forLineId" | "trip">

export interface PriceFound {
  readonly bookVersion: number
  /** The trip with what was estimated or follows from the rest of it. */
  readonly trip: CompletedTrip
  /** The TRANSPORT line first, then those attached to it. */
  readonly lines: readonly [PricedLine, ...ReadonlyArray<PricedLine>]
  readonly warnings: ReadonlyArray<PricingWarning>
}

export class Pricing extends Context.Service<
  Pricing,
  {
    /** Asks for no permission: whoever calls has asked for theirs. MANUAL is not priced here. */
    readonly price: (
      operator: Operator,
      party: Party,
      asked: AskedPrice,
      at: Instant,
    ) => Effect.Effect<PriceFound, PricingError | StorageFailed>
  }
>()("@caleche/core/pricing/Pricing") {
  static readonly layer = Layer.effect(
    Pricing,
    Effect.gen(function* () {
      const books = yield* CompiledBooks
      const { between } = yield* Distances

      const price = Effect.fn("Pricing.price")(function* (
        operator: Operator,
        party: Party,
        { cost, fallback, pricingMode, trip, tripType }: AskedPrice,
        at: Instant,
      ) {
        const book = yield* books.current(operator)
        const estimated = yield* estimate(between, kindOf(book.trips, tripType), trip)
        const context = {
          currency: operator.currency,
          timeZone: operator.timeZone,
          at,
          mode: pricingMode,
          fallback,
          cost,
          ...party,
        }
        const priced = yield* Effect.fromResult(priceTrip(book, { ...estimated.trip, tripType }, context))
        const vat = yield* Effect.fromResult(
          vatOf(
            book.book.settings,
            { tripType, clientType: party.clientType, crossBorder: (trip.foreignKm ?? 0) > 0 },
            book.trips,
          ),
        )
        const [transport, ...attached] = priced.lines
        // An operator exempt from VAT has none on a fee with a rate of its own either.
        const exempt = exemptionOf(book.book.settings)
        const write = (line: typeof transport) =>
          written(
            exempt === undefined ? line : { ...line, vat: exempt },
            vat,
            operator.currency,
            book.book.version,
          )
        const found = {
          bookVersion: book.book.version,
          trip: assuming(trip, priced.trip),
          lines: [write(transport), ...attached.map(write)] as const,
          warnings: [...estimated.warnings, ...priced.warnings],
        }
        return yield* Effect.fromResult(withinReach(() => Result.succeed(found), { tripType }, context))
      })
      return Pricing.of({ price })
    }),
  )
}

/** Fills in distance and duration of a trip between two known points, where the trip does not say them. */
const estimate = Effect.fnUntraced(function* (
  between: (typeof Distances.Service)["between"],
  { estimated = false }: Pick<AnyTripKind, "estimated">,
  trip: CompletedTrip,
) {
  const { distanceKm, dropOff, durationMinutes, pickup } = trip
  const isComplete = distanceKm !== undefined && durationMinutes !== undefined
  if (!estimated || isComplete || !hasCoordinates(pickup) || !hasCoordinates(dropOff))
    return { trip, warnings: [] }
  const found = yield* Effect.result(between(pickup, dropOff))
  if (Result.isFailure(found)) {
    const unknown: PricingWarning = { code: "DistanceUnknown", detail: found.failure.reason.slice(0, 10_000) }
    return { trip, warnings: [unknown] }
  }
  const { km, minutes, source } = found.success
  const warning: PricingWarning = {
    code: "DistanceEstimated",
    detail: `distance and duration that were not given are estimates (${source})`,
  }
  return {
    trip: { ...trip, distanceKm: distanceKm ?? km, durationMinutes: durationMinutes ?? minutes },
    warnings: [warning],
  }
})
