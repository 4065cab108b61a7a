/**
 * Where packages and rates let a hire of more minutes or kilometres cost less: worth a look, no fault.
 *
 * Included kilometres that grow with the hours take the price of a kilometre off with each step in which time is billed, so
 * a step must cost as much as those it includes. A package that is not offered for more gives way to whatever comes next.
 */
import type { Violation } from "../../shared/Violation.ts"
import type { BucketRate, HirePackage, HireRate } from "../book/Hire.ts"
import type { PriceBook } from "../PriceBook.ts"
import { notNegative } from "../rules/notNegative.ts"
import { startedIncrements } from "./increments.ts"
import { isTooLow, type Steps } from "./includedInStep.ts"
import { type Rivals, rivalsIn } from "./rivals.ts"

type Path = ReadonlyArray<PropertyKey>
type Hired = HirePackage | HireRate
type Book = Pick<PriceBook, "currency" | "fees" | "packages" | "rates" | "settings">

/** What the rules of a book do to an hourly price. */
export interface ByRules {
  /** The least they can make of it. */
  readonly leastFactor: number
  /** Whether any of them acts on it. */
  readonly any: boolean
}

/** `byRules`: what the rules of the book do to an hourly price of a trip type. */
export const hiresNotMonotone = (
  book: Book,
  byRules: (tripType: Hired["tripType"]) => ByRules,
): ReadonlyArray<Violation> => {
  const hires = book.packages.flatMap((row, index) => (row.tripType === "TRANSFER" ? [] : [{ row, index }]))
  const rivals = rivalsIn(
    hires.map(({ row }) => row),
    book.rates,
  )
  const steps: Steps = {
    currency: book.currency,
    wholeKm: book.settings.corrections.wholeKm,
    incrementMinutes: book.settings.incrementMinutes,
  }
  return [
    ...hires.flatMap(({ index, row }) => ofPackage(row, rivals, steps, ["packages", index])),
    ...book.rates.flatMap((rate, index) => ofRate(rate, byRules(rate.tripType), steps, ["rates", index])),
    ...book.fees.flatMap(({ automatic }, index) =>
      automatic === undefined ? [] : ofFee(hires, rivals, ["fees", index, "automatic"]),
    ),
  ]
}

function ofPackage(row: HirePackage, rivals: Rivals, steps: Steps, path: Path): ReadonlyArray<Violation> {
  const { extraPerHour, incrementMinutes = steps.incrementMinutes } = row
  const isLimited =
    extraPerHour === undefined || (row.includedKm !== undefined && row.overagePerKm === undefined)
  return [
    ...notNegative(row.unitPrice, [...path, "unitPrice"]),
    ...notNegative(extraPerHour, [...path, "extraPerHour"]),
    ...notNegative(row.overagePerKm, [...path, "overagePerKm"]),
    ...when(
      rivals.dearestShorter(row) > row.unitPrice,
      [...path, "unitPrice"],
      "is less than that of a package for less time",
    ),
    ...when(
      isLimited && (rivals.rate(row) || rivals.ofOthers(row)),
      path,
      "is not offered for more, which another price may make cheaper",
    ),
    ...when(
      isTooLow(row, { perHour: extraPerHour ?? Infinity, minutes: incrementMinutes }, steps),
      [...path, "extraPerHour"],
      tooLow,
    ),
  ]
}

function ofRate(rate: HireRate, byRules: ByRules, steps: Steps, path: Path): ReadonlyArray<Violation> {
  const overage = notNegative(rate.overagePerKm, [...path, "overagePerKm"])
  if (rate.method === "BUCKETS") return [...overage, ...ofBuckets(rate, steps, path)]
  const { incrementMinutes = steps.incrementMinutes, minimumMinutes = 0 } = rate
  const perHour = rate.perHour * byRules.leastFactor
  // The first step beyond a minimum that is no whole number of increments is a shorter one.
  const first = startedIncrements(minimumMinutes, incrementMinutes) - minimumMinutes
  const isLow = [incrementMinutes, first].some((minutes) =>
    isTooLow(rate, { perHour, minutes, isUneven: byRules.any }, steps),
  )
  return [
    ...overage,
    ...notNegative(rate.perHour, [...path, "perHour"]),
    ...when(isLow, [...path, "perHour"], tooLow),
  ]
}

/** Of packages and hours the cheaper wins, and then comes the fee, or not. */
function ofFee(
  hires: ReadonlyArray<{ readonly row: HirePackage }>,
  rivals: Rivals,
  path: Path,
): ReadonlyArray<Violation> {
  const without = hires.filter(({ row }) => row.automaticFees !== true)
  return [
    ...when(
      without.some(({ row }) => row.tripType === "EXCURSION" && rivals.rate(row)),
      path,
      "is added to the hours of an excursion and not to a package that takes their place",
    ),
    ...when(
      without.some(({ row }) => rivals.withFees(row)),
      path,
      "is added to one package and not to another that takes its place",
    ),
  ]
}

function ofBuckets(rate: BucketRate, steps: Steps, path: Path): ReadonlyArray<Violation> {
  const { between, incrementMinutes = steps.incrementMinutes, perHourBeyond } = rate
  const fallsIn = (list: "buckets" | "nightBuckets") =>
    rate[list]?.flatMap(({ minutes, price }, at, all) => {
      const here = [...path, list, at, "price"]
      const before = all[at - 1]
      const negative = notNegative(price, here)
      if (before === undefined) return negative
      const [more, longer] = [price - before.price, minutes - before.minutes]
      // Between two buckets a price in proportion takes a step with each minute.
      const step = between === "PROPORTIONAL" ? 1 : longer
      return [
        ...negative,
        ...when(more < 0, here, "is less than that of a bucket for less time"),
        ...when(isTooLow(rate, { perHour: (more * 60) / longer, minutes: step }, steps), here, tooLow),
      ]
    }) ?? []
  return [
    ...fallsIn("buckets"),
    ...fallsIn("nightBuckets"),
    ...notNegative(perHourBeyond, [...path, "perHourBeyond"]),
    ...when(
      isTooLow(rate, { perHour: perHourBeyond, minutes: incrementMinutes }, steps),
      [...path, "perHourBeyond"],
      tooLow,
    ),
    // Between two buckets the time counts in full, and the price stays.
    ...when(
      between === "ROUND_DOWN" &&
        rate.buckets.length > 1 &&
        isTooLow(rate, { perHour: 0, minutes: 1 }, steps),
      [...path, "between"],
      tooLow,
    ),
    ...when(rate.nightBuckets !== undefined, [...path, "nightBuckets"], "weighs day and night"),
  ]
}

const tooLow = "is less than the kilometres included in the time cost beyond it"

const when = (holds: boolean, path: Path, issue: string): ReadonlyArray<Violation> =>
  holds ? [{ path, issue }] : []
