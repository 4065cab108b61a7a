/**
 * What a trip says that only its type knows, as it is written: kept and shown untouched, read by the type's own schema
 * where a price is computed.
 */
import { Schema } from "effect"

const longest = 10_000

/** No database column holds a NUL or a lone surrogate. */
const storable = (value: unknown): boolean =>
  typeof value === "string"
    ? value.isWellFormed() && !value.includes("\0")
    : Object.entries(value ?? {}).every(([name, inner]) => storable(name) && storable(inner))

export const detailsRule = Schema.makeFilter<unknown>(
  (details) =>
    (JSON.stringify(details).length <= longest && storable(details)) ||
    `must be at most ${longest} characters of JSON, without NUL or lone surrogates`,
)

export const TripDetails = Schema.Record(Schema.String, Schema.Json).check(detailsRule)
export type TripDetails = typeof TripDetails.Type
