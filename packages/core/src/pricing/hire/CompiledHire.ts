/** Packages and rates of a book by whom they were agreed with, for what and for which vehicle, found without a search. */
import type { BucketRate, HirePackage, HourlyRate } from "../book/Hire.ts"
import type { PriceBook } from "../PriceBook.ts"
import { type OwnerKey, ownerOf } from "../Levels.ts"
import { dayWindow, type DayWindow } from "../LocalWindow.ts"
import type { TripType } from "../Trip.ts"

/** A row whose booked and extra time is billed in whole increments of its own, or of the book. */
type InIncrements<Row> = Row & { readonly incrementMinutes: number }
export type CompiledPackage = InIncrements<HirePackage>
export type CompiledHourly = InIncrements<HourlyRate>
/** Buckets from the shortest to the longest. */
export type CompiledBuckets = InIncrements<BucketRate> & { readonly nightWindow: DayWindow }
export type CompiledRate = CompiledHourly | CompiledBuckets

/** The rows of one owner for a trip type, of the vehicle's own category or of any; out-of-date ones included. */
type Find<Row> = (owner: OwnerKey, tripType: TripType, category: string) => ReadonlyArray<Row>

export interface CompiledHire {
  readonly packages: Find<CompiledPackage>
  readonly rates: Find<CompiledRate>
}

export const compileHire = (book: Pick<PriceBook, "packages" | "rates" | "settings">): CompiledHire => {
  const inIncrements = <Row extends { readonly incrementMinutes?: number }>(row: Row): InIncrements<Row> => ({
    ...row,
    incrementMinutes: row.incrementMinutes ?? book.settings.incrementMinutes,
  })
  const hired = book.packages.filter((row): row is HirePackage => row.tripType !== "TRANSFER")
  return {
    packages: indexed(hired.map(inIncrements)),
    rates: indexed(
      book.rates.map((rate): CompiledRate =>
        rate.method === "HOURLY" ? inIncrements(rate) : inOrder(inIncrements(rate)),
      ),
    ),
  }
}

function inOrder(rate: InIncrements<BucketRate>): CompiledBuckets {
  return {
    ...rate,
    buckets: sorted(rate.buckets),
    ...(rate.nightBuckets === undefined ? {} : { nightBuckets: sorted(rate.nightBuckets) }),
    nightWindow: dayWindow(rate.night ?? { from: "21:00", to: "07:00" }),
  }
}

function sorted(buckets: BucketRate["buckets"]): BucketRate["buckets"] {
  return buckets.toSorted((a, b) => a.minutes - b.minutes || a.price - b.price)
}

function indexed<Row extends CompiledPackage | CompiledRate>(rows: ReadonlyArray<Row>): Find<Row> {
  const byKey = new Map<string, Map<string | null, Array<Row>>>()
  for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = keyOf(ownerOf(row), row.tripType)
    const byCategory = byKey.get(key) ?? new Map<string | null, Array<Row>>()
    const found = byCategory.get(row.vehicleCategory) ?? []
    found.push(row)
    byKey.set(key, byCategory.set(row.vehicleCategory, found))
  }
  return (owner, tripType, category) => {
    const byCategory = byKey.get(keyOf(owner, tripType))
    return [...(byCategory?.get(category) ?? []), ...(byCategory?.get(null) ?? [])]
  }
}

const keyOf = (owner: OwnerKey, tripType: TripType): string => `${owner} ${tripType}`
