/**
 * What is owed of a trip's price: a share of the net of its transport line and the lines attached to it, less their part
 * of the discounts on the whole order.
 */
import * as Exact from "../../shared/Exact.ts"
import { type Currency, type Money, sum } from "../../shared/Money.ts"
import type { Vat, VatRate } from "../../shared/VatRate.ts"
import * as Factor from "../book/Factor.ts"
import type { CancellationSettings } from "../book/Settings.ts"
import { type ComputedLine, whole } from "../ComputedLine.ts"
import type { TracePart } from "../Explanation.ts"
import type { PriceLine } from "../PriceLine.ts"

type Line = Pick<PriceLine, "description" | "kind" | "net" | "source" | "vat">

/** What is given up of an order, and what it was discounted with. */
export interface GivenUp {
  /** The transport line and the lines attached to it. */
  readonly lines: ReadonlyArray<Line>
  /** Discounts on the whole order. */
  readonly discounts: ReadonlyArray<Line>
  /** All lines the discounts were given on, the lines given up among them. */
  readonly discounted: ReadonlyArray<Line>
  readonly share: Factor.Share
  /** Why it is owed: the notice left, or that nobody came. */
  readonly inputs: Readonly<Record<string, string>>
}

/** A CANCELLATION line for each VAT rate, or one outside the scope of VAT; none for nothing. */
export const cancellationFees = (
  { vat }: Pick<CancellationSettings, "vat">,
  givenUp: GivenUp,
  currency: Currency,
): ReadonlyArray<ComputedLine> => {
  const groups = vat === "AS_SERVICE" ? byVat(givenUp.lines) : [{ vat: outsideScope, lines: givenUp.lines }]
  return groups.map(({ lines, vat }) => feeOn(lines, vat, givenUp, currency)).filter((line) => line.net > 0)
}

const outsideScope: Vat = {
  rate: 0 as VatRate, // no tax
  category: "O",
  reason: "compensation for a cancellation, outside the scope of VAT",
  decidedBy: "POLICY",
}

function feeOn(lines: ReadonlyArray<Line>, vat: Vat, givenUp: GivenUp, currency: Currency): ComputedLine {
  const share = Factor.exact(givenUp.share)
  const owed = (net: Money) => Exact.multiply(share, Exact.ofMoney(net, currency))
  const said = { ...givenUp.inputs, share: Factor.format(givenUp.share) }
  const parts: Array<TracePart> = lines.map(({ description, net }) => ({
    kind: "CANCELLATION",
    label: description,
    inputs: { ...said, net: Exact.format(Exact.ofMoney(net, currency)) },
    amount: owed(net),
  }))
  for (const discount of givenUp.discounts) {
    const part = partOf(discount, lines, givenUp.discounted)
    if (!Exact.equals(part, Exact.zero))
      parts.push({
        kind: "DISCOUNT",
        label: discount.description,
        inputs: { ...said, part: Exact.format(part) },
        amount: Exact.multiply(part, owed(discount.net)),
      })
  }
  const amount = Exact.sum(parts.map((part) => part.amount))
  return {
    kind: "CANCELLATION",
    description: "Cancellation fee",
    ...whole(Exact.toMoney(amount, currency), currency),
    vat,
    source: lines.find(({ kind }) => kind === "TRANSPORT")?.source ?? "TARIFF",
    trace: { parts, rejected: [] },
  }
}

/** The part of a discount that `lines` bear: by net, among the lines of its VAT, or among all where none has it. */
function partOf(discount: Line, lines: ReadonlyArray<Line>, discounted: ReadonlyArray<Line>): Exact.Exact {
  const alike = discounted.filter((line) => sameVat(line.vat, discount.vat))
  const bearing = alike.length > 0 ? (line: Line) => sameVat(line.vat, discount.vat) : () => true
  const netOf = (all: ReadonlyArray<Line>) =>
    sum(all.filter((line) => line.kind !== "DISCOUNT" && bearing(line)).map(({ net }) => net))
  const all = netOf(discounted)
  return all > 0 ? Exact.of(netOf(lines), all) : Exact.zero
}

function byVat(lines: ReadonlyArray<Line>): ReadonlyArray<{ vat: Vat; lines: ReadonlyArray<Line> }> {
  const groups: Array<{ vat: Vat; lines: Array<Line> }> = []
  for (const line of lines) {
    const group = groups.find(({ vat }) => sameVat(vat, line.vat))
    if (group === undefined) groups.push({ vat: line.vat, lines: [line] })
    else group.lines.push(line)
  }
  return groups
}

function sameVat(a: Vat, b: Vat): boolean {
  return a.category === b.category && a.rate === b.rate
}
