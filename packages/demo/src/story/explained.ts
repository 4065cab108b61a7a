/** Prices as text: each line with what it was made of and what gave way to it, then the totals by VAT group. */
import {
  Exact,
  type Explanation,
  type Inputs,
  Money,
  type PriceLine,
  type PricingWarning,
  Quantity,
  type Totals,
  UnitPrice,
  VatRate,
} from "@caleche/core"

const width = 90

/** Something on the left, an amount on the right. */
const row = (label: string, amount: string): string => `${label.padEnd(width - amount.length)}${amount}`

/** A line, and how its price came about. */
export const explained = (line: PriceLine, currency: Money.Currency): ReadonlyArray<string> => [
  row(
    `${line.description}, ${Quantity.format(line.quantity)} ${line.unit} × ${UnitPrice.format(line.unitPrice, currency)}`,
    Money.format(line.net, currency),
  ),
  ...(line.explanation === undefined ? ["  by hand"] : because(line.explanation, currency)),
]

const because = ({ parts, rejected }: Explanation, currency: Money.Currency): ReadonlyArray<string> => [
  ...parts
    .filter(({ amount, kind }) => kind !== "ROUNDING" || amount !== "0")
    .map(
      ({ amount, inputs, kind, label }) =>
        `  ${kind} ${label}${given(inputs)} → ${rounded(amount, currency)}`,
    ),
  ...rejected.map(
    ({ kind, label, price, reason }) =>
      `  not ${kind} ${label}: ${reason}${price === undefined ? "" : `, would be ${rounded(price, currency)}`}`,
  ),
]

const given = (inputs: Inputs): string => {
  const said = Object.entries(inputs).map(([name, value]) => `${name} ${String(value)}`)
  return said.length === 0 ? "" : ` (${said.join(", ")})`
}

/** Exact amounts may be fractions: beside those the nearest cent, for people. */
const rounded = (amount: string, currency: Money.Currency): string => {
  const exact = amount.includes("/") ? Exact.parse(amount) : undefined
  return exact === undefined
    ? amount
    : `${amount} ≈ ${Money.format(Exact.toMoney(exact, currency), currency)}`
}

export const warned = (warnings: ReadonlyArray<PricingWarning>): ReadonlyArray<string> =>
  warnings.map(({ code, detail }) => `${code}: ${detail}`)

/** Net, each VAT group on its own sum, and what is to be paid. */
export const totalled = (totals: Totals, currency: Money.Currency): ReadonlyArray<string> => [
  row("Net", Money.format(totals.net, currency)),
  ...totals.vat.map((group) =>
    row(
      `VAT ${VatRate.format(group.rate)} on ${Money.format(group.base, currency)}`,
      Money.format(group.tax, currency),
    ),
  ),
  row(`To pay, ${currency}`, Money.format(totals.payable, currency)),
]
