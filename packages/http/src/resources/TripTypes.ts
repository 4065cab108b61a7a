/** The trip types as the API shows them: what each is for, what it needs, how it can be priced. */
import { PricingMode, tripKinds, TripType, VatRate } from "@caleche/core"
import { Schema } from "effect"
import { given, WrittenDecimal } from "./Written.ts"

export const TripTypeList = Schema.Struct({
  items: Schema.Array(
    Schema.Struct({
      tripType: TripType,
      label: Schema.String,
      /** When to choose it. */
      situation: Schema.String,
      /** The default first. */
      pricingModes: Schema.Array(PricingMode),
      /** Fields of the trip a computed price asks for. */
      needs: Schema.Array(Schema.String),
      /** What the VAT usually is where the operator's policy says nothing else. */
      vat: Schema.optionalKey(
        Schema.Struct({ rate: WrittenDecimal, category: VatRate.VatCategory, reason: Schema.String }),
      ),
    }),
  ),
}).annotate({ identifier: "TripTypeList" })

export const presentTripTypes = (): typeof TripTypeList.Type => ({
  items: Object.values(tripKinds).map(({ tripType, label, situation, modes, needs, vat }) => ({
    tripType,
    label,
    situation,
    pricingModes: modes,
    needs: ["pickupAt", ...needs],
    ...given({ vat: vat === undefined ? undefined : { ...vat, rate: VatRate.format(vat.rate) } }),
  })),
})
