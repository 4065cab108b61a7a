/** What happens by itself: quotes expire when their day is over, and what was delivered long ago is thrown away. */
import {
  Housekeeping,
  IdGenerator,
  type Lease,
  LocalDate,
  MessageId,
  type OpenUntil,
  Outbox,
  QuoteExpiry,
  QuoteId,
  QuoteRepository,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Layer } from "effect"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { built, freshUuid, turnableClock } from "../World.ts"
import { asManager, sentQuote } from "./thread.ts"

const at = (instant: string) => turnableClock(DateTime.toEpochMillis(DateTime.makeUnsafe(instant)))
const longAgo = DateTime.makeUnsafe("1980-01-01T00:00:00Z")

const until = (day: string) => ({ channel: "MANUAL" as const, validUntil: LocalDate.make(day) })
const expiry = Layer.provide(QuoteExpiry.layer, IdGenerator.layer)

export const housekeeping: Suite<StoragePorts> = [
  ...(
    [
      ["Pacific/Auckland", "2031-02-10T10:59:59Z", "2031-02-10T11:00:00Z"],
      ["America/Los_Angeles", "2031-02-11T07:59:59Z", "2031-02-11T08:00:00Z"],
    ] as const
  ).map(([timeZone, before, after]) => ({
    name: `a sent quote expires by itself when its last day is over in ${timeZone}, once; others stay`,
    run: asManager(
      () =>
        Effect.gen(function* () {
          const quotes = yield* Quotes
          const sending = at("2031-02-01T00:00:00Z")
          const send = (validUntil: string) =>
            sending.provide(
              Effect.gen(function* () {
                const { id } = yield* sentQuote()
                return (yield* quotes.resend(id, until(validUntil))).id
              }),
            )
          const [open, answered, later] = [
            yield* send("2031-02-10"),
            yield* send("2031-02-10"),
            yield* send("2031-02-11"),
          ]
          yield* sending.provide(quotes.decline(answered, { reason: "no" }))
          const { sweep } = yield* QuoteExpiry
          const statuses = Effect.forEach([open, answered, later], (id) =>
            Effect.map(quotes.get(id), ({ status }) => status),
          )
          yield* at(before).provide(sweep)
          expectEqual(yield* statuses, ["SENT", "DECLINED", "SENT"], "to the end of the day")
          yield* Effect.all([at(after).provide(sweep), at(after).provide(sweep)], { concurrency: 2 })
          expectEqual(yield* statuses, ["EXPIRED", "DECLINED", "SENT"], "and then")
          const { items } = yield* (yield* Views).quoteHistory(open, { limit: 50 })
          expectEqual(
            items.filter(({ action }) => action === "QuoteExpired").map(({ actor }) => actor._tag),
            ["System"],
            "once, by the system",
          )
        }).pipe(Effect.provide(expiry)),
      { timeZone },
    ),
  })),
  {
    name: "quotes that are open until a day are found by it, a page at a time",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const quotes = yield* Quotes
        const days = ["1999-03-03", "1999-03-01", "1999-03-02", "1999-03-01"]
        const early = at("1999-02-01T00:00:00Z")
        const sent = yield* Effect.forEach(days, (day) =>
          early.provide(
            Effect.gen(function* () {
              const { id } = yield* sentQuote()
              yield* quotes.resend(id, until(day))
              return { id, day }
            }),
          ),
        )
        const expected = sent
          .toSorted((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))
          .filter(({ day }) => day < "1999-03-03")
          .map(({ id }) => id)
        const repository = yield* QuoteRepository
        const found: Array<string> = []
        let after: OpenUntil | undefined
        for (;;) {
          const page = yield* repository.openUntil(LocalDate.make("1999-03-02"), after, 2)
          found.push(...page.filter(({ operatorId }) => operatorId === operator.id).map(({ id }) => id))
          after = page.at(-1)
          if (after === undefined) break
        }
        expectEqual(found, expected, "by day, then by id")
        yield* Effect.forEach(sent, ({ id }) => early.provide(quotes.cancel(id, { reason: "over" })))
      }),
    ),
  },
  {
    name: "delivered messages are thrown away after a while, in batches; those given up and those that wait are kept",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const outbox = yield* Outbox
        const { atomically } = yield* UnitOfWork
        const ids = Array.from({ length: 7 }, () => MessageId.make(freshUuid()))
        yield* atomically(
          operator.id,
          outbox.put(
            operator.id,
            ids.map((id) => ({
              id,
              content: { _tag: "QuoteSent" as const, quoteId: QuoteId.make(freshUuid()) },
            })),
            longAgo,
          ),
        )
        const claimedBy = freshUuid()
        const leaseEnd = DateTime.add(longAgo, { minutes: 1 })
        const claimed = yield* outbox.claim({ claimedBy, limit: 7, now: longAgo, until: leaseEnd })
        expectEqual(claimed.length, 7, "all of them")
        const lease = (n: number): Lease => ({ operatorId: operator.id, id: ids[n]!, claimedBy, attempt: 1 })
        const sent = { to: "j@example.org", subject: "Quote" }
        for (const n of [0, 1, 2, 3]) yield* outbox.settle(lease(n), longAgo, sent)
        yield* outbox.settle(lease(4), DateTime.add(longAgo, { days: 20 }), sent)
        yield* outbox.bury(lease(5), longAgo, "no such address")
        yield* outbox.postpone(lease(6), DateTime.makeUnsafe("2100-01-01T00:00:00Z"), "later")
        const waiting = yield* outbox.backlog
        const purge = Effect.gen(function* () {
          const context = yield* built(
            Housekeeping.layer({ messagesKeptFor: "10 days", batch: 3 }).pipe(Layer.provide(expiry)),
          )
          return yield* Effect.provide(
            Housekeeping.use(({ once }) => once),
            context,
          )
        }).pipe(Effect.scoped)
        expectEqual((yield* at("1980-01-11T00:00:00Z").provide(purge)).messages, 0, "not yet")
        expectEqual(
          (yield* at("1980-01-11T00:00:01Z").provide(purge)).messages,
          4,
          "four of them, in two batches",
        )
        expectEqual((yield* at("1980-01-31T00:00:01Z").provide(purge)).messages, 1, "the last one")
        expectEqual(yield* outbox.backlog, waiting, "what waits is kept")
        expectTrue(
          (yield* outbox.settle({ ...lease(0) }, longAgo, sent)) === false,
          "what is gone cannot be settled again",
        )
      }),
    ),
  },
]
