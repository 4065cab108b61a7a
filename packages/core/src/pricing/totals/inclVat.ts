/**
 * Prices that include VAT, as private clients expect: what was agreed is paid to the cent, and net and tax are what follows.
 *
 * EN 16931 has a document's net first and its tax from it, and not every gross can be reached that way: 50.10 at 10 % is
 * neither 45.54 + 4.55 nor 45.55 + 4.56. The difference, at most 0.01 a VAT group, is the rounding amount (BT-114).
 */
import * as Decimal from "../../shared/Decimal.ts"
import { sum, type Money } from "../../shared/Money.ts"
import { scale, taxOn, type Vat, type VatRate } from "../../shared/VatRate.ts"
import { filledUp } from "./largestRemainder.ts"
import type { Totals, VatGroup } from "./vatByRate.ts"

/** A line by what was agreed for it. */
export interface AgreedLine {
  readonly gross: Money
  readonly vat: Pick<Vat, "rate" | "category">
}

const whole = Decimal.powerOfTen(scale)

/** gross ÷ (1 + rate), rounded half away from zero. */
export const netWithin = (gross: Money, rate: VatRate): Money =>
  Decimal.multiplyDivide(gross, whole, whole + rate) as Money // whole minor units

/**
 * Totals of lines whose prices include VAT, and each line's net: the lines of a group share its net by largest remainder,
 * ties in line order. `payable` is the sum of what was agreed.
 *
 * @example
 * const vat = { rate: VatRate.make(1000), category: "S" } as const
 * inclVat([{ gross: Money.make(5010), vat }]).totals // net 4555, tax 456, gross 5011, rounding -1, payable 5010
 */
export const inclVat = (
  lines: ReadonlyArray<AgreedLine>,
): { readonly totals: Totals; readonly nets: ReadonlyArray<Money> } => {
  const nets: Array<Money> = []
  const vat = groupsOf(lines).map((group): VatGroup => {
    const { category, rate } = group[0]!.line.vat // a group has a line
    const base = netWithin(sum(group.map(({ line }) => line.gross)), rate)
    const shares = filledUp(
      base,
      group.map(({ line }) => claim(line.gross, rate)),
    )
    for (const [place, { at }] of group.entries()) nets[at] = shares[place] as Money // as long as the group, whole minor units
    return { category, rate, base, tax: taxOn(base, rate) }
  })
  const net = sum(vat.map(({ base }) => base))
  const tax = sum(vat.map((group) => group.tax))
  const gross = sum([net, tax])
  const payable = sum(lines.map((line) => line.gross))
  return { totals: { net, vat, tax, gross, rounding: (payable - gross) as Money, payable }, nets } // a whole difference
}

/** Lines and their places by (category, rate), in that order. */
function groupsOf(lines: ReadonlyArray<AgreedLine>) {
  const groups = new Map<string, Array<{ readonly line: AgreedLine; readonly at: number }>>()
  for (const [at, line] of lines.entries()) {
    const key = `${line.vat.category.padEnd(2)}${String(line.vat.rate).padStart(5, "0")}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ line, at }])
    else group.push({ line, at })
  }
  return [...groups.keys()].toSorted().map((key) => groups.get(key)!) // one of its keys
}

/** gross ÷ (1 + rate) as whole units, downwards, and a rest of (1 + rate)-ths. */
function claim(gross: Money, rate: VatRate) {
  const divisor = whole + rate
  const below = ((gross % divisor) + divisor) % divisor
  const part = below * whole
  const rest = part % divisor
  return { whole: ((gross - below) / divisor) * whole + (part - rest) / divisor, rest }
}
