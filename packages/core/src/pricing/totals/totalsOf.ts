/**
 * Whether the prices of a quote include VAT, and what its lines and totals then are.
 *
 * Price books are always excl. VAT. A price that enters a quote incl. VAT is grossed up from its exact amount and rounded
 * once; from then on that gross is what was agreed, and the net follows from it.
 */
import { Schema } from "effect"
import * as Exact from "../../shared/Exact.ts"
import { type Currency, digits, type Money } from "../../shared/Money.ts"
import { Quantity } from "../../shared/Quantity.ts"
import { times, type UnitPrice } from "../../shared/UnitPrice.ts"
import { scale as rateScale, taxOn, type VatRate } from "../../shared/VatRate.ts"
import { restated, unroundedOf } from "../Explanation.ts"
import type { PriceLine } from "../PriceLine.ts"
import { inclVat } from "./inclVat.ts"
import { type Totals, vatByRate } from "./vatByRate.ts"

/** Whether unit prices exclude VAT or include it. */
export const PriceBasis = Schema.Literals(["EXCL_VAT", "INCL_VAT"])
export type PriceBasis = typeof PriceBasis.Type

/** Totals of lines as they are stored: under INCL_VAT each has its gross. */
export const totalsOf = (
  lines: ReadonlyArray<Pick<PriceLine, "net" | "gross" | "vat">>,
  priceBasis: PriceBasis,
): Totals => (priceBasis === "EXCL_VAT" ? vatByRate(lines) : inclVat(lines.map(agreed)).totals)

/**
 * Lines as they are stored. Under INCL_VAT those without a gross were priced excl. VAT and are grossed up, and the nets of
 * those that count follow from what was agreed; under EXCL_VAT nothing changes.
 */
export const settled = <L extends PriceLine>(
  lines: ReadonlyArray<L>,
  priceBasis: PriceBasis,
  currency: Currency,
  counts: (line: L) => boolean = () => true,
): ReadonlyArray<L> => {
  if (priceBasis === "EXCL_VAT") return lines
  const all = lines.map((line) =>
    line.gross === undefined ? { ...line, ...grossedUp(line, currency) } : line,
  )
  const counting = all.filter(counts)
  const { nets } = inclVat(counting.map(agreed))
  const netOf = new Map(counting.map((line, at) => [line, nets[at]!])) // one net a line
  return all.map((line) => {
    const net = netOf.get(line) ?? line.net
    const { explanation } = line
    return {
      ...line,
      net,
      ...(explanation === undefined ? {} : { explanation: restated(explanation, net, currency) }),
    }
  })
}

/**
 * What `amount` excl. VAT costs incl. VAT, rounded once: said by the quantity and its unit price incl. VAT where these
 * give the same, else as one unit at the gross.
 */
export const inclVatStated = (
  amount: Exact.Exact,
  said: { readonly quantity: Quantity; readonly unitPrice: UnitPrice },
  rate: VatRate,
  currency: Currency,
): { readonly quantity: Quantity; readonly unitPrice: UnitPrice; readonly gross: Money } => {
  const factor = Exact.of(10 ** rateScale + rate, 10 ** rateScale)
  const gross = Exact.toMoney(Exact.multiply(amount, factor), currency)
  const unitPrice = Exact.round(Exact.multiply(Exact.ofUnitPrice(said.unitPrice), factor), 4) as UnitPrice // whole ten-thousandths
  return said.quantity !== one && times(said.quantity, unitPrice, currency) === gross
    ? { quantity: said.quantity, unitPrice, gross }
    : { quantity: one, unitPrice: (gross * 10 ** (4 - digits(currency))) as UnitPrice, gross } // fewer decimals than a unit price
}

const one = Quantity.make(1000)

function grossedUp(line: PriceLine, currency: Currency) {
  const amount =
    line.explanation === undefined ? Exact.ofMoney(line.net, currency) : unroundedOf(line.explanation)
  return inclVatStated(amount, line, line.vat.rate, currency)
}

/** A line without a gross counts with its net and the VAT on it alone. */
function agreed({ gross, net, vat }: Pick<PriceLine, "net" | "gross" | "vat">) {
  return { gross: gross ?? ((net + taxOn(net, vat.rate)) as Money), vat } // whole minor units
}
