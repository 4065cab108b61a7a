/**
 * What a performed mission makes of its order's lines: corrections of a hire from what it took, and the waiting of a
 * transfer. Computing them again puts the new ones in place of the old, which are VOID; the quoted lines stay.
 */
import type { Mission, StepRecord } from "../missions/Mission.ts"
import { unroundedOf } from "../pricing/Explanation.ts"
import { corrections } from "../pricing/corrections/corrections.ts"
import type { PriceLine } from "../pricing/PriceLine.ts"
import type { Terms } from "../pricing/Terms.ts"
import { waitingFee } from "../pricing/waiting/waitingFee.ts"
import { written } from "../pricing/written.ts"
import * as Decimal from "../shared/Decimal.ts"
import * as Exact from "../shared/Exact.ts"
import type { Currency } from "../shared/Money.ts"
import * as Quantity from "../shared/Quantity.ts"
import { times } from "../shared/UnitPrice.ts"
import type { Order, OrderLine } from "./Order.ts"
import type { WaitingTerms } from "./WaitingPolicy.ts"

/** An order's lines, those replaced VOID, and those to be added once they have ids. */
export interface ActualsLines {
  readonly kept: ReadonlyArray<OrderLine>
  readonly added: ReadonlyArray<Omit<OrderLine, "id">>
}

/**
 * `mission` as it is after the command. Corrections go by the terms frozen on the transport line, waiting by `waiting`. A
 * line that would be made again just as it is stays as it is, with its id and what was decided on it; a fee for waiting
 * that a manager decided on is asked for again only at another amount, or after it was taken back.
 */
export const actualsLines = (order: Order, mission: Mission, waiting?: WaitingTerms): ActualsLines => {
  const transport = order.lines.find(
    (line) => line.kind === "TRANSPORT" && line.missionId === mission.id && line.state === "ACTIVE",
  )
  if (transport === undefined || mission.status !== "COMPLETED") return { kept: order.lines, added: [] }
  const wanted = [
    ...correctionsOf(order, transport, mission),
    ...waitingOf(order, transport, mission, waiting),
  ].map((line) => ({ ...line, forLineId: transport.id, missionId: mission.id }))
  const own = order.lines.filter((line) => line.missionId === mission.id && isFromActuals(line))
  const decided = own.findLast(
    ({ kind, state, takenBack }) => kind === "FEE" && state !== "PENDING" && takenBack === undefined,
  )
  // A waived fee stays waived; what was taken back never comes back.
  const current = own.filter((line) =>
    line.kind === "FEE" && line.state !== "PENDING" ? line === decided : line.state !== "VOID",
  )
  const staying = current.filter((line) => wanted.some((other) => same(line, other)))
  return {
    kept: order.lines.map((line) =>
      own.includes(line) && !staying.includes(line) && line.state !== "VOID"
        ? { ...line, state: "VOID" as const, takenBack: true as const }
        : line,
    ),
    added: wanted.filter((line) => !staying.some((other) => same(other, line))),
  }
}

/** Whether two lines say the same; under INCL_VAT their nets may still differ, for those follow from the whole order. */
function same(line: OrderLine, other: Omit<OrderLine, "id">): boolean {
  return (
    line.code === other.code &&
    line.kind === other.kind &&
    line.vat.category === other.vat.category &&
    Exact.equals(exactNet(line), exactNet(other))
  )
}

function exactNet({ explanation, net }: Pick<OrderLine, "explanation" | "net">): Exact.Exact {
  return explanation === undefined ? Exact.of(net) : unroundedOf(explanation)
}

/** The code of a FEE line for waiting. */
export const waitingCode = "WAITING"

function isFromActuals({ code, kind, source }: OrderLine): boolean {
  return kind === "CORRECTION" || (kind === "FEE" && code === waitingCode && source !== "MANUAL")
}

type Drawn = Omit<PriceLine, "id" | "forLineId" | "trip"> & Pick<OrderLine, "state">

function correctionsOf(
  { currency, lines }: Order,
  transport: OrderLine,
  { actuals, id }: Mission,
): ReadonlyArray<Drawn> {
  const { explanation, terms } = transport
  if (terms === undefined || actuals === undefined) return []
  const overages = lines
    .filter((line) => line.kind === "OVERAGE" && line.missionId === id && line.state === "ACTIVE")
    .map((line) => exclVat(line, terms, currency))
  const share = lines.find(
    (line) => line.kind === "SHARE" && line.forLineId === transport.id && line.state === "ACTIVE",
  )
  return corrections(
    { terms, transport, overages, share },
    { seconds: actuals.minutes * 60, km: actuals.km },
    currency,
  ).map((line) => ({
    ...written(line, transport.vat, currency, explanation?.bookVersion ?? 0),
    state: "ACTIVE",
  }))
}

/** An OVERAGE line by its kilometres: one whose price includes VAT may say no more than its total. */
function exclVat(line: OrderLine, { overagePerKm }: Terms, currency: Currency): OrderLine {
  const part = line.explanation?.parts.find(({ kind }) => kind === "OVERAGE")
  const km = Decimal.parse(String(part?.inputs["beyondKm"]), Quantity.scale)
  if (line.gross === undefined || km === undefined || overagePerKm === undefined) return line
  const quantity = Quantity.Quantity.make(km)
  return { ...line, quantity, unitPrice: overagePerKm, net: times(quantity, overagePerKm, currency) }
}

function waitingOf(
  { currency }: Order,
  transport: OrderLine,
  mission: Mission,
  terms: WaitingTerms | undefined,
): ReadonlyArray<Drawn> {
  const boarded = reported(mission, "ON_BOARD")
  if (terms === undefined || mission.tripType !== "TRANSFER" || boarded === undefined) return []
  const line = waitingFee(
    terms.waiting,
    {
      bookedAt: mission.pickupAt,
      boardedAt: boarded.at,
      arrivedAt: reported(mission, "ON_SITE")?.at,
      landedAt: mission.actuals?.landedAt,
      liesIn: terms.liesIn,
    },
    transport.source === "MANUAL" ? "TARIFF" : transport.source,
    currency,
  )
  return line === undefined
    ? []
    : [{ ...written(line, transport.vat, currency, terms.bookVersion), state: "PENDING" }]
}

/** A step somebody reported; the time of a skipped one says nothing. */
function reported({ steps }: Mission, step: StepRecord["step"]): StepRecord | undefined {
  return steps.find((taken) => taken.step === step && !taken.skipped)
}
