/** Messages are handed to one relay at a time; repeated requests get the first answer. */
import {
  Idempotency,
  IdempotencyKeyReused,
  type Lease,
  type Message,
  MessageId,
  Outbox,
  QuoteId,
  type StoragePorts,
  UnitOfWork,
} from "@caleche/core"
import { DateTime, Effect, Exit } from "effect"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { freshUuid } from "../World.ts"
import { asManager } from "./thread.ts"

/** Long ago, so that these are claimed before whatever else waits in a shared storage. */
const longAgo = DateTime.makeUnsafe("1990-01-01T00:00:00Z")
const minutes = (n: number) => DateTime.add(longAgo, { minutes: n })
const newMessage = (): Message => ({
  id: MessageId.make(freshUuid()),
  content: { _tag: "QuoteSent", quoteId: QuoteId.make(freshUuid()) },
})
/** Of messages that are no communication: there is nothing to note it on. */
const sent = { to: "somebody@example.org", subject: "A mail" }

export const delivery: Suite<StoragePorts> = [
  {
    name: "a message is in one relay's hands until its lease ends, and then in another's",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const outbox = yield* Outbox
        const { atomically } = yield* UnitOfWork
        const message: Message = {
          ...newMessage(),
          traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        }
        yield* atomically(operator.id, outbox.put(operator.id, [message], longAgo))
        const claim = (claimedBy: string, from: number) =>
          Effect.map(
            outbox.claim({ claimedBy, limit: 10, now: minutes(from), until: minutes(from + 5) }),
            (claimed) => claimed.filter(({ operatorId }) => operatorId === operator.id),
          )
        const [a, b] = [freshUuid(), freshUuid()]
        expectEqual(
          yield* claim(a, 0),
          [{ ...message, operatorId: operator.id, attempt: 1 }],
          "the first relay gets it whole",
        )
        expectEqual(yield* claim(b, 4), [], "while it holds the lease nobody else does")
        expectEqual(
          (yield* claim(b, 5)).map(({ attempt }) => attempt),
          [2],
          "after it another does",
        )
        const lease = (claimedBy: string, attempt: number): Lease => ({
          operatorId: operator.id,
          id: message.id,
          claimedBy,
          attempt,
        })
        expectEqual(
          yield* outbox.settle(lease(a, 1), minutes(6), sent),
          false,
          "the first relay comes too late",
        )
        expectEqual(
          yield* outbox.settle(lease(b, 1), minutes(6), sent),
          false,
          "as does an attempt that is over",
        )
        expectEqual(yield* outbox.settle(lease(b, 2), minutes(6), sent), true, "the holder settles")
        expectEqual(yield* outbox.settle(lease(b, 2), minutes(6), sent), false, "once")
        expectEqual(yield* claim(a, 60), [], "settled is settled")
      }),
    ),
  },
  {
    name: "a postponed message is due again at its time, a buried one never",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const outbox = yield* Outbox
        const { atomically } = yield* UnitOfWork
        const [late, dead] = [newMessage(), newMessage()]
        yield* atomically(operator.id, outbox.put(operator.id, [late, dead], longAgo))
        const relay = freshUuid()
        const claim = (from: number) =>
          Effect.map(
            outbox.claim({ claimedBy: relay, limit: 10, now: minutes(from), until: minutes(from + 5) }),
            (claimed) =>
              claimed
                .filter(({ operatorId }) => operatorId === operator.id)
                .map(({ id, attempt }) => [id, attempt]),
          )
        const before = yield* outbox.backlog
        yield* claim(0)
        const lease = (id: Message["id"]): Lease => ({
          operatorId: operator.id,
          id,
          claimedBy: relay,
          attempt: 1,
        })
        expectTrue(yield* outbox.postpone(lease(late.id), minutes(30), "no answer"), "postponed")
        expectTrue(yield* outbox.bury(lease(dead.id), minutes(1), "no such address"), "buried")
        expectEqual(yield* claim(29), [], "before its time")
        expectEqual(yield* claim(30), [[late.id, 2]], "at its time")
        expectEqual(yield* outbox.backlog, before - 1, "the buried one no longer waits")
        yield* outbox.settle({ ...lease(late.id), attempt: 2 }, minutes(31), sent)
      }),
    ),
  },
  {
    name: "a claim takes no more than its limit, oldest first, and two relays at once share nothing",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const outbox = yield* Outbox
        const { atomically } = yield* UnitOfWork
        const messages = Array.from({ length: 12 }, newMessage)
        yield* Effect.forEach(messages, (message, n) =>
          atomically(
            operator.id,
            outbox.put(operator.id, [message], DateTime.add(longAgo, { days: -1, seconds: n })),
          ),
        )
        const claim = (claimedBy: string, limit: number) =>
          outbox.claim({ claimedBy, limit, now: longAgo, until: minutes(5) })
        const first = yield* claim(freshUuid(), 4)
        expectEqual(
          first.map(({ id }) => id),
          messages.slice(0, 4).map(({ id }) => id),
          "the four oldest",
        )
        const shares = yield* Effect.all(
          [claim(freshUuid(), 4), claim(freshUuid(), 4), claim(freshUuid(), 4)],
          { concurrency: 3 },
        )
        const taken = shares.flat().map(({ id }) => id)
        expectEqual(new Set(taken).size, taken.length, "nobody gets what another has")
      }),
    ),
  },
  {
    name: "a message put in a unit of work wakes whoever waits, after the commit",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const outbox = yield* Outbox
        const { atomically } = yield* UnitOfWork
        yield* atomically(
          operator.id,
          outbox.put(operator.id, [newMessage()], DateTime.makeUnsafe("2100-01-01T00:00:00Z")),
        )
        yield* Effect.timeout(outbox.arrival, "5 seconds")
      }),
    ),
  },
  {
    name: "a request repeated gets the first answer; the same key for another request is refused",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const idempotency = yield* Idempotency
        const { atomically } = yield* UnitOfWork
        const at = yield* DateTime.now
        const request = {
          operatorId: operator.id,
          credential: "key-1",
          key: "é-" + freshUuid(),
          route: "POST /v1/quotes",
          bodyHash: "ab12",
        }
        const answer = { status: 201, headers: { etag: '"1"', location: "/v1/quotes/1" }, body: '{"é":1}' }
        const once = Effect.gen(function* () {
          const known = yield* idempotency.begin(request, at)
          if (known === undefined) yield* idempotency.complete(request, answer)
          return known
        })
        const answers = yield* Effect.forEach(
          Array.from({ length: 6 }),
          () => atomically(operator.id, once),
          { concurrency: 6 },
        )
        expectEqual(answers.filter((known) => known === undefined).length, 1, "one of them was the first")
        expectEqual(
          answers.filter((known) => known !== undefined),
          Array.from({ length: 5 }, () => answer),
          "the others got its answer",
        )
        const reused = yield* Effect.flip(
          atomically(operator.id, idempotency.begin({ ...request, bodyHash: "ff" }, at)),
        )
        expectTrue(reused instanceof IdempotencyKeyReused, "another body under the same key")
        const elsewhere = yield* Effect.flip(
          atomically(operator.id, idempotency.begin({ ...request, route: "POST /v1/clients" }, at)),
        )
        expectTrue(elsewhere instanceof IdempotencyKeyReused, "another route under the same key")
        const other = yield* atomically(
          operator.id,
          idempotency.begin({ ...request, credential: "key-2" }, at),
        )
        expectEqual(other, undefined, "another credential has keys of its own")
      }),
    ),
  },
  {
    name: "a request that failed or was taken back is the first one again",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const idempotency = yield* Idempotency
        const { atomically } = yield* UnitOfWork
        const at = yield* DateTime.now
        const request = {
          operatorId: operator.id,
          credential: "c",
          key: freshUuid(),
          route: "POST /v1/quotes",
          bodyHash: "00",
        }
        const failed = yield* Effect.exit(
          atomically(operator.id, Effect.andThen(idempotency.begin(request, at), Effect.fail("no"))),
        )
        expectTrue(Exit.isFailure(failed), "failed")
        expectEqual(
          yield* atomically(
            operator.id,
            idempotency.begin(request, at).pipe(Effect.tap(() => idempotency.forget(request))),
          ),
          undefined,
          "first again",
        )
        expectEqual(yield* atomically(operator.id, idempotency.begin(request, at)), undefined, "and again")
      }),
    ),
  },
  {
    name: "old answers are purged, new ones are kept",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const idempotency = yield* Idempotency
        const { atomically } = yield* UnitOfWork
        const request = (key: string) => ({
          operatorId: operator.id,
          credential: "c",
          key,
          route: "POST /",
          bodyHash: "00",
        })
        const answer = { status: 200, headers: {}, body: "{}" }
        const store = (key: string, at: DateTime.Utc) =>
          atomically(
            operator.id,
            Effect.andThen(idempotency.begin(request(key), at), idempotency.complete(request(key), answer)),
          )
        const [old, young] = [freshUuid(), freshUuid()]
        yield* store(old, longAgo)
        yield* store(young, yield* DateTime.now)
        while ((yield* idempotency.purge(minutes(1), 100)) > 0) continue
        expectEqual(
          yield* atomically(operator.id, idempotency.begin(request(young), longAgo)),
          answer,
          "kept",
        )
        expectEqual(
          yield* atomically(operator.id, idempotency.begin(request(old), longAgo)),
          undefined,
          "purged",
        )
      }),
    ),
  },
]
