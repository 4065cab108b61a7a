/**
 * The fees of a trip, each a line of its own: those the client asked for, always; those that apply by themselves where the
 * price takes them. A fee is recognised by its code, never by what a line says.
 */
import { Result } from "effect"
import * as Exact from "../../shared/Exact.ts"
import * as Quantities from "../../shared/Quantity.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import { absence } from "../book/Row.ts"
import type { ComputedLine } from "../ComputedLine.ts"
import type { Inputs } from "../Explanation.ts"
import { FeeUnknown } from "../PricingErrors.ts"
import type { Situation } from "../Situation.ts"
import type { CompiledFee, CompiledFees } from "./compileFees.ts"

/**
 * FEE lines in the order the client asked, then the automatic ones by code. `automatic`: whether fees apply by themselves;
 * one that was asked for does not come twice. Fails with every code that has no row on the day of the pickup.
 */
export const priceFees = (
  fees: CompiledFees,
  situation: Situation,
  automatic: boolean,
): Result.Result<ReadonlyArray<ComputedLine>, FeeUnknown> => {
  const asked = situation.trip.fees ?? none
  const unknown: Array<string> = []
  const lines: Array<ComputedLine> = []
  for (const { code, quantity = one } of asked) {
    const fee = validRows(fees, code, situation)[0]
    if (fee === undefined) unknown.push(code)
    else lines.push(lineOf(fee, quantity, { asked: true }, situation))
  }
  if (unknown.length > 0) return Result.fail(new FeeUnknown({ codes: [...new Set(unknown)] }))
  if (automatic)
    for (const code of fees.automatic)
      if (!asked.some((fee) => fee.code === code))
        lines.push(...automaticLines(validRows(fees, code, situation), situation))
  return Result.succeed(lines)
}

const none: ReadonlyArray<never> = []
const one = Quantities.Quantity.make(1_000)

const validRows = (
  { byCode }: CompiledFees,
  code: string,
  { pickup }: Situation,
): ReadonlyArray<CompiledFee> =>
  byCode.get(code)?.filter(({ fee }) => absence(fee, pickup.date) === undefined) ?? []

/** The lines of one code: of each row as many as there are ends in its place, and the one for a booking this late. */
function automaticLines(rows: ReadonlyArray<CompiledFee>, situation: Situation): ReadonlyArray<ComputedLine> {
  const lines: Array<ComputedLine> = []
  const ends = [zonesAt(situation, "pickup"), zonesAt(situation, "dropOff")]
  const rowOfEnd = ends.map((zones) => rows.find((row) => placeIn(row, zones) !== undefined))
  for (const row of new Set(rowOfEnd)) {
    if (row === undefined) continue
    const names = ends.flatMap((zones, end) => (rowOfEnd[end] === row ? [placeIn(row, zones)!.name] : [])) // it was found by it
    lines.push(
      lineOf(row, (names.length * one) as Quantities.Quantity, { zones: names.join(", ") }, situation),
    ) // thousandths
  }
  const late = tightest(rows, situation.leadMinutes)
  if (late !== undefined)
    lines.push(
      lineOf(
        late,
        one,
        { leadMinutes: situation.leadMinutes, bookedLessThanMinutesBefore: late.lateMinutes },
        situation,
      ),
    )
  return lines
}

/** A zone an end lies in. */
interface Lain {
  readonly id: string
  readonly name: string
}

/** All zones an end lies in, whichever of them counts for routes and factors. */
function zonesAt({ located, zones }: Situation, end: "pickup" | "dropOff"): ReadonlyArray<Lain> {
  const picked = zones[end]
  return [...(picked === undefined ? [] : [picked]), ...(located?.[end]?.others ?? [])].map(
    ({ zone }) => zone,
  )
}

const placeIn = ({ zoneIds }: CompiledFee, zones: ReadonlyArray<Lain>): Lain | undefined =>
  zoneIds === undefined ? undefined : zones.find(({ id }) => zoneIds.has(id))

/** Of the rows for late bookings that apply the one with the shortest notice; among equals the first. */
function tightest(rows: ReadonlyArray<CompiledFee>, leadMinutes: number): CompiledFee | undefined {
  let found: CompiledFee | undefined
  for (const row of rows)
    if (leadMinutes < row.lateMinutes && (found === undefined || row.lateMinutes < found.lateMinutes))
      found = row
  return found
}

function lineOf(
  { fee, unitPrice }: CompiledFee,
  quantity: Quantities.Quantity,
  why: Inputs,
  { context: { currency } }: Situation,
): ComputedLine {
  const inputs = {
    quantity: Quantities.format(quantity),
    unitPrice: UnitPrice.format(fee.unitPrice, currency),
    ...why,
  }
  const amount = Exact.multiply(Exact.ofQuantity(quantity), unitPrice)
  return {
    kind: "FEE",
    code: fee.code,
    description: fee.name,
    quantity,
    unit: fee.unit ?? "unit",
    unitPrice: fee.unitPrice,
    net: UnitPrice.times(quantity, fee.unitPrice, currency),
    vat: fee.vat === undefined ? undefined : { ...fee.vat, decidedBy: "POLICY" },
    source: "TARIFF",
    trace: { parts: [{ kind: "FEE", id: fee.id, label: fee.name, inputs, amount }], rejected: [] },
  }
}
