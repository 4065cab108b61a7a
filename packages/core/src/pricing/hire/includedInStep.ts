/**
 * Whether one more step of billed time costs less than the kilometres included in it. Both are rounded where they are
 * billed, time to the minor unit and kilometres to whole ones or thousandths, so a step that costs hardly more can cost less.
 */
import { type Currency, digits } from "../../shared/Money.ts"
import type { UnitPrice } from "../../shared/UnitPrice.ts"
import type { HirePackage, HireRate } from "../book/Hire.ts"

/** How a book bills the steps of its hires. */
export interface Steps {
  readonly currency: Currency
  /** Started kilometres count in full. */
  readonly wholeKm: boolean
  /** Of a row that has none of its own. */
  readonly incrementMinutes: number
}

interface Step {
  /** Ten-thousandths; a price below zero is told as such. Infinity where no such step is offered. */
  readonly perHour: number
  readonly minutes: number
  /** Whether factors take it off whole minor units. */
  readonly isUneven?: boolean
}

export const isTooLow = (
  { includedKm, overagePerKm = 0 as UnitPrice }: Pick<HirePackage | HireRate, "includedKm" | "overagePerKm">,
  { isUneven = false, minutes, perHour }: Step,
  { currency, wholeKm }: Steps,
): boolean => {
  if (includedKm === undefined || !("perHour" in includedKm) || perHour < 0) return false
  // Thousandths of a kilometre: as many as can be included more by one step.
  const least = wholeKm ? 1_000 : 1
  const km = Math.ceil((includedKm.perHour * minutes) / 60 / least) * least
  const [time, distance] = [(perHour * minutes) / 60, (km * overagePerKm) / 1_000]
  if (distance <= 0) return false // none is included more, or none is billed
  const minorUnit = 10 ** (4 - digits(currency))
  const isWhole = !isUneven && time % minorUnit === 0
  return time - distance < (isWhole ? 0 : minorUnit)
}
