/** A cancellation policy for tests: half of the mission's first line, at its VAT; nothing where it had no price. */
import { CancellationPolicy, Quantity, UnitPrice } from "@caleche/core"
import { Effect, Layer } from "effect"

export const halfTheFirstLine: Layer.Layer<never> = Layer.succeed(CancellationPolicy, {
  feesFor: ({ lines: [first], order }) => {
    if (first === undefined) return Effect.succeed([])
    const quantity = Quantity.Quantity.make(500)
    const { description, unit, unitPrice, vat, source } = first
    const net = UnitPrice.times(quantity, unitPrice, order.currency)
    return Effect.succeed([{ description, quantity, unit, unitPrice, vat, net, source }])
  },
})
