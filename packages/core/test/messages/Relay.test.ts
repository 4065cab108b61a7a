import { describe, expect, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Fiber, Layer, Logger, Queue } from "effect"
import { TestClock } from "effect/testing"
import { Messages } from "../../src/messages/Messages.ts"
import { Relay, type RelayOptions } from "../../src/messages/Relay.ts"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { type Mail, Mailer, MailNotSent } from "../../src/ports/Mailer.ts"
import { Outbox, type Sent } from "../../src/ports/Outbox.ts"
import { MessageId } from "../../src/shared/Ids.ts"
import { StorageFailed } from "../../src/shared/StorageFailed.ts"
import { ids, uuid } from "../samples.ts"

interface Kept {
  readonly id: MessageId
  due: number
  attempt: number
  claimedBy?: string
  until: number
  end?: string
  readonly errors: Array<string>
}
type Send = (mail: Mail, attempt: number) => Effect.Effect<void, MailNotSent>

/** An outbox of `count` messages on the test's clock, a mailer that does what `send` says, and what both have seen. */
const world = (count: number, send: Send, options: Partial<RelayOptions> = {}) =>
  Effect.gen(function* () {
    const kept = Array.from({ length: count }, (_, n): Kept => ({
      id: MessageId.make(uuid(n)),
      due: 0,
      attempt: 0,
      until: 0,
      errors: [],
    }))
    const arrivals = yield* Queue.unbounded<void>()
    const logged: Array<string> = []
    const noted: Array<Sent & { readonly id: string }> = []
    const sent: Array<{ readonly id: string; readonly at: number }> = []
    const faults: {
      claim?: Effect.Effect<never, StorageFailed> | undefined
      settle?: Effect.Effect<never, StorageFailed> | undefined
    } = {}
    const holding = (
      lease: { id: string; claimedBy: string; attempt: number },
      change: (message: Kept) => void,
    ) =>
      Effect.sync(() => {
        const message = kept.find(
          (one) => one.id === lease.id && one.claimedBy === lease.claimedBy && one.attempt === lease.attempt,
        )
        if (message === undefined || message.end !== undefined) return false
        delete message.claimedBy
        message.until = 0
        change(message)
        return true
      })
    const outbox = Layer.mock(Outbox, {
      arrival: Queue.take(arrivals),
      claim: ({ claimedBy, limit, now, until }) =>
        Effect.suspend(() => {
          if (faults.claim !== undefined) return faults.claim
          const at = DateTime.toEpochMillis(now)
          const due = kept
            .filter((message) => message.end === undefined && message.due <= at && message.until <= at)
            .slice(0, limit)
          for (const message of due)
            Object.assign(message, {
              claimedBy,
              until: DateTime.toEpochMillis(until),
              attempt: message.attempt + 1,
            })
          return Effect.succeed(
            due.map(({ id, attempt }) => ({
              id,
              attempt,
              operatorId: ids.operator,
              content: { _tag: "QuoteSent" as const, quoteId: ids.quote },
            })),
          )
        }),
      settle: (lease, _, as) =>
        Effect.suspend(
          () =>
            faults.settle ??
            holding(lease, (message) => {
              message.end = "settled"
              noted.push({ id: lease.id, ...as })
            }),
        ),
      postpone: (lease, dueAt, error) =>
        holding(lease, (message) => {
          message.due = DateTime.toEpochMillis(dueAt)
          message.errors.push(error)
        }),
      bury: (lease, _, error) =>
        holding(lease, (message) => {
          message.end = "buried"
          message.errors.push(error)
        }),
    })
    const attempts = new Map<string, number>()
    const mailer = Layer.mock(Mailer, {
      send: (mail) =>
        Effect.gen(function* () {
          const attempt = (attempts.get(mail.id) ?? 0) + 1
          attempts.set(mail.id, attempt)
          sent.push({ id: mail.id, at: (yield* Effect.clockWith((clock) => clock.currentTimeMillis)) / 1000 })
          yield* send(mail, attempt)
        }),
    })
    const messages = Layer.mock(Messages, {
      render: ({ id, operatorId }) =>
        Effect.succeed({ mail: { id, operatorId, to: "jeanne@example.org", subject: "s", text: "t" } }),
    })
    const logger = Logger.make<unknown, void>(({ message }) => void logged.push(JSON.stringify(message)))
    const layer = Relay.layer(options).pipe(
      Layer.provide(Layer.mergeAll(outbox, messages, mailer, IdGenerator.layer)),
    )
    const relay = yield* Effect.provide(Relay, layer)
    return {
      relay: {
        once: Effect.provide(relay.once, Logger.layer([logger])),
        run: Effect.provide(relay.run, Logger.layer([logger])),
      },
      kept,
      sent,
      faults,
      arrivals,
      logged,
      noted,
    }
  })

const well: Send = () => Effect.void
const failing =
  (permanent: boolean): Send =>
  () =>
    Effect.fail(new MailNotSent({ permanent, reason: "mailbox full" }))

