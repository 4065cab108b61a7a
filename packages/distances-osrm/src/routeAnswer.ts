/**
 * What the route service answers, as far as a price needs it (OSRM HTTP API v5, "Route service"): the first route is the one
 * recommended, in metres and seconds.
 */
import { type Distance, DistanceUnknown, Quantity } from "@caleche/core"
import { Effect, Schema } from "effect"

/** Up to the longest distance and duration a trip can have: what is beyond is a router gone wrong. */
const Route = Schema.Struct({
  distance: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 99_999_999 })),
  duration: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 86_400 * 60 })),
})

const Found = Schema.Struct({ code: Schema.Literal("Ok"), routes: Schema.NonEmptyArray(Route) })

/** Comes with HTTP 400; `message` is the router's own sentence and is not passed on, since it may name places. */
const Refused = Schema.Struct({
  code: Schema.String.check(
    Schema.makeFilter((code) => /^(?!Ok$)[A-Za-z]{1,40}$/.test(code) || "must be a code of a refusal"),
  ),
})

const decode = Schema.decodeEffect(Schema.fromJsonString(Schema.Union([Found, Refused])))

/** No road joins the two, or none is near enough to one of them. */
const noRoute: ReadonlyArray<string> = ["NoRoute", "NoSegment"]

/**
 * Metres are kept to the nearest whole one, which makes kilometres of three decimals, and seconds to the nearest whole
 * minute, at least one: a half is rounded up.
 */
export const distanceIn = (answer: string): Effect.Effect<Distance, DistanceUnknown> =>
  Effect.flatMap(
    Effect.mapError(decode(answer), () => unavailable("the router's answer is none of its documented ones")),
    (read) => {
      if (!("routes" in read))
        return Effect.fail(
          noRoute.includes(read.code)
            ? new DistanceUnknown({
                why: "NO_ROUTE",
                reason: `the router knows no way by road (${read.code})`,
              })
            : unavailable(`the router refuses the question (${read.code})`),
        )
      const [{ distance, duration }] = read.routes
      return Effect.succeed({
        km: Quantity.Quantity.make(Math.round(distance)),
        minutes: Math.max(1, Math.round(duration / 60)),
        source: "OSRM",
      })
    },
  )

export const unavailable = (reason: string): DistanceUnknown =>
  new DistanceUnknown({ why: "UNAVAILABLE", reason })
