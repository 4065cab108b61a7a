/** What a trip costs in the end: corrections from what it took, and fees for one given up, by the operator's price book. */
import {
  Acceptance,
  Cancellation,
  Corrections,
  Dispatch,
  HireRate,
  MissionRepository,
  Money,
  OrderRepository,
  PriceBook,
  PriceBooks,
  Quantity,
  type StoragePorts,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, onBoard, sentQuote } from "./thread.ts"

const dispo = Schema.decodeUnknownSync(HireRate)({
  id: "dispo-berline",
  name: "Dispo BERLINE",
  tripType: "DISPO",
  method: "HOURLY",
  vehicleCategory: "BERLINE",
  perHour: "60.00",
  minimumMinutes: 240,
  incrementMinutes: 30,
  includedKm: { perHour: "25" },
  overagePerKm: "1.80",
})
const settingsOf = Schema.decodeUnknownSync(PriceBook.fields.settings.fields.cancellation.schema)
const km = Schema.decodeUnknownSync(Quantity.Quantity)

/** An order of a hire by time of 4 hours, priced by the book. */
const hired = Effect.fnUntraced(function* (operator: Parameters<Parameters<typeof asManager>[0]>[0]) {
  const books = yield* PriceBooks
  const book = yield* books.get()
  const cancellation = settingsOf({
    tiers: [{ fromMinutes: 0, share: "0.50" }],
    noShow: "1.00",
    vat: "AS_SERVICE",
  })
  yield* books.replace({ ...book, settings: { ...book.settings, cancellation }, rates: [dispo] })
  const quote = yield* sentQuote([
    {
      kind: "TRANSPORT",
      tripType: "DISPO",
      pricingMode: "DYNAMIC",
      trip: { pickupAt: "2026-12-01T06:30:00+01:00", durationMinutes: 240, vehicleCategory: "BERLINE" },
    },
  ])
  const { order } = yield* (yield* Acceptance).accept(quote.id, {})
  const [mission] = yield* (yield* MissionRepository).ofOrder(operator.id, order.id)
  const lines = Effect.gen(function* () {
    const found = yield* (yield* OrderRepository).get(operator.id, order.id)
    return found.lines.map(({ code, id, kind, net, state }) => ({
      id,
      said: [kind, code ?? "", Money.format(net, "EUR"), state],
    }))
  })
  return { missionId: mission!.id, lines } // an accepted quote has a mission
})

export const billing: Suite<StoragePorts> = [
  {
    name: "F80 actuals correct the order on the quote's terms; another entry replaces the corrections that change",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { lines, missionId } = yield* hired(operator)
        yield* onBoard(missionId)
        yield* (yield* Dispatch).complete(missionId, { actuals: { minutes: 320, km: km("131") } })
        const first = yield* lines
        expectEqual(
          first.map(({ said }) => said),
          [
            ["TRANSPORT", "", "240.00", "ACTIVE"],
            ["CORRECTION", "TIME", "90.00", "ACTIVE"],
            ["CORRECTION", "DISTANCE", "55.80", "ACTIVE"],
          ],
          "5 h 20 and 131 km of a hire of 4 h with 100 km",
        )
        yield* (yield* Corrections).recordActuals(missionId, { minutes: 320, km: km("111") })
        const second = yield* lines
        expectEqual(
          second.map(({ said }) => [said[2], said[3]]),
          [
            ["240.00", "ACTIVE"],
            ["90.00", "ACTIVE"],
            ["55.80", "VOID"],
            ["19.80", "ACTIVE"],
          ],
          "111 km after all",
        )
        expectEqual(second[1]?.id, first[1]?.id, "the same time is the same line")
        yield* (yield* Corrections).recordActuals(missionId, { minutes: 240, km: km("100") })
        expectEqual(
          (yield* lines).filter(({ said }) => said[3] === "ACTIVE").map(({ said }) => said[2]),
          ["240.00"],
          "as quoted",
        )
      }),
    ),
  },
  {
    name: "F93 a trip the client gives up owes what the price book says, once a manager confirms it",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { lines, missionId } = yield* hired(operator)
        yield* (yield* Cancellation).cancelMission(missionId, { by: "CLIENT", reason: "Ill" })
        expectEqual(
          (yield* lines).map(({ said }) => said),
          [
            ["TRANSPORT", "", "240.00", "VOID"],
            ["CANCELLATION", "", "120.00", "PENDING"],
          ],
          "half of it",
        )
      }),
    ),
  },
]
