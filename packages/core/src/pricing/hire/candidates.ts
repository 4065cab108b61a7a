/**
 * The packages and rates a hire could be priced by: of each the first level that has one counts, whatever the others say.
 * What was passed over stays on record with its reason.
 */
import * as Exact from "../../shared/Exact.ts"
import { type Money, sum } from "../../shared/Money.ts"
import { absence } from "../book/Row.ts"
import type { Rejected } from "../Explanation.ts"
import { type Level, levelsOf } from "../Levels.ts"
import type { Situation } from "../Situation.ts"
import { priceBuckets } from "./buckets.ts"
import type { CompiledPackage, CompiledRate } from "./CompiledHire.ts"
import { priceFlat } from "./flat.ts"
import type { HireBook } from "./HireBook.ts"
import { type HireLines, hireLines, type PricedRow } from "./hireLines.ts"
import { priceHours } from "./hours.ts"

/** One way to price the hire. */
export interface Candidate extends HireLines {
  readonly kind: "PACKAGE" | "RATE"
  readonly id: string
  readonly label: string
  /** The time it is meant for; of two at one price the longer is the better offer. */
  readonly minutes: number
  readonly total: Money
  /** Agreed with the client or an agency, and not the operator's own price. */
  readonly byContract: boolean
  /** A rate is a tariff's price, whosever it is; a package takes them where it says so. */
  readonly automaticFees: boolean
}

export interface Candidates {
  readonly fitting: ReadonlyArray<Candidate>
  readonly rejected: ReadonlyArray<Rejected>
}

/** What the vehicle and the time must be known for. */
export interface Hiring {
  readonly situation: Situation
  readonly category: string
  readonly minutes: number
}

/** Every package for the vehicle, at the first level with one that the booking fits into. */
export const packagesFor = (hiring: Hiring, book: HireBook): Candidates => {
  const { category, minutes, situation } = hiring
  const { context, trip } = situation
  return firstLevel(
    situation,
    ({ owner }) => book.hire.packages(owner, trip.tripType, category),
    "PACKAGE",
    (rows, level) => {
      const fitting: Array<Candidate> = []
      const rejected: Array<Rejected> = []
      for (const row of rows) {
        const time = priceFlat(row, minutes, context.currency)
        const source = level.source
        const found =
          time && candidate({ row, time, source }, "PACKAGE", level, row.includedMinutes, hiring, book)
        if (found === undefined) rejected.push(rejectedRow("PACKAGE", row, "TOO_SHORT"))
        else if (found.overage.quantity > 0 && row.overagePerKm === undefined)
          rejected.push(rejectedRow("PACKAGE", row, "TOO_FAR"))
        else fitting.push(found)
      }
      return { fitting, rejected }
    },
  )
}

/** The one rate for the vehicle: own category before any, then the later, then the id. */
export const rateFor = (hiring: Hiring, book: HireBook): Candidates => {
  const { category, situation } = hiring
  return firstLevel(
    situation,
    ({ owner }) => book.hire.rates(owner, situation.trip.tripType, category),
    "RATE",
    (rows, level) => {
      const ranked = rows.toSorted((a, b) => rankOf(b) - rankOf(a))
      const row = ranked[0]! // a level without rows is not considered
      const time = timeOf(row, hiring)
      const source = level.source === "GRID" ? "TARIFF" : level.source
      return {
        fitting: [candidate({ row, time, source }, "RATE", level, time.billedMinutes, hiring, book)],
        rejected: ranked.slice(1).map((other) => rejectedRow("RATE", other, "LOWER_RANK")),
      }
    },
  )
}

/** How a candidate that was not taken is written down. */
export const rejectedCandidate = (
  { id, kind, label, total }: Candidate,
  reason: string,
  { context }: Situation,
): Rejected => ({
  kind,
  id,
  label,
  reason,
  price: Exact.format(Exact.ofMoney(total, context.currency)),
})

function firstLevel<Row extends CompiledPackage | CompiledRate>(
  { context, pickup }: Situation,
  rowsOf: (level: Level) => ReadonlyArray<Row>,
  kind: Candidate["kind"],
  consider: (valid: ReadonlyArray<Row>, level: Level) => Candidates,
): Candidates {
  const rejected: Array<Rejected> = []
  let fitting: ReadonlyArray<Candidate> = []
  for (const level of levelsOf(context)) {
    const valid: Array<Row> = []
    for (const row of rowsOf(level)) {
      const why = absence(row, pickup.date) ?? (fitting.length > 0 ? "LOWER_LEVEL" : undefined)
      if (why === undefined) valid.push(row)
      else rejected.push(rejectedRow(kind, row, why))
    }
    if (valid.length === 0) continue
    const found = consider(valid, level)
    fitting = found.fitting
    rejected.push(...found.rejected)
  }
  return { fitting, rejected }
}

function rejectedRow(kind: string, { id, name }: CompiledPackage | CompiledRate, reason: string): Rejected {
  return { kind, id, label: name, reason }
}

/** Higher for the vehicle's own category, then for the later day; of one rank rows stay in the order of their ids. */
function rankOf({ validFrom, vehicleCategory }: CompiledRate): number {
  const day = Number((validFrom ?? "").replaceAll("-", ""))
  return vehicleCategory === null ? day : 100_000_000 + day
}

function timeOf(rate: CompiledRate, { minutes, situation }: Hiring) {
  const { clock, context, pickup } = situation
  return rate.method === "HOURLY"
    ? priceHours(rate, minutes, context.currency)
    : priceBuckets(rate, minutes, pickup.at, clock, context.currency)
}

function candidate(
  priced: PricedRow,
  kind: Candidate["kind"],
  level: Level,
  minutes: number,
  { situation }: Hiring,
  book: HireBook,
): Candidate {
  const lines = hireLines(priced, situation, book)
  return {
    ...lines,
    kind,
    id: priced.row.id,
    label: priced.row.name,
    minutes,
    total: sum([lines.transport.net, lines.overage.net]),
    byContract: level.owner !== "operator",
    automaticFees: kind === "RATE" || ("automaticFees" in priced.row && priced.row.automaticFees === true),
  }
}
