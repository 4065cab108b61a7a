/**
 * A price rule of one's own: what a trip gives off in carbon dioxide, charged by the tonne.
 *
 * An amount on top of the tariff: so many grams a kilometre, as the vehicle's papers say, at so much a tonne.
 */
import { Exact, rowFields, type RuleKind, UnitPrice } from "@caleche/core"
import { Schema } from "effect"

/** What a price book says of it; `rowFields` are those of every row: its id, its name, whether it is active. */
const Carbon = Schema.Struct({
  kind: Schema.Literal("CARBON"),
  ...rowFields,
  gramsPerKm: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 5_000 })),
  perTonne: UnitPrice.UnitPrice,
})

export const carbon = {
  kind: "CARBON",
  schema: Carbon,
  // Once a version of the book; what it gives back is asked for each trip.
  compile: ({ gramsPerKm, perTonne }) => {
    const perKm = Exact.multiply(Exact.ofUnitPrice(perTonne), Exact.of(gramsPerKm, 1_000_000))
    const stated = Schema.encodeSync(UnitPrice.UnitPrice)(perTonne)
    return ({ km }) =>
      km === undefined
        ? { phase: "missing", fields: ["distanceKm"] }
        : { phase: "amount", amount: Exact.multiply(km, perKm), inputs: { gramsPerKm, perTonne: stated } }
  },
  notMonotone: ({ perTonne }) =>
    perTonne < 0 ? [{ path: ["perTonne"], issue: "takes off the more, the longer the trip" }] : [],
} satisfies RuleKind<typeof Carbon.Type>

declare module "@caleche/core" {
  interface HostRuleKinds {
    CARBON: typeof carbon
  }
}
