/**
 * Trips of the demonstration book priced by the built core, as an embedder would: the same module is run in every runtime
 * and bundled for the browser.
 */
import { Effect, Layer, Schema } from "effect"
import * as Core from "../../../packages/core/dist/index.js"

/** What is handed to a runtime, as JSON. */
export interface Question {
  readonly book: unknown
  readonly timeZone: string
  readonly at: string
  readonly trips: ReadonlyArray<unknown>
}

const Asked = Schema.Struct({
  tripType: Core.TripType,
  pricingMode: Core.PricingMode,
  trip: Core.TripRequest,
})

/** Of each trip the net of each line, and the parts that it adds up from. */
export const priced = ({ at, book, timeZone, trips }: Question): ReadonlyArray<ReadonlyArray<string>> => {
  const data = Schema.decodeUnknownSync(Core.PriceBook)(book)
  const compiled = Core.compileBook(data, timeZone)
  const books = Layer.succeed(
    Core.CompiledBooks,
    Core.CompiledBooks.of({ current: () => Effect.succeed(compiled), at: () => Effect.succeed(compiled) }),
  )
  const operator = Schema.decodeUnknownSync(Core.Operator)({
    ...Schema.encodeSync(Core.Operator)(
      Core.makeOperator({
        id: Core.OperatorId.make("01890000-0000-7000-8000-000000000001"),
        name: data.name,
      }),
    ),
    timeZone,
    currency: data.currency,
  })
  const now = Schema.decodeUnknownSync(Core.Instant)(at)
  return trips.map((asked) => {
    const found = Effect.runSync(
      Core.Pricing.use((pricing) =>
        pricing.price(operator, {}, Schema.decodeUnknownSync(Asked)(asked), now),
      ).pipe(Effect.provide(Layer.provide(Core.Pricing.layer, books))),
    )
    return found.lines.map(({ explanation, net }) =>
      [
        Core.Money.format(net, operator.currency),
        ...(explanation?.parts ?? []).map(({ amount, kind }) => `${kind} ${amount}`),
      ].join(", "),
    )
  })
}
