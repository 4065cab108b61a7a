/** What a quote would come to. */
import { Money, PriceBasis, type Preview, PricingWarning } from "@caleche/core"
import { Schema } from "effect"
import { LineResource, presentLine, presentTotals, TotalsResource } from "./Line.ts"
import { given } from "./Written.ts"
import { atMost } from "./List.ts"

export const PreviewResource = Schema.Struct({
  currency: Money.Currency,
  priceBasis: PriceBasis,
  lines: atMost(1_000, LineResource),
  totals: TotalsResource,
  warnings: atMost(10_000, PricingWarning),
  priceBookVersion: Schema.optionalKey(Schema.Int),
}).annotate({ identifier: "PricePreview" })
export type PreviewResource = typeof PreviewResource.Type

export const presentPreview = (preview: Preview): PreviewResource => ({
  currency: preview.currency,
  priceBasis: preview.priceBasis,
  lines: preview.lines.map((line) => presentLine(line, preview.currency)),
  totals: presentTotals(preview.totals, preview.currency),
  warnings: preview.warnings,
  ...given({ priceBookVersion: preview.priceBookVersion }),
})
