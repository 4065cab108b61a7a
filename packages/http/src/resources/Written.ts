/** How single values are written on the wire: decimals as strings, instants in UTC, absent fields left out. */
import { DateTime, Schema } from "effect"
import type { Instant } from "@caleche/core"

/** An exact decimal, `"85.00"`. */
export const WrittenDecimal = Schema.String.check(
  Schema.isPattern(/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/, { message: "must be a decimal string" }),
).annotate({ format: "decimal" })

/** An instant in UTC, `2026-12-01T05:30:00.000Z`. */
export const WrittenInstant = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, { message: "must be an instant in UTC" }),
).annotate({ format: "date-time" })

export const written = (instant: Instant): string => DateTime.formatIso(instant)

/** The field under `name` when there is a value; otherwise no field. */
export const maybe = <Name extends string, A, B>(
  name: Name,
  value: A | undefined,
  write: (value: A) => B,
): { readonly [K in Name]?: B } => {
  const field: { [K in string]?: B } = value === undefined ? {} : { [name]: write(value) }
  return field as { [K in Name]?: B } // has no other name
}
