/** How single values are written on the wire: decimals as strings, instants in UTC, absent fields left out. */
import { DateTime, Schema } from "effect"
import { formed, type Instant } from "@caleche/core"

/** An exact decimal, `"85.00"`. */
export const WrittenDecimal = Schema.String.check(
  formed(/^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,4})?$/, 22, "must be a decimal string", { format: "decimal" }),
)

/** An instant in UTC, `2026-12-01T05:30:00.000Z`. */
export const WrittenInstant = Schema.String.check(
  formed(/^(\d{4}|\+\d{6})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 27, "must be an instant in UTC", {
    format: "date-time",
  }),
)

export const written = (instant: Instant): string => new Date(DateTime.toEpochMillis(instant)).toISOString()

export const writtenMaybe = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : written(instant)

/** The fields that have a value; the others are left out. */
export const given = <Fields extends object>(
  fields: Fields,
): { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } => {
  const found: Record<string, unknown> = {}
  for (const name in fields) if (fields[name] !== undefined) found[name] = fields[name]
  return found as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } // holds those names only
}
