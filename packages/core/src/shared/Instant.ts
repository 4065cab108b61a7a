/**
 * A moment on the time line, written with its offset from UTC; and a calendar date, which is none until a zone is named.
 *
 * A pickup written without an offset would silently take the server's zone, so it is refused (ISO 8601, RFC 3339).
 */
import { DateTime, Option, Schema, SchemaTransformation } from "effect"

const written =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** The pattern as the JSON Schema says it: with the days there can be, but for the length of months. */
const said = (pattern: RegExp): string =>
  pattern.source.replace("\\d{4}-\\d{2}-\\d{2}", "(19|[2-9]\\d)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])")

const isInstant = (text: string): boolean => {
  const match = written.exec(text)
  return match !== null && isCalendarDate(match[1]!) && Option.isSome(DateTime.make(text))
}

/** An instant, `2026-12-01T06:30:00+01:00` or with `Z`; precise to the millisecond, encoded in UTC. */
export const Instant = Schema.String.check(
  Schema.makeFilter(
    (text: string) => isInstant(text) || "must be an ISO 8601 instant with its offset from UTC",
    { toJsonSchema: () => ({ format: "date-time", pattern: said(written), maxLength: 35 }) },
  ),
).pipe(
  Schema.decodeTo(
    Schema.DateTimeUtc,
    SchemaTransformation.transform({
      decode: (text) => DateTime.toUtc(DateTime.makeUnsafe(text)),
      encode: DateTime.formatIso,
    }),
  ),
)
export type Instant = DateTime.Utc

function isCalendarDate(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number]
  if (month < 1 || month > 12 || day < 1 || year < 1900) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/** A date of the Gregorian calendar from 1900 on, `2026-12-31`, as it is written. */
export const WrittenDate = Schema.String.check(
  Schema.makeFilter(
    (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text)) || "must be a date, YYYY-MM-DD",
    { toJsonSchema: () => ({ format: "date", pattern: said(/^(\d{4}-\d{2}-\d{2})$/), maxLength: 10 }) },
  ),
)

/** A date of the Gregorian calendar from 1900 on; two of them compare as strings. */
export const LocalDate = WrittenDate.pipe(Schema.brand("LocalDate"))
export type LocalDate = typeof LocalDate.Type

/** The date it is in `zone` (an IANA name) at `instant`. */
export const dateIn = (instant: Instant, zone: string): LocalDate =>
  LocalDate.make(DateTime.formatIsoDate(DateTime.setZone(instant, DateTime.zoneMakeNamedUnsafe(zone))))

/** The date `days` days after `date`. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  LocalDate.make(DateTime.formatIsoDateUtc(DateTime.add(DateTime.makeUnsafe(`${date}T00:00:00Z`), { days })))

/**
 * The first instant in `zone` of the day `days` after `date`. Where a clock change skips midnight a day begins at the
 * change; where it repeats midnight, at the first one.
 */
export const startOfDay = (date: LocalDate, zone: string, days = 0): Instant =>
  DateTime.toUtc(
    DateTime.makeZonedUnsafe(DateTime.add(DateTime.makeUnsafe(`${date}T00:00:00Z`), { days }), {
      timeZone: zone,
      adjustForTimeZone: true,
    }),
  )
