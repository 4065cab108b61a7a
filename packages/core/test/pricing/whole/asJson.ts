/** Reading JSON with a schema: where it is refused, and what of it may be left out. */
import { Result, Schema, SchemaIssue } from "effect"

const reported = SchemaIssue.makeFormatterStandardSchemaV1()

/** Where and why a schema refuses some JSON, all at once; nothing when it takes it. */
export const complaintsOf = (schema: Schema.Codec<unknown, unknown>) => {
  const decode = Schema.decodeUnknownResult(schema, { errors: "all" })
  return (json: unknown): ReadonlyArray<readonly [place: string, why: string]> => {
    const read = decode(json)
    return Result.isSuccess(read)
      ? []
      : reported(read.failure.issue).issues.map(({ path = [], message }) => [
          path.map((step) => String(typeof step === "object" ? step.key : step)).join("."),
          message,
        ])
  }
}

/** Where alone, each place once: `zones.0.shape.radiusKm`. */
export const refusalsOf = (schema: Schema.Codec<unknown, unknown>) => {
  const complaints = complaintsOf(schema)
  return (json: unknown): ReadonlyArray<string> => [...new Set(complaints(json).map(([place]) => place))]
}

/** Each place of some JSON, of objects, lists and what they hold. */
const placesIn = (json: unknown): ReadonlyArray<string> =>
  typeof json !== "object" || json === null
    ? []
    : Object.entries(json).flatMap(([step, inner]) => [
        step,
        ...placesIn(inner).map((further) => `${step}.${further}`),
      ])

/** The same JSON with another value at a place of it; undefined takes what is there away. */
export const withAt = (json: unknown, place: string, value: unknown): unknown => {
  const copy: unknown = JSON.parse(JSON.stringify(json))
  const steps = place.split(".")
  const last = steps.pop()! // a place has a step
  // Whatever is walked through is an object or a list, since it has the place.
  const holder = steps.reduce((inner, step) => (inner as Record<string, unknown>)[step], copy)
  ;(holder as Record<string, unknown>)[last] = value
  return JSON.parse(JSON.stringify(copy)) as unknown
}

export const at = (json: unknown, place: string): unknown =>
  // As above.
  place.split(".").reduce((inner, step) => (inner as Record<string, unknown>)[step], json)

/** The keys that may be left out of some JSON; every other one is refused where it is missing, or this fails. */
export const optionalIn = (schema: Schema.Codec<unknown, unknown>, json: unknown): ReadonlyArray<string> => {
  const refusals = refusalsOf(schema)
  return placesIn(json).filter((place) => {
    if (/\.\d+$/.test(place)) return false // a row is no key
    const refused = refusals(withAt(json, place, undefined))
    if (refused.length > 0 && !refused.includes(refusedAt(place)))
      throw new Error(`without ${place} it is refused at ${refused.join(", ")}`)
    return refused.length === 0
  })
}

/** The places where a value of another kind is taken, or refused elsewhere; there ought to be none. */
export const careless = (schema: Schema.Codec<unknown, unknown>, json: unknown): ReadonlyArray<string> => {
  const refusals = refusalsOf(schema)
  return placesIn(json).filter((place) => {
    const is = at(json, place)
    const refused = refusals(withAt(json, place, typeof is === "object" && is !== null ? 7 : {}))
    return !refused.includes(refusedAt(place))
  })
}

/** What tells the kinds of a union apart is refused with the whole. */
const refusedAt = (place: string): string =>
  place.replace(/(?<=shape)\.type$|(?<=rules\.\d+)\.kind$|(?<=rates\.\d+)\.method$/, "")
