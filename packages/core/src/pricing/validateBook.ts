/**
 * Whether a price book hangs together: every problem with its path, all at once. Warnings do not stand in the way: a row
 * that could make more cost less (`NotMonotone`) may be meant.
 */
import { conditionsIn } from "./bookConditions.ts"
import type { BucketRate } from "./book/Hire.ts"
import type { CancellationSettings } from "./book/Settings.ts"
import type { PriceBook } from "./PriceBook.ts"
import { parts } from "./bookRows.ts"
import { notMonotone } from "./notMonotone.ts"
import { ruleKinds } from "./rules/index.ts"
import type { When } from "./rules/When.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"
import { tripKinds } from "./tripTypes/index.ts"
import type { TripKinds } from "./tripTypes/TripKind.ts"
import type { BookProblem } from "./PriceBookErrors.ts"
import type { Vat } from "../shared/VatRate.ts"
import { contradictions } from "./vat/vatOf.ts"

export interface BookFindings {
  readonly problems: ReadonlyArray<BookProblem>
  readonly warnings: ReadonlyArray<BookProblem & { readonly code: "NotMonotone" }>
}

/** Rule kinds and trip types are ours where a host has none. */
export const validateBook = (
  book: PriceBook,
  kinds: RuleKinds = ruleKinds,
  trips: TripKinds = tripKinds,
): BookFindings => {
  const problems: Array<BookProblem> = []
  const complain = (path: BookProblem["path"], issue: string) => problems.push({ path, issue })
  for (const part of parts) {
    const seen = new Set<string>()
    for (const [index, row] of book[part].entries()) {
      if (seen.has(row.id)) complain([part, index, "id"], "is there twice")
      seen.add(row.id)
      validPeriod(row, [part, index], complain)
    }
  }
  const zones = new Set(book.zones.map(({ id }) => id))
  for (const part of ["routes", "packages"] as const) {
    for (const [index, row] of book[part].entries()) {
      if (!("from" in row)) continue
      for (const end of ["from", "to"] as const) unknownZones(row[end], zones, [part, index, end], complain)
    }
  }
  for (const part of ["packages", "rates", "tariffs"] as const) {
    for (const [index, row] of book[part].entries()) {
      if (row.clientId !== undefined && row.agencyId !== undefined)
        complain([part, index, "agencyId"], "a price is agreed with a client or with an agency, not both")
    }
  }
  for (const [index, rate] of book.rates.entries()) {
    if (rate.method !== "BUCKETS") continue
    longerAndLonger(rate.buckets, ["rates", index, "buckets"], complain)
    if (rate.nightBuckets !== undefined)
      longerAndLonger(rate.nightBuckets, ["rates", index, "nightBuckets"], complain)
  }
  for (const [index, fee] of book.fees.entries()) {
    if (fee.automatic !== undefined && "zoneIds" in fee.automatic)
      unknownZones(fee.automatic, zones, ["fees", index, "automatic"], complain)
  }
  for (const [index, { vat }] of book.fees.entries())
    if (vat !== undefined) untaxed(vat, ["fees", index, "vat"], complain)
  for (const [index, row] of (book.settings.waiting?.free ?? []).entries())
    unknownZones(row, zones, ["settings", "waiting", "free", index], complain)
  const { cancellation } = book.settings
  if (cancellation !== undefined) repeatedNotices(cancellation, complain)
  for (const [index, row] of book.settings.vat.entries()) untaxed(row, ["settings", "vat", index], complain)
  for (const [index, { tripType }] of book.settings.vat.entries())
    if (tripType !== undefined && !Object.hasOwn(trips, tripType))
      complain(["settings", "vat", index, "tripType"], "is no trip type")
  unknownInConditions(book, zones, trips, complain)
  for (const { path, when } of conditionsIn(book)) emptyRanges(when, path, complain)
  for (const [earlier, later] of contradictions(book.settings.vat, trips))
    complain(["settings", "vat", later], `says as much as row ${earlier} of some trip, and something else`)
  const warnings = notMonotone(book, kinds).map(({ issue, path }) => ({
    code: "NotMonotone" as const,
    path: path.filter((step) => typeof step !== "symbol"),
    issue,
  }))
  return { problems, warnings }
}