describe("the relay", () => {
  it.effect("delivers each message once and settles it", () =>
    Effect.gen(function* () {
      const { relay, kept, sent, noted } = yield* world(3, well)
      expect(yield* relay.once).toBe(3)
      expect(yield* relay.once).toBe(0)
      expect(kept.map(({ end }) => end)).toEqual(["settled", "settled", "settled"])
      expect(sent.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id))
      const asSent = { to: "jeanne@example.org", subject: "s" }
      expect(noted.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        kept.map(({ id }) => ({ id, ...asSent })),
      )
    }),
  )

  it.effect("takes no more than a batch at once", () =>
    Effect.gen(function* () {
      const { relay, sent } = yield* world(5, well, { batch: 2 })
      const taken = [yield* relay.once, yield* relay.once, yield* relay.once, yield* relay.once]
      expect([taken, sent.length]).toEqual([[2, 2, 1, 0], 5])
    }),
  )

  it.effect("a failure postpones, each time twice as long, up to an hour", () =>
    Effect.gen(function* () {
      const { relay, kept, sent } = yield* world(1, failing(false), { attempts: 15 })
      for (let attempt = 1; attempt <= 14; attempt++) {
        expect(yield* relay.once).toBe(1)
        const delay = Math.min(2 ** attempt, 3600)
        yield* TestClock.adjust(Duration.seconds(delay - 1))
        expect(yield* relay.once).toBe(0)
        yield* TestClock.adjust(Duration.seconds(1))
      }
      expect(sent.map(({ at }) => at).slice(0, 5)).toEqual([0, 2, 6, 14, 30])
      expect(sent[13]!.at - sent[12]!.at).toBe(3600)
      expect([kept[0]!.end, kept[0]!.errors.length, kept[0]!.errors[0]]).toEqual([
        undefined,
        14,
        "mailbox full",
      ])
    }),
  )

  it.effect("a message that failed goes out later under the same id, and the others do not wait for it", () =>
    Effect.gen(function* () {
      const { relay, kept, sent } = yield* world(3, (mail, attempt) =>
        mail.id === uuid(1) && attempt < 3
          ? Effect.fail(new MailNotSent({ permanent: false, reason: "busy" }))
          : Effect.void,
      )
      yield* relay.once
      expect(kept.map(({ end }) => end)).toEqual(["settled", undefined, "settled"])
      yield* TestClock.adjust("2 seconds")
      yield* relay.once
      yield* TestClock.adjust("4 seconds")
      yield* relay.once
      expect(kept[1]!.end).toBe("settled")
      expect(sent.filter(({ id }) => id === uuid(1)).map(({ at }) => at)).toEqual([0, 2, 6])
    }),
  )

  it.effect("a permanent failure buries at once, with its reason", () =>
    Effect.gen(function* () {
      const { relay, kept, sent, logged } = yield* world(1, failing(true))
      yield* relay.once
      yield* TestClock.adjust("1 day")
      expect(yield* relay.once).toBe(0)
      expect([kept[0]!.end, kept[0]!.errors, sent.length]).toEqual(["buried", ["mailbox full"], 1])
      expect(logged.join()).toContain("message buried")
    }),
  )

  it.effect("a refusal that quotes the address is kept without it, and not logged at all", () =>
    Effect.gen(function* () {
      const { relay, kept, logged } = yield* world(1, () =>
        Effect.fail(
          new MailNotSent({ permanent: true, reason: '550 <canary@example.org>: no "canary@example.org"' }),
        ),
      )
      yield* relay.once
      expect(kept[0]!.errors).toEqual(['550 <(address)>: no "(address)"'])
      expect(logged.join()).toContain("MailNotSent")
      expect(logged.join()).not.toMatch(/canary|550/)
    }),
  )

  it.effect("attempts exhausted bury, not one earlier", () =>
    Effect.gen(function* () {
      const { relay, kept, sent } = yield* world(1, failing(false), { attempts: 3 })
      const ends: Array<string | undefined> = []
      for (let attempt = 1; attempt <= 4; attempt++) {
        yield* relay.once
        ends.push(kept[0]!.end)
        yield* TestClock.adjust("1 hour")
      }
      expect([ends, sent.length]).toEqual([[undefined, undefined, "buried", "buried"], 3])
    }),
  )

  it.effect("a defect of the mailer postpones like a failure, and tells nothing of what it was about", () =>
    Effect.gen(function* () {
      const { relay, kept, logged } = yield* world(2, (mail) =>
        mail.id === uuid(0) ? Effect.die(new Error("canary@example.org")) : Effect.void,
      )
      expect(yield* relay.once).toBe(2)
      expect([kept[0]!.errors, kept[0]!.due, kept[1]!.end]).toEqual([["defect"], 2000, "settled"])
      expect(logged.join()).not.toContain("canary")
    }),
  )

  it.effect("a lease lost during a delivery is noticed, and the other relay's claim is left alone", () =>
    Effect.gen(function* () {
      const deaf = Effect.uninterruptible(Effect.sleep("90 seconds"))
      const { relay, kept, logged } = yield* world(1, () => deaf, { lease: Duration.seconds(60) })
      const slow = yield* Effect.forkChild(relay.once)
      yield* TestClock.adjust("61 seconds")
      const [message] = kept
      Object.assign(message!, { claimedBy: "another relay", attempt: 2, until: 200_000 })
      yield* TestClock.adjust("29 seconds")
      expect(yield* Fiber.join(slow)).toBe(1)
      expect([message!.end, message!.claimedBy]).toEqual([undefined, "another relay"])
      expect(logged.join()).toContain("lease lost")
    }),
  )

  it.effect("a mailer that does not answer within the lease is given up and tried again later", () =>
    Effect.gen(function* () {
      const { relay, kept } = yield* world(1, () => Effect.never, { lease: Duration.seconds(60) })
      const stuck = yield* Effect.forkChild(relay.once)
      yield* TestClock.adjust("48 seconds")
      expect(yield* Fiber.join(stuck)).toBe(1)
      expect([kept[0]!.end, kept[0]!.errors]).toEqual([undefined, ["the mailer did not answer in time"]])
    }),
  )

  it.effect("an unreachable outbox is a failure of one round", () =>
    Effect.gen(function* () {
      const { relay, faults } = yield* world(1, well)
      const failed = new StorageFailed({ operation: "Outbox.claim", retryable: true })
      faults.claim = Effect.fail(failed)
      expect(yield* Effect.flip(relay.once)).toBe(failed)
    }),
  )
})

