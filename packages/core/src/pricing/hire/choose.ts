/** The candidate a hire is priced by: the lowest total; of two at one price the longer, then the first id. */
import { Result } from "effect"
import { format } from "../../shared/Money.ts"
import type { ComputedLine, PricedTrip } from "../ComputedLine.ts"
import { NotPriced, type PricingWarning, TripIncomplete } from "../PricingErrors.ts"
import type { Situation } from "../Situation.ts"
import {
  type Candidate,
  type Candidates,
  type Hiring,
  packagesFor,
  rateFor,
  rejectedCandidate,
} from "./candidates.ts"
import type { HireBook } from "./HireBook.ts"

/** What differs between the hires. */
export interface HireStyle {
  /** Under DYNAMIC packages stand beside the rate, instead of giving way to it. */
  readonly packagesUnderTariff: boolean
  /** The OVERAGE line is there at a quantity of 0, too. */
  readonly alwaysOverage: boolean
  readonly warnings: (situation: Situation) => ReadonlyArray<PricingWarning>
}

export const priceHire = (situation: Situation, book: HireBook, style: HireStyle): PricedTrip => {
  const { context, pickup, trip } = situation
  const { minutes } = situation
  const category = trip.vehicleCategory
  const incomplete = (missing: ReadonlyArray<string>) =>
    Result.fail(new TripIncomplete({ tripType: trip.tripType, pricingMode: context.mode, missing }))
  if (minutes === undefined || category === undefined)
    return incomplete([
      ...(minutes === undefined ? ["durationMinutes"] : []),
      ...(category === undefined ? ["vehicleCategory"] : []),
    ])
  const hiring: Hiring = { situation, category, minutes }
  const packages = packagesFor(hiring, book)
  const among = competing(hiring, packages, book, style)
  const missing = [...new Set(among.fitting.flatMap((one) => one.missing))]
  if (missing.length > 0) return incomplete(missing)
  const [chosen, ...others] = among.fitting.toSorted(better)
  if (chosen === undefined)
    return Result.fail(
      new NotPriced({
        tripType: trip.tripType,
        pricingMode: context.mode,
        vehicleCategory: category,
        on: pickup.date,
      }),
    )
  const rejected = [
    ...others.map((other) =>
      rejectedCandidate(other, other.total > chosen.total ? "HIGHER_TOTAL" : "LOWER_RANK", situation),
    ),
    ...among.rejected,
  ]
  const { overage, parts } = chosen
  const transport: ComputedLine = { ...chosen.transport, trace: { parts, rejected } }
  const billed = overage.quantity > 0 && overage.unitPrice > 0
  return Result.succeed({
    lines: style.alwaysOverage || billed ? [transport, overage] : [transport],
    warnings: [...style.warnings(situation), ...passedOver(packages, chosen, situation)],
    automaticFees: chosen.automaticFees,
  })
}

function competing(hiring: Hiring, packages: Candidates, book: HireBook, style: HireStyle): Candidates {
  const { mode, fallback = book.settings.fallback } = hiring.situation.context
  if (mode === "FIXED_GRID") {
    if (packages.fitting.length > 0 || fallback === "NONE") return packages
    return together(rateFor(hiring, book), { fitting: [], rejected: packages.rejected })
  }
  const rate = rateFor(hiring, book)
  if (style.packagesUnderTariff) return together(packages, rate)
  const gaveWay = packages.fitting.map((one) => rejectedCandidate(one, "OTHER_MODE", hiring.situation))
  return together(rate, { fitting: [], rejected: [...gaveWay, ...packages.rejected] })
}

function together(a: Candidates, b: Candidates): Candidates {
  return { fitting: [...a.fitting, ...b.fitting], rejected: [...a.rejected, ...b.rejected] }
}

function better(a: Candidate, b: Candidate): number {
  return a.total - b.total || b.minutes - a.minutes || (`${a.id} ${a.kind}` < `${b.id} ${b.kind}` ? -1 : 1)
}

/** A package agreed with the client or its agency is not passed over in silence. All that fit are of one level. */
function passedOver(
  { fitting }: Candidates,
  chosen: Candidate,
  { context }: Situation,
): ReadonlyArray<PricingWarning> {
  const [agreed] = fitting.filter(({ byContract }) => byContract).toSorted(better)
  if (agreed === undefined || chosen.kind === "PACKAGE") return []
  return [
    {
      code: "ContractPriceExists",
      detail: `${agreed.label} was agreed and is not applied`,
      id: agreed.id,
      price: format(agreed.total, context.currency),
    },
  ]
}