type Complain = (path: BookProblem["path"], issue: string) => void

/** Only the standard category has a rate (EN 16931): a document with another one would be refused. */
function untaxed(
  { category, rate }: Pick<Vat, "category" | "rate">,
  path: BookProblem["path"],
  complain: Complain,
) {
  if (category !== "S" && rate !== 0) complain([...path, "rate"], `must be 0 in category ${category}`)
}

/** Two shares of one price for the same notice. */
function repeatedNotices({ tiers }: CancellationSettings, complain: Complain): void {
  const notices = new Set<number>()
  for (const [index, { fromMinutes }] of tiers.entries()) {
    if (notices.has(fromMinutes))
      complain(["settings", "cancellation", "tiers", index, "fromMinutes"], "is there twice")
    notices.add(fromMinutes)
  }
}

/** A range that holds nothing: the rule never applies. */
function emptyRanges({ leadTime, passengers }: When, path: BookProblem["path"], complain: Complain): void {
  const { atLeastMinutes = -Infinity, lessThanMinutes = Infinity } = leadTime ?? {}
  if (lessThanMinutes <= atLeastMinutes)
    complain([...path, "leadTime", "lessThanMinutes"], "must be more than atLeastMinutes")
  const { atLeast = -Infinity, atMost = Infinity } = passengers ?? {}
  if (atMost < atLeast) complain([...path, "passengers", "atMost"], "must not be less than atLeast")
}

/** A rule that asks for something nobody has never applies: a misspelt name, more often than not. */
function unknownInConditions(
  book: PriceBook,
  zones: ReadonlySet<string>,
  trips: TripKinds,
  complain: Complain,
): void {
  const { holidays } = book.settings
  const categories = categoriesIn(book)
  for (const { path, when } of conditionsIn(book)) {
    const unknown = (
      name: "pickupZones" | "dropOffZones" | "vehicleCategories" | "tripTypes",
      isKnown: (one: string) => boolean,
      issue: string,
    ) => {
      for (const [at, one] of (when[name] ?? []).entries())
        if (!isKnown(one)) complain([...path, name, at], issue)
    }
    unknown("pickupZones", (id) => zones.has(id), noZone)
    unknown("dropOffZones", (id) => zones.has(id), noZone)
    if (categories !== undefined)
      unknown("vehicleCategories", (one) => categories.has(one), "names no vehicle category of this book")
    unknown("tripTypes", (one) => Object.hasOwn(trips, one), "is no trip type")
    if (when.holidaysOf !== undefined && !Object.hasOwn(holidays, when.holidaysOf))
      complain([...path, "holidaysOf"], "names no country whose holidays are in this book")
  }
}

/** The vehicle categories there are prices for; undefined where there may be any. */
function categoriesIn({ packages, rates, routes, tariffs }: PriceBook): ReadonlySet<string> | undefined {
  const priced = [...routes, ...packages, ...rates, ...tariffs]
  const categories = new Set<string>()
  for (const { vehicleCategory } of priced) {
    if (vehicleCategory === null) return undefined
    categories.add(vehicleCategory)
  }
  return priced.length === 0 ? undefined : categories
}

const noZone = "names no zone of this book"

function validPeriod(row: object, path: BookProblem["path"], complain: Complain): void {
  const { validFrom = "", validUntil = validFrom } = row as { validFrom?: string; validUntil?: string } // rows without them have neither
  if (validUntil < validFrom) complain([...path, "validUntil"], "must not be before validFrom")
}

function longerAndLonger(
  buckets: BucketRate["buckets"],
  path: BookProblem["path"],
  complain: Complain,
): void {
  for (const [at, { minutes }] of buckets.entries()) {
    if (at > 0 && minutes <= buckets[at - 1]!.minutes)
      complain([...path, at, "minutes"], "must be more than the bucket before") // one comes before it
  }
}

function unknownZones(
  end: object,
  zones: ReadonlySet<string>,
  path: BookProblem["path"],
  complain: Complain,
): void {
  if (!("zoneIds" in end)) return
  for (const [at, id] of (end.zoneIds as ReadonlyArray<string>).entries()) {
    if (!zones.has(id)) complain([...path, "zoneIds", at], noZone)
  }
}
