/** What a trip asks for, and another asked for in its place. */
import {
  Acceptance,
  Clients,
  HireRate,
  Money,
  OrderRepository,
  PriceBooks,
  type Quote,
  QuotePrices,
  QuoteRepository,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, sentQuote } from "./thread.ts"

const rate = (vehicleCategory: string, perHour: string) =>
  Schema.decodeUnknownSync(HireRate)({
    id: `dispo-${vehicleCategory}`,
    name: `Dispo ${vehicleCategory}`,
    tripType: "DISPO",
    method: "HOURLY",
    vehicleCategory,
    perHour,
    minimumMinutes: 60,
    incrementMinutes: 30,
  })

const asked = {
  kind: "TRANSPORT",
  tripType: "DISPO",
  pricingMode: "DYNAMIC",
  trip: { pickupAt: "2026-12-01T06:30:00+01:00", durationMinutes: 120, vehicleCategory: "BERLINE" },
}
const netsOf = ({ lines }: Pick<Quote, "lines">) =>
  lines.map(({ kind, net }) => `${kind} ${Money.format(net, "EUR")}`)

export const trips: Suite<StoragePorts> = [
  {
    name: "another trip for a draft's line replaces what was computed for the old one, and nothing else",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const books = yield* PriceBooks
        const rates = [rate("BERLINE", "60.00"), rate("VAN", "75.00")]
        yield* books.replace({ ...(yield* books.get()), rates })
        const client = yield* (yield* Clients).create(inputs.privateClient())
        const fee = { kind: "FEE", description: "Guide", unitPrice: "10.00", vatRate: "0.20" }
        const draft = yield* (yield* Quotes).create(inputs.quote(client.id, [asked, fee]))
        expectEqual(netsOf(draft), ["TRANSPORT 120.00", "FEE 10.00"], "as it was asked for")
        const changed = yield* (yield* QuotePrices).setTrip(draft.id, {
          tripType: "DISPO",
          lineId: draft.lines[0]!.id, // as drafted above
          trip: { vehicleCategory: "VAN" },
        })
        expectEqual(netsOf(changed), ["TRANSPORT 150.00", "FEE 10.00"], "as it is asked for now")
        expectEqual(yield* (yield* QuoteRepository).get(operator.id, draft.id), changed, "as it is kept")
      }),
    ),
  },
  {
    name: "what only its type knows of a trip comes back as it was entered, on the quote and on the order",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const details = { guide: "Zoé à l’Étoile", stops: [{ at: 1.5, paid: true }, null], "": {} }
        const { pickupAt } = asked.trip
        const quote = yield* sentQuote([inputs.transport(pickupAt, { trip: { pickupAt, details } })])
        const kept = yield* (yield* QuoteRepository).get(operator.id, quote.id)
        expectEqual(kept.lines[0]?.trip?.details, details, "on the quote")
        const { order } = yield* (yield* Acceptance).accept(quote.id, {})
        const { lines } = yield* (yield* OrderRepository).get(operator.id, order.id)
        expectEqual(lines[0]?.trip?.details, details, "on the order")
      }),
    ),
  },
]
