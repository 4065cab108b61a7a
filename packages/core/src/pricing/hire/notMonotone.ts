/**
 * Where packages and rates let a hire of more minutes or kilometres cost less: worth a look, no fault.
 *
 * Included kilometres that grow with the hours take the price of a kilometre off with each hour, so an hour must cost as
 * much as those it includes. A package that is not offered for more gives way to whatever comes next.
 */
import type { Violation } from "../../shared/Violation.ts"
import type { BucketRate, HirePackage, HireRate } from "../book/Hire.ts"
import { ownerOf } from "../Levels.ts"
import type { PriceBook } from "../PriceBook.ts"
import { notNegative } from "../rules/notNegative.ts"

type Path = ReadonlyArray<PropertyKey>
type Hired = HirePackage | HireRate
type Book = Pick<PriceBook, "fees" | "packages" | "rates">

/** `leastFactor`: the least the rules of the book can make of an hourly price of a trip type. */
export const hiresNotMonotone = (
  { fees, packages, rates }: Book,
  leastFactor: (tripType: Hired["tripType"]) => number,
): ReadonlyArray<Violation> => {
  const hires = packages.flatMap((row, index) => (row.tripType === "TRANSFER" ? [] : [{ row, index }]))
  const rows = hires.map(({ row }) => row)
  return [
    ...hires.flatMap(({ index, row }) => ofPackage(row, rows, rates, ["packages", index])),
    ...rates.flatMap((rate, index) => ofRate(rate, leastFactor(rate.tripType), ["rates", index])),
    // Of packages and hours the cheaper wins, and then comes the fee, or not.
    ...fees.flatMap(({ automatic }, index) =>
      when(
        automatic !== undefined && rows.some((row) => row.tripType === "EXCURSION" && hasRival(row, rates)),
        ["fees", index, "automatic"],
        "is added to the hours of an excursion and not to a package that takes their place",
      ),
    ),
  ]
}

const hasRival = (row: HirePackage, rates: ReadonlyArray<HireRate>): boolean =>
  rates.some((rate) => meets(row, rate))

function ofPackage(
  row: HirePackage,
  packages: ReadonlyArray<HirePackage>,
  rates: ReadonlyArray<HireRate>,
  path: Path,
): ReadonlyArray<Violation> {
  const rivals = packages.filter((other) => meets(row, other))
  const shorter = rivals.find(
    (other) =>
      ownerOf(other) === ownerOf(row) &&
      other.includedMinutes < row.includedMinutes &&
      other.unitPrice > row.unitPrice,
  )
  const hasNext = hasRival(row, rates) || rivals.some((other) => ownerOf(other) !== ownerOf(row))
  const isLimited =
    row.extraPerHour === undefined || (row.includedKm !== undefined && row.overagePerKm === undefined)
  return [
    ...notNegative(row.unitPrice, [...path, "unitPrice"]),
    ...notNegative(row.extraPerHour, [...path, "extraPerHour"]),
    ...notNegative(row.overagePerKm, [...path, "overagePerKm"]),
    ...when(shorter !== undefined, [...path, "unitPrice"], "is less than that of a package for less time"),
    ...when(isLimited && hasNext, path, "is not offered for more, which another price may make cheaper"),
    ...when(
      row.extraPerHour !== undefined && isLess(row.extraPerHour, kmOfAnHour(row)),
      [...path, "extraPerHour"],
      tooLow,
    ),
  ]
}

/** Whether two rows can be for the same hire. */
function meets(a: Hired, b: Hired): boolean {
  const anyVehicle = a.vehicleCategory === null || b.vehicleCategory === null
  return a.tripType === b.tripType && (anyVehicle || a.vehicleCategory === b.vehicleCategory)
}

function ofRate(rate: HireRate, leastFactor: number, path: Path): ReadonlyArray<Violation> {
  const overage = notNegative(rate.overagePerKm, [...path, "overagePerKm"])
  if (rate.method === "BUCKETS") return [...overage, ...ofBuckets(rate, path)]
  return [
    ...overage,
    ...notNegative(rate.perHour, [...path, "perHour"]),
    ...when(isLess(rate.perHour * leastFactor, kmOfAnHour(rate)), [...path, "perHour"], tooLow),
  ]
}

function ofBuckets(rate: BucketRate, path: Path): ReadonlyArray<Violation> {
  const perHour = kmOfAnHour(rate)
  const fallsIn = (list: "buckets" | "nightBuckets") =>
    (rate[list] ?? []).flatMap(({ minutes, price }, at, all) => {
      const here = [...path, list, at, "price"]
      const before = all[at - 1]
      const more = before === undefined ? 0 : price - before.price
      const km = before === undefined ? 0 : (perHour * (minutes - before.minutes)) / 60
      return [
        ...notNegative(price, here),
        ...when(more < 0, here, "is less than that of a bucket for less time"),
        ...when(more >= 0 && more < km, here, tooLow),
      ]
    })
  return [
    ...fallsIn("buckets"),
    ...fallsIn("nightBuckets"),
    ...notNegative(rate.perHourBeyond, [...path, "perHourBeyond"]),
    ...when(isLess(rate.perHourBeyond, perHour), [...path, "perHourBeyond"], tooLow),
    // Between two buckets the time counts in full, and the price stays.
    ...when(
      rate.between === "ROUND_DOWN" && rate.buckets.length > 1 && perHour > 0,
      [...path, "between"],
      tooLow,
    ),
    ...when(rate.nightBuckets !== undefined, [...path, "nightBuckets"], "weighs day and night"),
  ]
}

const tooLow = "is less than the kilometres included in the time cost beyond it"

/** What the kilometres included in an hour cost beyond it, in ten-thousandths. */
function kmOfAnHour({ includedKm, overagePerKm }: Hired): number {
  return includedKm === undefined || !("perHour" in includedKm) || overagePerKm === undefined
    ? 0
    : (includedKm.perHour * overagePerKm) / 1_000 // thousandths of a kilometre
}

/** A price below zero is told as such. */
const isLess = (price: number, km: number): boolean => price >= 0 && price < km

const when = (holds: boolean, path: Path, issue: string): ReadonlyArray<Violation> =>
  holds ? [{ path, issue }] : []
