/** What pricing again makes of the lines of a quote: pure functions between the lines there are and those that were found. */
import { Result } from "effect"
import type { PlacedLine, PriceLine } from "../pricing/PriceLine.ts"
import { ModeNotAllowed, type PricingWarning } from "../pricing/PricingErrors.ts"
import { tripKinds } from "../pricing/tripTypes/index.ts"
import { kindOf, type TripKinds } from "../pricing/tripTypes/TripKind.ts"
import { type CompletedTrip, said } from "../pricing/Trip.ts"
import { LineId } from "../shared/Ids.ts"
import { format } from "../shared/Money.ts"
import type { Quote, PlacedChange } from "./Quote.ts"
import { LineNotFound, LineUnclear } from "./QuoteErrors.ts"
import type { LinesFound } from "./QuotePricing.ts"

const isComputed = ({ source, computed, trip }: PriceLine): boolean =>
  trip !== undefined && trip.pricingMode !== "MANUAL" && (source !== "MANUAL" || computed !== undefined)

/** The transport lines the book priced, also where a person set another price. */
export const computedOf = ({ lines }: Quote): ReadonlyArray<PriceLine> => lines.filter(isComputed)

export function transportOf(
  { id: quoteId, lines }: Quote,
  lineId: LineId | undefined,
): Result.Result<PriceLine, LineNotFound | LineUnclear> {
  const transports = lines.filter(({ kind }) => kind === "TRANSPORT")
  const line = lineId === undefined ? transports[0] : transports.find(({ id }) => id === lineId)
  if (line === undefined) return Result.fail(new LineNotFound({ quoteId, id: lineId ?? none }))
  return lineId === undefined && transports.length > 1
    ? Result.fail(new LineUnclear({ quoteId, lineIds: transports.map(({ id }) => id) }))
    : Result.succeed(line)
}

/** Named by nobody: there is no transport line at all. */
const none = LineId.make("00000000-0000-0000-0000-000000000000")

export function computedLines(
  quote: Quote,
  lineId: LineId | undefined,
): Result.Result<ReadonlyArray<PriceLine>, LineNotFound> {
  if (lineId === undefined) return Result.succeed(computedOf(quote))
  const line = computedOf(quote).find(({ id }) => id === lineId)
  return line === undefined
    ? Result.fail(new LineNotFound({ quoteId: quote.id, id: lineId }))
    : Result.succeed([line])
}

/** The line as it is asked for with another trip; under MANUAL it keeps its price unless another is given. */
export function withTrip(
  quote: Quote,
  line: PriceLine,
  asked: PlacedChange,
  trips: TripKinds = tripKinds,
): Result.Result<PlacedLine, ModeNotAllowed> {
  const { tripType, pricingMode: before, details, ...rest } = line.trip! // a transport line has one
  const isAnother = tripType !== asked.tripType
  // What only the former type knew says nothing about another.
  const old = details === undefined || isAnother ? rest : { ...rest, details }
  const { modes } = kindOf(trips, asked.tripType)
  const fitting = [asked.pricingMode, before, quote.pricingMode].find(
    (mode) => mode !== undefined && modes.includes(mode),
  )
  const pricingMode = asked.pricingMode ?? fitting ?? modes[0]
  if (!modes.includes(pricingMode))
    return Result.fail(new ModeNotAllowed({ tripType: asked.tripType, pricingMode, allowed: modes }))
  const leadsElsewhere = asked.trip?.pickup !== undefined || asked.trip?.dropOff !== undefined
  const isKept = pricingMode === "MANUAL" && !leadsElsewhere
  const trip = isKept ? told(old, asked.trip) : { ...said(old), ...asked.trip }
  const next = { kind: "TRANSPORT" as const, tripType: asked.tripType, pricingMode, trip }
  if (pricingMode !== "MANUAL") return Result.succeed(next)
  const { rate, category, reason } = line.vat
  return Result.succeed({
    ...next,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: asked.unitPrice ?? line.unitPrice,
    ...(asked.vatRate === undefined ? { vat: { rate, category, reason } } : { vatRate: asked.vatRate }),
  })
}

/** The trip with what is said of it now; that is assumed no longer. */
function told<T extends CompletedTrip>({ assumed = [], ...trip }: T, now: PlacedChange["trip"] = {}) {
  const still = assumed.filter((field) => now[field] === undefined)
  return { ...trip, ...now, ...(still.length === 0 ? {} : { assumed: still }) }
}

export function inPlaceOf(
  lines: ReadonlyArray<PriceLine>,
  gone: ReadonlyArray<PriceLine>,
  found: LinesFound["lines"],
): ReadonlyArray<PriceLine> {
  // By their ids: what is gone was read before the lock.
  const [first, ...others] = gone.map(({ id }) => id)
  return lines.flatMap((line) => (line.id === first ? found : others.includes(line.id) ? [] : [line]))
}

/** Whether a person set another price than the computed one. */
export const isOverridden = ({ computed }: PriceLine): boolean => computed !== undefined

/** That kilometres and minutes are estimates stays said for as long as a price goes by them. */
export const estimatesOf = ({ warnings = [] }: Quote, line: PriceLine): ReadonlyArray<PricingWarning> =>
  warnings.filter(({ code, lineId }) => code === "DistanceEstimated" && lineId === line.id)

/** A price set by hand stays over the one computed again. */
export function keptByHand(before: PriceLine, [line, ...attached]: LinesFound["lines"]): LinesFound["lines"] {
  if (before.computed === undefined) {
    return [{ ...line, ...(before.cost === undefined ? {} : { cost: before.cost }) }, ...attached]
  }
  return [{ ...before, computed: standingBeside(line) }, ...attached]
}

/** The computed price of a line, as it stands beside one set by hand. */
export const standingBeside = ({
  explanation,
  net,
  source,
  unitPrice,
}: Pick<PriceLine, "net" | "source" | "unitPrice"> & {
  readonly explanation?: PriceLine["explanation"] | undefined
}): NonNullable<PriceLine["computed"]> => ({
  unitPrice,
  net,
  source,
  ...(explanation === undefined ? {} : { explanation }),
})

/** What a person called a line stays while the same row of the book prices it; another row has its own name. */
export const keptNames = (
  before: ReadonlyArray<PriceLine>,
  [first, ...others]: LinesFound["lines"],
): LinesFound["lines"] => {
  const named = (line: PriceLine): PriceLine => {
    const was = before.find(({ id }) => id === line.id)
    return was !== undefined && rowOf(was) === rowOf(line) ? { ...line, description: was.description } : line
  }
  return [named(first), ...others.map(named)]
}

/** The row that gave the price: the first that an explanation names. */
const rowOf = ({ explanation }: PriceLine): string | undefined => explanation?.parts[0]?.id

/** Transport lines and those computed with them whose price is another now. */
export function priceChanges(before: Quote, lines: ReadonlyArray<PriceLine>): ReadonlyArray<PricingWarning> {
  return lines.flatMap((line) => {
    const old = before.lines.find(({ id }) => id === line.id)
    const [was, is] = [old?.computed?.net ?? old?.net, line.computed?.net ?? line.net]
    if (was === is) return []
    const said = was === undefined ? "new" : format(was, before.currency)
    return [
      {
        code: "PriceChanged",
        detail: `${line.description}: ${said} → ${format(is, before.currency)}`,
        lineId: line.id,
        price: format(is, before.currency),
      },
    ]
  })
}

export const noLongerPriced = (lineId: LineId, why: string): PricingWarning => ({
  code: "NoLongerPriced",
  detail: `the price book in force has no price for this line (${why}); it keeps the one it had`,
  lineId,
})
