/** The trip types as the API shows them: what each is for, what it needs, how it can be priced. */
import { needsOf, PricingMode, type TripKinds, TripType, UpTo, VatRate } from "@caleche/core"
import { Schema } from "effect"
import { given, WrittenDecimal } from "./Written.ts"
import { atMost } from "./List.ts"

export const TripTypeList = Schema.Struct({
  items: atMost(
    200,
    Schema.Struct({
      tripType: TripType,
      label: UpTo(200),
      /** When to choose it. */
      situation: UpTo(2_000),
      /** The default first. */
      pricingModes: atMost(50, PricingMode),
      /** Fields of the trip a computed price asks for. */
      needs: atMost(50, UpTo(100)),
      /** What the VAT usually is where the operator's policy says nothing else. */
      vat: Schema.optionalKey(
        Schema.Struct({ rate: WrittenDecimal, category: VatRate.VatCategory, reason: UpTo(2_000) }),
      ),
    }),
  ),
}).annotate({ identifier: "TripTypeList" })

export const presentTripTypes = (kinds: TripKinds): typeof TripTypeList.Type => ({
  items: Object.values(kinds).map((kind) => {
    const { tripType, label, situation, modes, vat } = kind
    return {
      tripType,
      label,
      situation,
      pricingModes: modes,
      needs: ["pickupAt", ...needsOf(kind)],
      ...given({ vat: vat === undefined ? undefined : { ...vat, rate: VatRate.format(vat.rate) } }),
    }
  }),
})
