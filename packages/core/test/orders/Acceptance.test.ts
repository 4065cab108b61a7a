/** What accepting makes, over ports that only remember; what every storage must add is the conformance suites' business. */
import { describe, expect, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { type Actor, CurrentActor } from "../../src/access/Actor.ts"
import { ClientRepository } from "../../src/contacts/ClientRepository.ts"
import type { Communication } from "../../src/contacts/Communication.ts"
import { CommunicationRepository } from "../../src/contacts/CommunicationRepository.ts"
import type { Mission } from "../../src/missions/Mission.ts"
import { OperatorRepository } from "../../src/operators/OperatorRepository.ts"
import { Acceptance } from "../../src/orders/Acceptance.ts"
import type { Order, UnnumberedOrder } from "../../src/orders/Order.ts"
import { OrderRepository } from "../../src/orders/OrderRepository.ts"
import { History, type HistoryEntry } from "../../src/ports/History.ts"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { type Message, Outbox } from "../../src/ports/Outbox.ts"
import { UnitOfWork } from "../../src/ports/UnitOfWork.ts"
import type { Quote } from "../../src/quotes/Quote.ts"
import { QuoteRepository } from "../../src/quotes/QuoteRepository.ts"
import { format, type Series } from "../../src/shared/DocumentNumber.ts"
import { LocalDate } from "../../src/shared/Instant.ts"
import { ids, line, lineId, manager, operator, pickupAt, quote, transport } from "../samples.ts"

/** One quote in a storage that remembers what is written to it. */
const world = (start: Quote, actor: Actor = manager) => {
  const stored: {
    quote: Quote
    order?: Order
    missions: ReadonlyArray<Mission>
    series?: Series
    won: number
  } = { quote: start, missions: [], won: 0 }
  const entries: Array<HistoryEntry> = []
  const messages: Array<Message> = []
  const queued: Array<Communication> = []
  const ports = Layer.mergeAll(
    Layer.succeed(UnitOfWork, UnitOfWork.of({ atomically: (_, body) => body })),
    Layer.mock(OperatorRepository, { get: () => Effect.succeed(operator) }),
    Layer.mock(ClientRepository, { becomeClient: () => Effect.sync(() => stored.won++ === 0) }),
    Layer.mock(CommunicationRepository, {
      insert: (_, more) => Effect.sync(() => void queued.push(...more)),
    }),
    Layer.mock(QuoteRepository, {
      lock: () => Effect.sync(() => stored.quote),
      save: (_, next) => Effect.sync(() => void (stored.quote = next)),
    }),
    Layer.mock(OrderRepository, {
      findByQuote: () => Effect.sync(() => Option.fromNullishOr(stored.order)),
      insert: (_, order: UnnumberedOrder, missions, series) =>
        Effect.sync(() => {
          stored.missions = missions
          stored.series = series
          return (stored.order = { ...order, number: format(series, 1) })
        }),
    }),
    Layer.mock(History, { append: (_, more) => Effect.sync(() => void entries.push(...more)) }),
    Layer.mock(Outbox, { put: (_, more) => Effect.sync(() => void messages.push(...more)) }),
    IdGenerator.layer,
  )
  const accept = (accepting = {}, ifVersion?: number) =>
    Effect.flatMap(Acceptance, (acceptance) => acceptance.accept(ids.quote, accepting, ifVersion)).pipe(
      Effect.provide(Layer.provide(Acceptance.layer, ports)),
      Effect.provideService(CurrentActor, actor),
    )
  return { stored, entries, messages, queued, accept }
}

const at = (text: string) => TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe(text)))
const lines = [
  transport(1),
  line(2, { forLineId: lineId(1) }),
  transport(3, { tripType: "DISPO" }),
  line(4, { kind: "DISCOUNT", unitPrice: "-10.00" }),
  line(5, { kind: "OVERAGE", forLineId: lineId(3) }),
]
const sent = quote({ status: "SENT", version: 2, validUntil: LocalDate.make("2026-12-31") }, lines)

