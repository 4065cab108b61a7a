/**
 * Calendar days as whole numbers, counted from 1970-01-01: so that a local date costs a division instead of a formatter.
 *
 * Proleptic Gregorian calendar, by eras of 400 years that begin in March, since a leap day then ends its year.
 */
import type { LocalDate } from "../shared/Instant.ts"

/** Milliseconds of a day without a clock change. */
export const dayMs = 86_400_000

const daysOfEra = 146_097
/** From 0000-03-01 to 1970-01-01. */
const daysToEpoch = 719_468

/** `0` is `1970-01-01`. */
export const dateOf = (epochDay: number): LocalDate => {
  const shifted = epochDay + daysToEpoch
  const era = Math.floor(shifted / daysOfEra)
  const day = shifted - era * daysOfEra
  const year = Math.floor(
    (day - Math.floor(day / 1_460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365,
  )
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const calendarMonth = month < 10 ? month + 3 : month - 9
  const calendarYear = year + era * 400 + (calendarMonth <= 2 ? 1 : 0)
  // A date as LocalDate writes it.
  return `${String(calendarYear).padStart(4, "0")}-${twoDigits(calendarMonth)}-${twoDigits(dayOfMonth)}` as LocalDate
}

/** `1970-01-01` is `0`. */
export const ofDate = (date: LocalDate): number =>
  ofCivil(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))

/** The day of a year, a month from 1 to 12 and a day of the month. */
export const ofCivil = (calendarYear: number, calendarMonth: number, dayOfMonth: number): number => {
  const year = calendarMonth <= 2 ? calendarYear - 1 : calendarYear
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const month = calendarMonth > 2 ? calendarMonth - 3 : calendarMonth + 9
  const dayOfYear = Math.floor((153 * month + 2) / 5) + dayOfMonth - 1
  return (
    era * daysOfEra +
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear) -
    daysToEpoch
  )
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n))
