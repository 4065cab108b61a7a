/** The choices a price book makes once for all of its rows. */
import { Schema } from "effect"
import { WrittenDate } from "../../shared/Instant.ts"
import { Line } from "../../shared/Text.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { Allowance, CreditUnused } from "../Terms.ts"
import { Fallback, Minutes } from "../Trip.ts"
import { Share } from "./Factor.ts"
import { RowId } from "./Row.ts"
import { VatRule } from "./VatRule.ts"
import { ZoneFactors, ZoneStrategy } from "./Zone.ts"

const WholeMinutes = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 86_400 }))

/** How actuals become corrections. */
export const CorrectionSettings = Schema.Struct({
  graceMinutes: WholeMinutes,
  creditUnused: CreditUnused,
  allowance: Allowance,
  wholeKm: Schema.Boolean,
})

/** Waiting of a transfer: free minutes, then so much a started block. */
export const Waiting = Schema.Struct({
  freeMinutes: WholeMinutes,
  /** Other free minutes in some zones, from the landing where it is known; the first that fits. */
  free: Schema.Array(
    Schema.Struct({
      zoneIds: Schema.Array(RowId).check(Schema.isMaxLength(1_000)),
      freeMinutes: WholeMinutes,
      fromLanding: Schema.Boolean,
    }),
  ).check(Schema.isMaxLength(200)),
  blockMinutes: Minutes,
  perBlock: UnitPrice,
  clock: Schema.Literals(["BOOKED", "LATER_OF_BOOKED_AND_ARRIVAL"]),
})
export type Waiting = typeof Waiting.Type

/** What a cancellation costs by its notice: the tier with the longest `fromMinutes` that is not above the notice. */
export const CancellationSettings = Schema.Struct({
  tiers: Schema.Array(Schema.Struct({ fromMinutes: WholeMinutes, share: Share })).check(
    Schema.isMaxLength(100),
  ),
  noShow: Share,
  /** AS_SERVICE: each VAT group gives a line at its rate. OUTSIDE_SCOPE: one line without VAT. */
  vat: Schema.Literals(["AS_SERVICE", "OUTSIDE_SCOPE"]),
})
export type CancellationSettings = typeof CancellationSettings.Type

export const Settings = Schema.Struct({
  zoneStrategy: ZoneStrategy,
  zoneFactors: ZoneFactors,
  /** What happens to a transfer that no row of the grid covers. */
  fallback: Fallback,
  /** Minutes in which booked time of a hire is billed. */
  incrementMinutes: Minutes,
  corrections: CorrectionSettings,
  waiting: Schema.optionalKey(Waiting),
  cancellation: Schema.optionalKey(CancellationSettings),
  vat: Schema.Array(VatRule).check(Schema.isMaxLength(200)),
  /** The operator is exempt from VAT (in France, article 293 B of the CGI): no VAT, and this mention on every line. */
  vatExemption: Schema.optionalKey(Line()),
  /** Public holidays by country, `{ "FR": ["2026-05-01", …] }`, for rules that ask for them. */
  holidays: Schema.Record(Schema.String, Schema.Array(WrittenDate).check(Schema.isMaxLength(1_000))),
})
export type Settings = typeof Settings.Type
