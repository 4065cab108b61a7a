/** Lines of quotes and orders, and the totals they add up to, as the API shows them: every amount a decimal string. */
import {
  DiscountId,
  Explanation,
  LineId,
  LineKind,
  LineState,
  MissionId,
  Money,
  type OrderLine,
  type PriceLine,
  PriceSource,
  Quantity,
  type Totals,
  UnitPrice,
  UpTo,
  VatRate,
} from "@caleche/core"
import { Schema } from "effect"
import { presentTrip, TripResource } from "./Trip.ts"
import { given, WrittenDecimal } from "./Written.ts"
import { atMost } from "./List.ts"

const VatResource = Schema.Struct({
  rate: WrittenDecimal,
  category: VatRate.VatCategory,
  reason: UpTo(2_000),
  decidedBy: Schema.Literals(["POLICY", "USER"]),
}).annotate({ identifier: "Vat" })

const ExplanationResource = Explanation.annotate({ identifier: "Explanation" })

export const LineResource = Schema.Struct({
  id: LineId,
  kind: LineKind,
  forLineId: Schema.optionalKey(LineId),
  /** The discount it is made from. */
  discountId: Schema.optionalKey(DiscountId),
  code: Schema.optionalKey(UpTo(100)),
  description: UpTo(2_100),
  quantity: WrittenDecimal,
  unit: UpTo(40),
  unitPrice: WrittenDecimal,
  /** Short for `vat.rate`. */
  vatRate: WrittenDecimal,
  vat: VatResource,
  net: WrittenDecimal,
  /** What was agreed for it, where the quote's prices include VAT. */
  gross: Schema.optionalKey(WrittenDecimal),
  /** What it costs the operator; never shown to a client. */
  cost: Schema.optionalKey(WrittenDecimal),
  source: PriceSource,
  /** What the price book gave, where a person set another price. */
  computed: Schema.optionalKey(
    Schema.Struct({
      unitPrice: WrittenDecimal,
      net: WrittenDecimal,
      source: PriceSource,
      explanation: Schema.optionalKey(ExplanationResource),
    }),
  ),
  /** How a computed price came about; its parts add up to `net`. */
  explanation: Schema.optionalKey(ExplanationResource),
  trip: Schema.optionalKey(TripResource),
}).annotate({ identifier: "Line" })
export type LineResource = typeof LineResource.Type

export const OrderLineResource = Schema.Struct({
  ...LineResource.fields,
  missionId: Schema.optionalKey(MissionId),
  state: LineState,
}).annotate({ identifier: "OrderLine" })
export type OrderLineResource = typeof OrderLineResource.Type

export const presentLine = (line: PriceLine, currency: Money.Currency): LineResource => {
  const rate = VatRate.format(line.vat.rate)
  const { category, reason, decidedBy } = line.vat
  return {
    id: line.id,
    kind: line.kind,
    ...given({ forLineId: line.forLineId, discountId: line.discountId, code: line.code }),
    description: line.description,
    quantity: Quantity.format(line.quantity),
    unit: line.unit,
    unitPrice: UnitPrice.format(line.unitPrice, currency),
    vatRate: rate,
    vat: { rate, category, reason, decidedBy },
    net: Money.format(line.net, currency),
    ...given({ gross: line.gross === undefined ? undefined : Money.format(line.gross, currency) }),
    ...given({ cost: line.cost === undefined ? undefined : Money.format(line.cost, currency) }),
    source: line.source,
    ...given({ computed: presentComputed(line.computed, currency), explanation: line.explanation }),
    ...given({ trip: line.trip === undefined ? undefined : presentTrip(line.trip) }),
  }
}

function presentComputed(
  computed: PriceLine["computed"],
  currency: Money.Currency,
): LineResource["computed"] {
  if (computed === undefined) return undefined
  return {
    unitPrice: UnitPrice.format(computed.unitPrice, currency),
    net: Money.format(computed.net, currency),
    source: computed.source,
    ...given({ explanation: computed.explanation }),
  }
}

export const presentOrderLine = (line: OrderLine, currency: Money.Currency): OrderLineResource => ({
  ...presentLine(line, currency),
  ...given({ missionId: line.missionId }),
  state: line.state,
})

export const TotalsResource = Schema.Struct({
  net: WrittenDecimal,
  vat: atMost(
    1_000,
    Schema.Struct({
      category: VatRate.VatCategory,
      rate: WrittenDecimal,
      base: WrittenDecimal,
      tax: WrittenDecimal,
    }),
  ),
  tax: WrittenDecimal,
  gross: WrittenDecimal,
  rounding: WrittenDecimal,
  payable: WrittenDecimal,
}).annotate({ identifier: "Totals" })
export type TotalsResource = typeof TotalsResource.Type

export const presentTotals = (totals: Totals, currency: Money.Currency): TotalsResource => {
  const money = (amount: Money.Money) => Money.format(amount, currency)
  return {
    net: money(totals.net),
    vat: totals.vat.map((group) => ({
      category: group.category,
      rate: VatRate.format(group.rate),
      base: money(group.base),
      tax: money(group.tax),
    })),
    tax: money(totals.tax),
    gross: money(totals.gross),
    rounding: money(totals.rounding),
    payable: money(totals.payable),
  }
}
