/**
 * Between rows and records: SQL has nulls where records leave a field out, and its own instants and big integers.
 *
 * Values were checked when they came in; what is read back is taken as it is.
 */
import { DateTime } from "effect"

/** A timestamptz, as the driver gives it or as JSON has it. */
export type Instant = Date | string

/** A bigint, as the driver gives it or as JSON has it; amounts and sequences stay below 2^53. */
export type Whole = bigint | number

type Filled<Row> = { readonly [K in keyof Row as null extends Row[K] ? never : K]: Row[K] } & {
  readonly [K in keyof Row as null extends Row[K] ? K : never]?: NonNullable<Row[K]>
}

/** The record without the fields that are null. */
export const filled = <Row extends object>(row: Row): Filled<Row> => {
  const record: Record<string, unknown> = {}
  for (const key in row) if (row[key] !== null) record[key] = row[key]
  return record as Filled<Row> // exactly the nullable keys may be gone
}

export const instant = (value: Instant): DateTime.Utc => DateTime.makeUnsafe(value)

export const instantOrNull = (value: Instant | null): DateTime.Utc | null =>
  value === null ? null : instant(value)
