/** What is agreed about amounts is kept with the quote and goes over into its order. */
import {
  Acceptance,
  Cancellation,
  type NewQuote,
  OrderRepository,
  QuoteRepository,
  Quotes,
  Clients,
  type StoragePorts,
} from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager } from "./thread.ts"

/** A sent quote, its order, and both as they were stored. */
const sold = (more: Partial<NewQuote>, lines: ReadonlyArray<Record<string, unknown>>) =>
  asManager((operator) =>
    Effect.gen(function* () {
      const client = yield* (yield* Clients).create(inputs.privateClient())
      const quotes = yield* Quotes
      const draft = yield* quotes.create({ ...inputs.quote(client.id, lines), ...more })
      expectEqual(
        yield* (yield* QuoteRepository).get(operator.id, draft.id),
        draft,
        "the draft reads as written",
      )
      yield* quotes.send(draft.id, { channel: "MANUAL" })
      const { order, quote } = yield* (yield* Acceptance).accept(draft.id, {})
      expectEqual(
        yield* (yield* OrderRepository).get(operator.id, order.id),
        order,
        "the order reads as written",
      )
      return { quote, order }
    }),
  )

export const amounts: Suite<StoragePorts> = [
  {
    name: "prices that include VAT stay as agreed, on the quote and on its order",
    run: Effect.gen(function* () {
      const { quote, order } = yield* sold({ priceBasis: "INCL_VAT" }, [
        inputs.transport("2026-12-01T06:30:00+01:00", { unitPrice: "50.10" }),
        { kind: "FEE", description: "Accueil", unitPrice: "12.00", vatRate: "0.20" },
      ])
      const { payable, rounding } = quote.totals
      expectEqual([payable, rounding], [6210, -1], "what is paid is what was agreed")
      expectEqual([order.priceBasis, order.totals], ["INCL_VAT", quote.totals], "the order owes the same")
      expectEqual(
        order.lines.map(({ gross, net }) => [gross, net]),
        [
          [5010, 4555],
          [1200, 1000],
        ],
        "each line keeps what was agreed for it",
      )
    }),
  },
  {
    name: "what was granted off a price is kept, and taken off anew when a mission is given up",
    run: Effect.gen(function* () {
      const granted = inputs.discount({ name: "Fidélité", share: "0.10" })
      yield* asManager((operator) =>
        Effect.gen(function* () {
          const client = yield* (yield* Clients).create(inputs.privateClient())
          const quotes = yield* Quotes
          const lines = [
            inputs.transport("2026-12-01T06:30:00+01:00", { unitPrice: "90.00" }),
            inputs.transport("2026-12-02T06:30:00+01:00", { unitPrice: "40.00" }),
          ]
          const { id } = yield* quotes.create(inputs.quote(client.id, lines))
          const drafted = yield* quotes.addDiscount(id, granted)
          expectEqual(yield* (yield* QuoteRepository).get(operator.id, id), drafted, "reads as written")
          expectEqual([drafted.totals.net, drafted.discounts?.length], [11_700, 1], "ten percent are off")
          yield* quotes.send(id, { channel: "MANUAL" })
          const { order } = yield* (yield* Acceptance).accept(id, {})
          const missionId = order.lines[1]!.missionId! // a transport line has one
          const cancelling = { by: "OPERATOR", reason: "panne" } as const
          yield* (yield* Cancellation).cancelMission(missionId, cancelling)
          const left = yield* (yield* OrderRepository).get(operator.id, order.id)
          expectEqual([left.totals.net, left.discounts], [8_100, drafted.discounts], "of what is left")
        }),
      )
    }),
  },
]
