/**
 * How far and how long it is between two places: a port, for roads are known to others.
 *
 * Without a layer the estimate is the great circle, drawn out for the detours roads take, at an even speed. It is good
 * enough to quote by and says that it is an estimate.
 */
import { Context, Effect, Layer, Schema } from "effect"
import type { Place } from "../shared/Place.ts"
import { Quantity } from "../shared/Quantity.ts"
import { kmBetween, spherePoint } from "./zones/Sphere.ts"

/** Kilometres to three decimals and whole minutes, by the named source. */
export interface Distance {
  readonly km: Quantity
  readonly minutes: number
  /** `GREAT_CIRCLE`, `OSRM` … */
  readonly source: string
}

/** The source could not say; a price that needs the distance then asks for it to be given. */
export class DistanceUnknown extends Schema.TaggedError<DistanceUnknown>()("DistanceUnknown", {
  /** NO_ROUTE: no road leads there, and asking again changes nothing. UNAVAILABLE: the source did not say; later it may. */
  why: Schema.Literals(["NO_ROUTE", "UNAVAILABLE"]),
  /** For people; names no place. */
  reason: Schema.String,
}) {}

/** A place whose coordinates are known. */
export interface Located extends Place {
  readonly latitude: number
  readonly longitude: number
}

export const hasCoordinates = (place: Place | undefined): place is Located =>
  place?.latitude !== undefined && place.longitude !== undefined

/** Roads are about so much longer than the great circle. */
const detour = 1.3
/** Kilometres an hour, city and motorway together. */
const speed = 45

export const greatCircle = (from: Located, to: Located): Distance => {
  const km =
    kmBetween(spherePoint(from.longitude, from.latitude), spherePoint(to.longitude, to.latitude)) * detour
  return {
    km: Quantity.make(Math.round(km * 10) * 100),
    minutes: Math.max(1, Math.round((km / speed) * 60)),
    source: "GREAT_CIRCLE",
  }
}

export const Distances = Context.Reference<{
  readonly between: (from: Located, to: Located) => Effect.Effect<Distance, DistanceUnknown>
}>("@caleche/core/pricing/Distances", {
  defaultValue: () => ({ between: (from, to) => Effect.sync(() => greatCircle(from, to)) }),
})

/**
 * `source`, and the great circle where it does not say: the estimate then bears its own source, `GREAT_CIRCLE`. Where no
 * road leads there is nothing to estimate, so that stays unknown unless `on` names it as well.
 */
export const orGreatCircle = <E, R>(
  source: Layer.Layer<never, E, R>,
  on: ReadonlyArray<DistanceUnknown["why"]> = ["UNAVAILABLE"],
): Layer.Layer<never, E, R> =>
  Layer.effect(
    Distances,
    Effect.map(Distances, ({ between }) => ({
      between: (from, to) =>
        Effect.catchIf(
          between(from, to),
          ({ why }) => on.includes(why),
          ({ reason }) =>
            Effect.as(
              Effect.logWarning(`A distance was estimated by the great circle: ${reason}`),
              greatCircle(from, to),
            ),
        ),
    })),
  ).pipe(Layer.provide(source))
