/**
 * A pickup as people say it: an instant, or a date and a time on the operator's clock. Which zone that clock shows is the
 * operator's to say, never the server's, so the second is kept as it was written until somebody who knows places it.
 */
import { DateTime, Schema, SchemaTransformation } from "effect"
import { Instant, LocalDate } from "./Instant.ts"

/** Date, hour, minute, second and fraction of a local time. */
export const localTime = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/
const isDate = Schema.is(LocalDate)
const isInstant = Schema.is(Schema.toEncoded(Instant))
const isLocal = (text: string): boolean => {
  const match = localTime.exec(text)
  return match !== null && isDate(match[1])
}

/** `2026-03-29T02:30` or with seconds: what a clock on the wall shows, no instant until a zone is named. */
export const LocalDateTime = Schema.String.check(
  Schema.makeFilter((text) => isLocal(text) || "must be a local date and time such as 2026-03-29T14:30"),
).pipe(Schema.brand("LocalDateTime"))
export type LocalDateTime = typeof LocalDateTime.Type

/** An instant with its offset from UTC (ISO 8601, RFC 3339), or without one what the operator's clock shows then. */
export const PickupTime = Schema.String.check(
  Schema.makeFilter(
    (text: string) =>
      isInstant(text) ||
      isLocal(text) ||
      "must be an ISO 8601 date and time, with an offset from UTC or in the operator's time zone",
    {
      toJsonSchema: () => ({
        pattern:
          "^(19|[2-9]\\d)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)?$",
        maxLength: 35,
      }),
    },
  ),
).pipe(
  Schema.decodeTo(
    Schema.toType(Schema.Union([Schema.DateTimeUtc, LocalDateTime])),
    SchemaTransformation.transform({
      decode: (text) =>
        isInstant(text) ? DateTime.toUtc(DateTime.makeUnsafe(text)) : LocalDateTime.make(text),
      encode: (time) => (typeof time === "string" ? time : DateTime.formatIso(time)),
    }),
  ),
)
export type PickupTime = typeof PickupTime.Type

/** `T` with its times on the operator's clock placed on the time line. */
export type Placed<T> = { readonly [K in keyof T]: Exclude<T[K], LocalDateTime> }
