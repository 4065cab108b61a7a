import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { layerBookPolicies } from "../../src/orders/bookPolicies.ts"
import { makeBillActuals } from "../../src/orders/billActuals.ts"
import { CancellationPolicy, type Chargeable } from "../../src/orders/CancellationPolicy.ts"
import type { Order, OrderLine } from "../../src/orders/Order.ts"
import { WaitingPolicy } from "../../src/orders/WaitingPolicy.ts"
import { History } from "../../src/ports/History.ts"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { compileBook } from "../../src/pricing/compileBook.ts"
import { CompiledBooks } from "../../src/pricing/CompiledBooks.ts"
import { emptyBook, PriceBook } from "../../src/pricing/PriceBook.ts"
import { ids, lineId, minutesAfter, mission, operator, transport } from "../samples.ts"

const settings = {
  ...Schema.encodeUnknownSync(PriceBook)(emptyBook("EUR")).settings,
  waiting: {
    freeMinutes: 15,
    free: [{ zoneIds: ["airport"], freeMinutes: 60, fromLanding: true }],
    blockMinutes: 15,
    perBlock: "12.50",
    clock: "BOOKED",
  },
  cancellation: { tiers: [{ fromMinutes: 0, share: "0.50" }], noShow: "1.00", vat: "AS_SERVICE" },
}
const airport = {
  id: "airport",
  name: "Airport",
  shape: { type: "RADIUS", centre: [2.5479, 49.0097], radiusKm: 5 },
}
const book = (more: object) =>
  Schema.decodeUnknownSync(PriceBook)({
    ...Schema.encodeUnknownSync(PriceBook)(emptyBook("EUR")),
    version: 4,
    ...more,
  })
const booksOf = (of: PriceBook) =>
  Layer.sync(CompiledBooks, () => {
    const compiled = compileBook(of, operator.timeZone)
    return CompiledBooks.of({
      current: () => Effect.succeed(compiled),
      at: () => Effect.succeed(compiled),
    })
  })
const noHistory = Layer.succeed(History, {
  append: () => Effect.void,
  list: () => Effect.succeed({ items: [], nextCursor: null }),
})
const counted = Layer.sync(IdGenerator, () => {
  let n = 50
  return IdGenerator.of({ next: Effect.sync(() => lineId(n++)) })
})
const policies = (of: PriceBook) => Layer.provide(layerBookPolicies, Layer.merge(booksOf(of), noHistory))

const own: OrderLine = { ...transport(1), missionId: ids.mission, state: "ACTIVE" }
/** What is read of an order. */
const order = { id: ids.order, currency: "EUR", lines: [own] } as unknown as Order
const booked = mission().pickupAt
const ridden = (after: number) =>
  mission("COMPLETED", {
    steps: [{ step: "ON_BOARD", at: minutesAfter(booked, after), recordedAt: booked, skipped: false }],
  })
const decisionOn = (state: ReturnType<typeof mission>) => ({ state, facts: [], messages: [] })

describe("what a performed mission makes of its order", () => {
  it.effect(
    "is saved with the mission's own change, with ids of its own and a fact that names what was added",
    () =>
      Effect.gen(function* () {
        const { billed } = yield* makeBillActuals
        const decided = yield* billed({ operator, order }, decisionOn(ridden(31)))
        expect(decided?.ofOrder?.order.lines.map(({ code, id, state }) => [code, id, state])).toEqual([
          [undefined, own.id, "ACTIVE"],
          ["WAITING", lineId(50), "PENDING"],
        ])
        expect(decided?.ofOrder?.facts).toMatchObject([
          {
            aggregate: "ORDER",
            id: ids.order,
            action: "OrderCorrected",
            data: {
              missionId: ids.mission,
              added: [{ code: "WAITING", lineId: lineId(50), net: 2_500 }],
              voided: [],
            },
          },
        ])
      }).pipe(Effect.provide(Layer.merge(counted, policies(book({ settings }))))),
  )

  it.effect(
    "is nothing when nobody waited, when the mission goes on, and when the command changed nothing",
    () =>
      Effect.gen(function* () {
        const { billed } = yield* makeBillActuals
        const same = decisionOn(ridden(10))
        expect(yield* billed({ operator, order }, same)).toEqual(same)
        const going = decisionOn(mission("IN_PROGRESS.ON_BOARD"))
        expect(yield* billed({ operator, order }, going)).toEqual(going)
        expect(yield* billed({ operator, order }, undefined)).toBeUndefined()
      }).pipe(Effect.provide(Layer.merge(counted, policies(book({ settings }))))),
  )

  it.effect("takes back the fee of a wait that was none", () =>
    Effect.gen(function* () {
      const { billed } = yield* makeBillActuals
      const waited = yield* billed({ operator, order }, decisionOn(ridden(31)))
      const again = yield* billed({ operator, order: waited!.ofOrder!.order }, decisionOn(ridden(10)))
      expect(again?.ofOrder?.order.lines.map(({ state }) => state)).toEqual(["ACTIVE", "VOID"])
      expect(again?.ofOrder?.facts[0]?.data).toMatchObject({
        added: [],
        voided: [{ code: "WAITING", net: 2_500 }],
      })
    }).pipe(Effect.provide(Layer.merge(counted, policies(book({ settings }))))),
  )
})

describe("the policies of the price book in force", () => {
  const ended: Chargeable = {
    operator,
    order,
    mission: mission("ASSIGNED"),
    lines: [own],
    why: "CANCELLED",
    by: "CLIENT",
    at: booked,
  }
  const asked = Effect.gen(function* () {
    const { feesFor } = yield* CancellationPolicy
    const { termsFor } = yield* WaitingPolicy
    const pickup = { label: "CDG T1", latitude: 49.0142, longitude: 2.5419 }
    const fees = yield* feesFor(ended)
    const waiting = yield* termsFor(operator, mission("COMPLETED", { pickup }))
    const elsewhere = yield* termsFor(operator, mission("COMPLETED"))
    const hire = yield* termsFor(operator, mission("COMPLETED", { pickup }, "DISPO"))
    return { fees: fees.map(({ net }) => net), waiting, elsewhere, hire }
  })

  it.effect("say what is owed, and in which zones the pickup lies", () =>
    Effect.gen(function* () {
      const { elsewhere, fees, hire, waiting } = yield* asked
      expect(fees).toEqual([4_250]) // half of 85.00
      expect([waiting?.bookVersion, waiting?.liesIn("airport"), waiting?.liesIn("other")]).toEqual([
        4,
        true,
        false,
      ])
      expect([elsewhere?.liesIn("airport"), hire]).toEqual([false, undefined])
    }).pipe(Effect.provide(policies(book({ settings, zones: [airport] })))),
  )

  it.effect("charge nothing where the book says nothing", () =>
    Effect.gen(function* () {
      expect(yield* asked).toEqual({ fees: [], waiting: undefined, elsewhere: undefined, hire: undefined })
    }).pipe(Effect.provide(policies(book({})))),
  )

  it.effect("give way to those of the host", () =>
    Effect.gen(function* () {
      expect(yield* asked).toEqual({ fees: [], waiting: undefined, elsewhere: undefined, hire: undefined })
    }).pipe(
      Effect.provide(
        Layer.provide(policies(book({ settings })), [
          Layer.succeed(CancellationPolicy, { feesFor: () => Effect.succeed([]) }),
          Layer.succeed(WaitingPolicy, { termsFor: () => Effect.undefined }),
        ]),
      ),
    ),
  )
})
