/** A month of the calendar, `2026-12`: what revenue is counted by. Two of them compare as strings. */
import { Schema } from "effect"
import { dateIn, type Instant } from "./Instant.ts"
import { formed } from "./Text.ts"

export const Month = Schema.String.check(
  formed(/^[0-9]{4}-(0[1-9]|1[0-2])$/, 7, "must be a month, YYYY-MM"),
).pipe(Schema.brand("Month"))
export type Month = typeof Month.Type

/** The month it is in `zone` (an IANA name) at `instant`. */
export const monthIn = (instant: Instant, zone: string): Month =>
  Month.make(dateIn(instant, zone).slice(0, 7))

/** The month `months` after `month`, or before it. */
export const addMonths = (month: Month, months: number): Month => {
  const [year, number] = month.split("-").map(Number) as [number, number]
  const count = year * 12 + number - 1 + months
  return Month.make(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`)
}
