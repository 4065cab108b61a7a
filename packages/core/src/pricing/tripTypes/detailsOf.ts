/** What a trip says that only its type knows, read as that type reads it. */
import { Result, Schema, SchemaIssue } from "effect"
import type { TripRequest } from "../Trip.ts"

const reported = SchemaIssue.makeFormatterStandardSchemaV1()

/** The details, or the fields that are missing or not as the type takes them: `details.guide`. */
export const detailsOf = (
  schema: Schema.Codec<unknown, unknown>,
  { details = {} }: Pick<TripRequest, "details">,
): { readonly details?: unknown; readonly missing: ReadonlyArray<string> } => {
  const read = Schema.decodeUnknownResult(schema, { errors: "all" })(details)
  if (Result.isSuccess(read)) return { details: read.success, missing: [] }
  // Each issue has a path, of keys and indices alone.
  const paths = reported(read.failure.issue).issues.map(({ path }) =>
    ["details", ...path!].map(String).join("."),
  )
  return { missing: [...new Set(paths)].slice(0, 20) }
}
