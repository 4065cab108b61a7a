/** The lines of a priced hire: its time, with the terms a correction will go by, and the kilometres beyond the included. */
import * as Exact from "../../shared/Exact.ts"
import { format, type Quantity } from "../../shared/Quantity.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { HirePackage, HireRate } from "../book/Hire.ts"
import { type ComputedLine, stated } from "../ComputedLine.ts"
import type { TracePart } from "../Explanation.ts"
import type { PriceLine } from "../PriceLine.ts"
import type { Situation } from "../Situation.ts"
import type { Terms } from "../Terms.ts"
import type { HireBook, Surcharged } from "./HireBook.ts"
import type { HireTime } from "./HireTime.ts"
import { hoursOf } from "./increments.ts"
import { includedKm, type Inclusion, kmBeyond } from "./kilometres.ts"

/** A row with the time it was priced for. */
export interface PricedRow {
  readonly row: (HirePackage | HireRate) & { readonly incrementMinutes: number }
  readonly time: HireTime
  readonly source: PriceLine["source"]
}

export interface HireLines {
  readonly transport: Omit<ComputedLine, "trace">
  /** What the transport adds up from. */
  readonly parts: ReadonlyArray<TracePart>
  /** Of the estimated kilometres; its quantity may be 0. */
  readonly overage: ComputedLine
  /** Fields of the trip without which its price is not known. */
  readonly missing: ReadonlyArray<string>
}

export const hireLines = (priced: PricedRow, situation: Situation, book: HireBook): HireLines => {
  const { row, source, time } = priced
  const { currency } = situation.context
  const inclusion = inclusionOf(row)
  const { corrections } = book.settings
  const surcharged = time.method === "HOURLY" ? book.surcharges(time.amount, situation) : none
  const perHour = Exact.multiply(time.perHour, surcharged.factor)
  const amount = Exact.add(Exact.multiply(time.amount, surcharged.factor), surcharged.added)
  const terms: Terms = {
    method: time.method,
    billedMinutes: time.billedMinutes,
    ...(time.minimumMinutes === undefined || time.minimumMinutes === 0
      ? {}
      : { minimumMinutes: time.minimumMinutes }),
    incrementMinutes: row.incrementMinutes,
    graceMinutes: corrections.graceMinutes,
    creditUnused: corrections.creditUnused,
    allowance: corrections.allowance,
    perHour: Exact.format(perHour),
    ...inclusion,
    ...(row.overagePerKm === undefined ? {} : { overagePerKm: row.overagePerKm }),
    wholeKm: corrections.wholeKm,
  }
  return {
    transport: {
      kind: "TRANSPORT",
      description: row.name,
      ...stated(amount, saidOf(time, amount, perHour), currency),
      source,
      terms,
    },
    parts: [...time.parts, ...surcharged.parts],
    overage: overageLine(priced, inclusion, situation, corrections.wholeKm),
    missing: surcharged.missing,
  }
}

/** Packages and buckets take no time rule and no season. */
const none: Surcharged = { factor: Exact.one, added: Exact.zero, parts: [], missing: [] }

function inclusionOf({ includedKm }: PricedRow["row"]): Inclusion {
  if (includedKm === undefined) return {}
  return "perHour" in includedKm
    ? { includedKmPerHour: includedKm.perHour }
    : { includedKm: includedKm.perBooking }
}

function saidOf(time: HireTime, amount: Exact.Exact, perHour: Exact.Exact) {
  const [quantity, unit, each] =
    time.method === "HOURLY"
      ? [Exact.round(hoursOf(time.billedMinutes), 3), "hour", perHour]
      : [1000, "trip", amount]
  return {
    quantity: quantity as Quantity, // thousandths
    unit,
    unitPrice: Exact.round(each, UnitPrice.scale) as UnitPrice.UnitPrice, // ten-thousandths
  }
}

function overageLine(
  { row, source, time }: PricedRow,
  inclusion: Inclusion,
  { context, km = Exact.zero }: Situation,
  wholeKm: boolean,
): ComputedLine {
  const included = includedKm(inclusion, time.billedMinutes)
  const quantity = kmBeyond(km, included, wholeKm)
  const unitPrice = row.overagePerKm ?? (0 as UnitPrice.UnitPrice) // what has no price is not billed
  const part: TracePart = {
    kind: "OVERAGE",
    id: row.id,
    label: row.name,
    inputs: {
      km: Exact.format(km),
      ...(included === undefined ? {} : { includedKm: Exact.format(included) }),
      beyondKm: format(quantity),
      perKm: UnitPrice.format(unitPrice, context.currency),
    },
    amount: Exact.multiply(Exact.ofQuantity(quantity), Exact.ofUnitPrice(unitPrice)),
  }
  return {
    kind: "OVERAGE",
    description: "Kilometres beyond the included",
    quantity,
    unit: "km",
    unitPrice,
    net: UnitPrice.times(quantity, unitPrice, context.currency),
    source,
    trace: { parts: [part], rejected: [] },
  }
}
