/** An area prices refer to: drawn, a circle, a point with a tolerance, a strip along a road, or postal codes. */
import { Schema } from "effect"
import { Country } from "../../shared/Country.ts"
import { Line } from "../../shared/Text.ts"
import { rowFields } from "./Row.ts"
import { Factor } from "./Factor.ts"

/** Longitude, then latitude, in WGS 84 degrees (RFC 7946, 3.1.1). */
export const Position = Schema.Tuple([
  Schema.Finite.check(Schema.isBetween({ minimum: -180, maximum: 180 })),
  Schema.Finite.check(Schema.isBetween({ minimum: -90, maximum: 90 })),
])
export type Position = typeof Position.Type

/** A closed line: the first position stands again at the end. */
const Ring = Schema.Array(Position).check(
  Schema.isMinLength(4),
  Schema.isMaxLength(1_000),
  Schema.makeFilter((ring) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return (
      (first?.[0] === last?.[0] && first?.[1] === last?.[1]) || "must end with the position it begins with"
    )
  }),
)

const Metres = Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 }))
/** Kilometres on the great circle, R = 6371.0088 km. */
const Kilometres = Schema.Finite.check(Schema.isBetween({ minimum: 0.001, maximum: 2_000 }))

export const Shape = Schema.Union([
  /** As in GeoJSON (RFC 7946, 3.1.6): the outline, then its holes. A point on the edge is in. */
  Schema.Struct({
    type: Schema.Literal("POLYGON"),
    coordinates: Schema.Array(Ring).check(Schema.isMinLength(1), Schema.isMaxLength(50)),
  }),
  Schema.Struct({ type: Schema.Literal("RADIUS"), centre: Position, radiusKm: Kilometres }),
  Schema.Struct({ type: Schema.Literal("POINT"), centre: Position, toleranceMetres: Metres }),
  /** Everything within `bufferMetres` of the line. */
  Schema.Struct({
    type: Schema.Literal("CORRIDOR"),
    line: Schema.Array(Position).check(Schema.isMinLength(2), Schema.isMaxLength(1_000)),
    bufferMetres: Metres,
  }),
  /** Codes, or beginnings of codes: `75` is every code that begins with it. */
  Schema.Struct({
    type: Schema.Literal("POSTAL_CODES"),
    /** A place elsewhere is not in it; one that names no country may be. */
    country: Schema.optionalKey(Country),
    codes: Schema.Array(Line(20)).check(Schema.isMinLength(1), Schema.isMaxLength(1_000)),
  }),
])
export type Shape = typeof Shape.Type

export const Zone = Schema.Struct({
  ...rowFields,
  shape: Shape,
  /** For the strategy PRIORITY: the highest wins. 0 when left out. */
  priority: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: -1_000, maximum: 1_000 }))),
  /** Multiplies a tariff's price; 1 when left out. */
  factor: Schema.optionalKey(Factor),
})
export type Zone = typeof Zone.Type

/** Which of several zones around one point counts. */
export const ZoneStrategy = Schema.Literals(["SPECIFICITY", "PRIORITY", "MOST_EXPENSIVE", "CLOSEST"])
export type ZoneStrategy = typeof ZoneStrategy.Type

/** How the factors of pickup and drop-off become one. */
export const ZoneFactors = Schema.Literals(["MAX", "PICKUP_ONLY", "DROPOFF_ONLY", "AVERAGE"])
export type ZoneFactors = typeof ZoneFactors.Type
