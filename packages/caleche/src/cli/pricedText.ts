/** A computed price as a person checks it, with every part and what was considered besides, or as a program reads it. */
import {
  type Explanation,
  Money,
  type PricedLine,
  type PricingWarning,
  Quantity,
  type Totals,
  UnitPrice,
  VatRate,
} from "@caleche/core"
import { table } from "./output.ts"

export interface Shown {
  readonly bookVersion: number
  readonly currency: Money.Currency
  readonly lines: ReadonlyArray<PricedLine>
  readonly totals: Totals
  readonly warnings: ReadonlyArray<PricingWarning>
}

export const pricedText = ({
  bookVersion,
  currency,
  lines,
  totals,
  warnings,
}: Shown): ReadonlyArray<string> => {
  const money = (amount: Money.Money) => `${Money.format(amount, currency)} ${currency}`
  return [
    ...lines.flatMap((line) => [
      `${line.kind}  ${line.description}`,
      `  ${Quantity.format(line.quantity)} ${line.unit} × ${UnitPrice.format(line.unitPrice, currency)} = ${money(line.net)}  (${line.source}; VAT ${percent(line.vat.rate)}: ${line.vat.reason})`,
      ...(line.explanation === undefined ? [] : explained(line.explanation)),
      "",
    ]),
    ...table(
      [
        ["net", money(totals.net)],
        ...totals.vat.map(({ base, rate, tax }) => [`VAT ${percent(rate)} of ${money(base)}`, money(tax)]),
        ["payable", money(totals.payable)],
      ],
      [1],
    ),
    ...warnings.map(({ code, detail }) => `warning ${code}: ${detail}`),
    `price book version ${bookVersion}`,
  ]
}

const explained = ({ parts, rejected }: Explanation): ReadonlyArray<string> => [
  ...table(
    parts.map(({ amount, id, inputs, kind, label }) => [
      `    ${kind}`,
      label,
      amount,
      [
        ...(id === undefined ? [] : [`id=${id}`]),
        ...Object.entries(inputs).map(([name, value]) => `${name}=${value}`),
      ].join(" "),
    ]),
    [2],
  ),
  ...rejected.map(
    ({ kind, label, price, reason }) =>
      `    not ${kind} ${label}: ${reason}${price === undefined ? "" : `, it would have been ${price}`}`,
  ),
]

const percent = (rate: VatRate.VatRate): string => `${rate / 10 ** (VatRate.scale - 2)} %`

export const pricedJson = ({ bookVersion, currency, lines, totals, warnings }: Shown): string => {
  const money = (amount: Money.Money) => Money.format(amount, currency)
  return JSON.stringify(
    {
      priceBookVersion: bookVersion,
      currency,
      lines: lines.map((line) => ({
        kind: line.kind,
        ...(line.code === undefined ? {} : { code: line.code }),
        description: line.description,
        quantity: Quantity.format(line.quantity),
        unit: line.unit,
        unitPrice: UnitPrice.format(line.unitPrice, currency),
        net: money(line.net),
        source: line.source,
        vat: { ...line.vat, rate: VatRate.format(line.vat.rate) },
        explanation: line.explanation,
      })),
      totals: {
        net: money(totals.net),
        vat: totals.vat.map(({ base, category, rate, tax }) => ({
          category,
          rate: VatRate.format(rate),
          base: money(base),
          tax: money(tax),
        })),
        tax: money(totals.tax),
        gross: money(totals.gross),
        payable: money(totals.payable),
      },
      warnings,
    },
    null,
    2,
  )
}