describe("a running relay", () => {
  /** Forks it and lets it get on until it waits for the clock. */
  const running = (relay: { readonly run: Effect.Effect<never> }) =>
    Effect.tap(Effect.forkChild(relay.run), () => Effect.repeat(TestClock.adjust(0), { times: 20 }))

  it.effect(
    "goes on without a pause while batches are full, then looks again within a poll and a fifth",
    () =>
      Effect.gen(function* () {
        const { relay, kept, sent } = yield* world(5, well, { batch: 2, poll: Duration.seconds(10) })
        const fiber = yield* running(relay)
        expect(sent.length).toBe(5)
        kept.push({ id: MessageId.make(uuid(50)), due: 0, attempt: 0, until: 0, errors: [] })
        yield* TestClock.adjust("7999 millis")
        expect(sent.length).toBe(5)
        yield* TestClock.adjust("4001 millis")
        expect(sent.length).toBe(6)
        yield* Fiber.interrupt(fiber)
      }),
  )

  it.effect("is woken by a message that arrives", () =>
    Effect.gen(function* () {
      const { relay, kept, sent, arrivals } = yield* world(0, well, { poll: Duration.hours(1) })
      const fiber = yield* running(relay)
      kept.push({ id: MessageId.make(uuid(50)), due: 0, attempt: 0, until: 0, errors: [] })
      yield* Queue.offer(arrivals, undefined)
      yield* TestClock.adjust("1 second")
      expect(sent.length).toBe(1)
      yield* Fiber.interrupt(fiber)
    }),
  )

  it.effect("outlives an outbox that fails and one that has a defect", () =>
    Effect.gen(function* () {
      const { relay, kept, faults, logged } = yield* world(1, well, { poll: Duration.seconds(1) })
      faults.claim = Effect.fail(new StorageFailed({ operation: "Outbox.claim", retryable: true }))
      const fiber = yield* running(relay)
      yield* TestClock.adjust("5 seconds")
      expect(logged.join()).toContain("outbox unreachable")
      faults.claim = Effect.die(new Error("a bug below the port"))
      yield* TestClock.adjust("5 seconds")
      faults.claim = undefined
      yield* TestClock.adjust("5 seconds")
      expect(kept[0]!.end).toBe("settled")
      yield* Fiber.interrupt(fiber)
    }),
  )

  it.effect("when settling fails the message is delivered again after its lease, under the same id", () =>
    Effect.gen(function* () {
      const { relay, kept, sent, faults } = yield* world(1, well, {
        poll: Duration.seconds(1),
        lease: Duration.seconds(60),
      })
      faults.settle = Effect.fail(new StorageFailed({ operation: "Outbox.settle", retryable: true }))
      const fiber = yield* running(relay)
      faults.settle = undefined
      yield* TestClock.adjust("59 seconds")
      expect([sent.length, kept[0]!.end]).toEqual([1, undefined])
      yield* TestClock.adjust("5 seconds")
      expect([sent.map(({ id }) => id), kept[0]!.end]).toEqual([[uuid(0), uuid(0)], "settled"])
      yield* Fiber.interrupt(fiber)
    }),
  )

  it.effect("when interrupted settles what it has claimed, and takes nothing more", () =>
    Effect.gen(function* () {
      const { relay, kept, sent } = yield* world(9, () => Effect.sleep("5 seconds"), { batch: 6 })
      const fiber = yield* running(relay)
      expect(sent.length).toBe(4)
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(interrupting)
      expect(kept.map(({ end }) => end ?? "-").join(" ")).toBe(
        "settled settled settled settled settled settled - - -",
      )
      yield* TestClock.adjust("1 hour")
      expect(sent.length).toBe(6)
    }),
  )
})
