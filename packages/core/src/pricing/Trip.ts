/**
 * What one transport line asks for: when, from where to where, for how many, in what kind of vehicle.
 *
 * The trip type decides how the price comes about; a trip with a manual price is free in everything but its time window.
 */
import { DateTime, Schema } from "effect"
import { Instant } from "../shared/Instant.ts"
import { PickupTime } from "../shared/PickupTime.ts"
import { Place } from "../shared/Place.ts"
import { Quantity } from "../shared/Quantity.ts"
import { formed, Line, Text } from "../shared/Text.ts"
import { TripDetails } from "./TripDetails.ts"

/** TRANSFER from A to B; EXCURSION there and back; DISPO, hire by time; OFF_GRID, anything priced by hand. */
export type OwnTripType = "TRANSFER" | "EXCURSION" | "DISPO" | "OFF_GRID"

/**
 * A host's own trip types, for the compiler: `declare module "@caleche/core" { interface HostTripTypes { SHUTTLE: typeof shuttle } }`
 * makes SHUTTLE a trip type in facade and client. What is in force is what is handed over; this interface only names it.
 */
export interface HostTripTypes {}

export type TripType = OwnTripType | (keyof HostTripTypes & string)
export interface TripTypeSchema extends Schema.Codec<TripType> {}

/** Any name: which ones there are is said by the contract, which is made from those in force. */
export const TripType = Schema.String.check(
  formed(/^[A-Z][A-Z0-9_]{0,39}$/, 40, "must be a trip type such as TRANSFER"),
) as unknown as TripTypeSchema

/** Where the price comes from: FIXED_GRID, agreed rows; DYNAMIC, a tariff's rules; MANUAL, every amount entered by a person. */
export const PricingMode = Schema.Literals(["FIXED_GRID", "DYNAMIC", "MANUAL"])
export type PricingMode = typeof PricingMode.Type

/** What happens under FIXED_GRID to a transfer that no row of the grid covers. */
export const Fallback = Schema.Literals(["NONE", "DYNAMIC"])
export type Fallback = typeof Fallback.Type

/** Minutes; a window is at least one minute and at most 60 days. */
export const Minutes = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 86_400 }))

/** An item of the fee catalogue the client asks for. */
export const AskedFee = Schema.Struct({ code: Line(40), quantity: Schema.optionalKey(Quantity) })
export type AskedFee = typeof AskedFee.Type

/** A trip as it is asked for, at an instant. */
export const TripRequest = Schema.Struct({
  pickupAt: Instant,
  /** From pickup to release; 60 when left out. */
  durationMinutes: Schema.optionalKey(Minutes),
  passengers: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 }))),
  vehicleCategory: Schema.optionalKey(Line(40)),
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  /** Stops on the way, as people say them. */
  stops: Schema.optionalKey(Text(2_000)),
  distanceKm: Schema.optionalKey(Quantity),
  /** The part of `distanceKm` driven abroad, of a trip that crosses a border. */
  foreignKm: Schema.optionalKey(Quantity),
  fees: Schema.optionalKey(Schema.Array(AskedFee).check(Schema.isMaxLength(50))),
  /** What only a trip type of the host's knows. */
  details: Schema.optionalKey(TripDetails),
})
export type TripRequest = typeof TripRequest.Type

/** A trip as people ask for it: without an offset, pickup and end are what the operator's clock shows then. */
export const AskedTrip = Schema.Struct({
  ...TripRequest.fields,
  pickupAt: PickupTime,
  /** Instead of `durationMinutes`, or saying the same. */
  estimatedEndAt: Schema.optionalKey(PickupTime),
})
export type AskedTrip = typeof AskedTrip.Type

/** What a trip can have that nobody said: an estimate, what follows from the rest of it, or what is usual. */
export const Assumable = Schema.Literals(["durationMinutes", "passengers", "distanceKm", "dropOff"])
export type Assumable = typeof Assumable.Type

/** A trip on a line. */
export const Trip = Schema.Struct({
  ...TripRequest.fields,
  tripType: TripType,
  pricingMode: PricingMode,
  durationMinutes: Minutes,
  passengers: TripRequest.fields.passengers.schema,
  /** Its fields that nobody said: they say nothing about another trip. None when absent. */
  assumed: Schema.optionalKey(Schema.Array(Assumable).check(Schema.isMaxLength(4))),
})
export type Trip = typeof Trip.Type

/** A request some of whose fields were found out since. */
export interface CompletedTrip extends TripRequest {
  readonly assumed?: ReadonlyArray<Assumable>
}

/** Fills in what a request left out: one passenger, 60 minutes. */
export const make = (request: CompletedTrip, tripType: TripType, pricingMode: PricingMode): Trip => ({
  ...assuming(request, { durationMinutes: 60, passengers: 1, ...request }),
  tripType,
  pricingMode,
})

/** `completed` with what it has beyond `trip` marked as found out. */
export const assuming = <T extends CompletedTrip>(
  trip: CompletedTrip,
  completed: T,
): T & Pick<CompletedTrip, "assumed"> => {
  const { assumed = [] } = trip
  const found = Assumable.literals.filter(
    (field) => trip[field] === undefined && completed[field] !== undefined,
  )
  return found.length === 0 ? completed : { ...completed, assumed: [...assumed, ...found] }
}

/** The trip as somebody said it, to be asked for anew. */
export const said = <T extends CompletedTrip>({ assumed, ...trip }: T): Omit<T, "assumed"> => {
  const known: Partial<Omit<T, "assumed">> & Partial<Record<Assumable, unknown>> = { ...trip }
  assumed?.forEach((field) => delete known[field])
  return known as Omit<T, "assumed"> // without fields a request may leave out
}

/** When the vehicle is free again: pickup plus duration. */
export const estimatedEndAt = (trip: Trip): Instant =>
  DateTime.add(trip.pickupAt, { minutes: trip.durationMinutes })