describe("accepting a quote", () => {
  it.effect(
    "F41 F44 F45 makes one order with one mission for each transport line, and none for other lines",
    () => {
      const { stored, accept } = world(sent)
      return Effect.gen(function* () {
        yield* at("2026-11-22T09:00:00Z")
        const { order, quote } = yield* accept()
        expect([quote.status, quote.version, stored.quote]).toEqual(["ACCEPTED", 3, quote])
        expect(
          stored.missions.map(({ lineId, orderId, status, tripType }) => [lineId, orderId, status, tripType]),
        ).toEqual([
          [lineId(1), order.id, "PENDING_ASSIGNMENT", "TRANSFER"],
          [lineId(3), order.id, "PENDING_ASSIGNMENT", "DISPO"],
        ])
        const [first, second] = stored.missions.map(({ id }) => id)
        expect(order.lines.map(({ missionId, state }) => [missionId, state])).toEqual([
          [first, "ACTIVE"],
          [first, "ACTIVE"],
          [second, "ACTIVE"],
          [undefined, "ACTIVE"],
          [second, "ACTIVE"],
        ])
        expect([order.status, order.totals, order.missions]).toEqual([
          "PENDING",
          sent.totals,
          { tripAt: pickupAt, total: 2, assigned: 0 },
        ])
        expect([order.quoteId, order.clientId, order.invoiceStatus, order.version]).toEqual([
          sent.id,
          sent.clientId,
          "NONE",
          1,
        ])
      })
    },
  )

  it.effect("F60 leaves a trail of everything it made, and tells the client once", () => {
    const { entries, messages, queued, accept } = world(sent)
    return Effect.gen(function* () {
      yield* at("2026-11-22T09:00:00Z")
      const { order } = yield* accept()
      expect(entries.map(({ action }) => action)).toEqual([
        "QuoteAccepted",
        "OrderCreated",
        "MissionCreated",
        "MissionCreated",
        "ClientWon",
      ])
      expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([manager]))
      expect(messages.map(({ content }) => content)).toEqual([
        { _tag: "OrderConfirmed", orderId: order.id, quoteId: ids.quote },
      ])
      expect(queued).toEqual([
        {
          id: messages[0]!.id,
          clientId: ids.client,
          quoteId: ids.quote,
          orderId: order.id,
          kind: "BOOKING_PROOF",
          channel: "EMAIL",
          status: "QUEUED",
          at: order.createdAt,
        },
      ])
    })
  })

  it.effect(
    "again answers the same order and writes nothing, whatever version one saw and however late",
    () => {
      const { stored, entries, messages, accept } = world(sent)
      return Effect.gen(function* () {
        yield* at("2026-11-22T09:00:00Z")
        const first = yield* accept()
        const before = [stored.quote, stored.order, entries.length, messages.length]
        yield* at("2030-01-01T00:00:00Z")
        const again = yield* accept({}, 1)
        expect([again.order, again.quote]).toEqual([first.order, first.quote])
        expect([stored.quote, stored.order, entries.length, messages.length]).toEqual(before)
      })
    },
  )

  it.effect(
    "S62 past its last day in the operator's zone moves it to EXPIRED, and that is kept though the call fails",
    () => {
      const { stored, entries, accept } = world(
        quote({ ...sent, validUntil: LocalDate.make("2026-11-22") }, lines),
      )
      return Effect.gen(function* () {
        yield* at("2026-11-22T23:00:00Z") // midnight in Paris
        expect(yield* Effect.flip(accept())).toMatchObject({ _tag: "QuoteExpired", validUntil: "2026-11-22" })
        expect([stored.quote.status, stored.order, entries.map(({ action }) => action)]).toEqual([
          "EXPIRED",
          undefined,
          ["QuoteExpired"],
        ])
        expect((yield* Effect.flip(accept()))._tag).toBe("IllegalTransition")
      })
    },
  )

  it.effect("S62 in the last second of its last day succeeds", () => {
    const { accept } = world(quote({ ...sent, validUntil: LocalDate.make("2026-11-22") }, lines))
    return Effect.gen(function* () {
      yield* at("2026-11-22T22:59:59Z")
      expect((yield* accept()).quote.status).toBe("ACCEPTED")
    })
  })

  it.effect("F46 S59 numbers the order in the year it is in the operator's zone", () => {
    const { stored, accept } = world(sent)
    return Effect.gen(function* () {
      yield* at("2026-12-31T23:30:00Z") // half past midnight in Paris
      stored.quote = { ...sent, validUntil: LocalDate.make("2027-01-31") }
      expect((yield* accept()).order.number).toBe("CMD-2027-00001")
      expect(stored.series).toEqual({ kind: "ORDER", prefix: "CMD", year: 2027 })
    })
  })

  it.effect("StaleVersion: who saw an older version than the stored one is told so", () => {
    const { stored, accept } = world(sent)
    return Effect.gen(function* () {
      yield* at("2026-11-22T09:00:00Z")
      expect(yield* Effect.flip(accept({}, 1))).toMatchObject({
        _tag: "StaleVersion",
        expected: 1,
        actual: 2,
      })
      expect(stored.quote).toBe(sent)
      expect((yield* accept({}, 2)).quote.version).toBe(3)
    })
  })

  it.effect(
    "F42 through the quote's link is recorded as that, through staff as theirs unless they say otherwise",
    () =>
      Effect.gen(function* () {
        yield* at("2026-11-22T09:00:00Z")
        const link: Actor = { _tag: "QuoteLink", operatorId: ids.operator, id: ids.quote }
        expect((yield* world(sent, link).accept({ name: "Jeanne" })).quote.acceptance).toMatchObject({
          channel: "LINK",
          name: "Jeanne",
        })
        expect((yield* world(sent).accept()).quote.acceptance?.channel).toBe("OPERATOR")
        expect((yield* world(sent).accept({ channel: "PHONE" })).quote.acceptance?.channel).toBe("PHONE")
      }),
  )

  it.effect("Forbidden: a driver accepts no quote", () => {
    const { stored, accept } = world(sent, { _tag: "Driver", operatorId: ids.operator, id: ids.driver })
    return Effect.gen(function* () {
      expect(yield* Effect.flip(accept())).toMatchObject({
        _tag: "Forbidden",
        action: "quote.accept",
        role: "DRIVER",
      })
      expect(stored.quote).toBe(sent)
    })
  })

  it.effect("a client already won is not won again", () => {
    const { stored, entries, accept } = world(sent)
    stored.won = 1
    return Effect.gen(function* () {
      yield* at("2026-11-22T09:00:00Z")
      yield* accept()
      expect(entries.map(({ action }) => action)).not.toContain("ClientWon")
    })
  })
})
