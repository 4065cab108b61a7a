/**
 * Carries messages from the outbox to the mailer.
 *
 * A claim is committed before anything is sent, and settled after it: a message goes out twice only when the process
 * dies in between, and then under the same id. Any number of relays may run.
 */
import { Cause, Context, DateTime, Duration, Effect, Exit, Layer, Option, Random } from "effect"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { type Mail, Mailer, MailNotSent } from "../ports/Mailer.ts"
import { type ClaimedMessage, type Lease, Outbox } from "../ports/Outbox.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { Messages } from "./Messages.ts"

export interface RelayOptions {
  /** Messages taken at once. */
  readonly batch: number
  /** How long a claim lasts; longer than any delivery. */
  readonly lease: Duration.Duration
  /** Pause between looks into an empty outbox, varied by a fifth. */
  readonly poll: Duration.Duration
  /** Attempts before a message is buried. */
  readonly attempts: number
}

const defaults: RelayOptions = {
  batch: 20,
  lease: Duration.seconds(60),
  poll: Duration.seconds(1),
  attempts: 12,
}

export class Relay extends Context.Service<
  Relay,
  {
    /** Claims and delivers one batch; how many messages it took. */
    readonly once: Effect.Effect<number, StorageFailed>
    /** Delivers for ever; when interrupted it settles what it has claimed first. */
    readonly run: Effect.Effect<never>
  }
>()("@caleche/core/messages/Relay") {
  static readonly layer = (options: Partial<RelayOptions> = {}) =>
    Layer.effect(
      Relay,
      Effect.gen(function* () {
        const { batch, lease, poll, attempts } = { ...defaults, ...options }
        const outbox = yield* Outbox
        const messages = yield* Messages
        const mailer = yield* Mailer
        const claimedBy = yield* (yield* IdGenerator).next

        /** Within the lease: a mailer that does not answer must not hold up the others, nor the end of the process. */
        const sendInTime = (mail: Mail) =>
          Effect.timeoutOrElse(Effect.interruptible(mailer.send(mail)), {
            duration: Duration.times(lease, 0.8),
            orElse: () =>
              Effect.fail(new MailNotSent({ permanent: false, reason: "the mailer did not answer in time" })),
          })

        const deliver = Effect.fn("Relay.deliver")(
          function* (message: ClaimedMessage) {
            const { operatorId, id, attempt } = message
            const held: Lease = { operatorId, id, attempt, claimedBy }
            const exit = yield* Effect.exit(
              Effect.tap(messages.render(message), ({ mail }) => sendInTime(mail)),
            )
            const now = yield* DateTime.now
            if (Exit.isSuccess(exit)) {
              const { contactId, mail } = exit.value
              const subject = mail.subject.slice(0, 1_000)
              const sent = { to: mail.to, subject, contactId }
              return yield* keeping(message, outbox.settle(held, now, sent))
            }
            const error = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
            const permanent = error?._tag === "MailNotSent" && error.permanent
            const kind = error?._tag ?? "defect"
            const why = error?._tag === "MailNotSent" ? withoutAddresses(error.reason).slice(0, 2_000) : kind
            if (permanent || attempt >= attempts) {
              yield* Effect.logError("message buried", { messageId: id, attempt, kind, permanent })
              return yield* keeping(message, outbox.bury(held, now, why))
            }
            yield* Effect.logWarning("message postponed", { messageId: id, attempt, kind, permanent })
            const dueAt = DateTime.add(now, { seconds: Math.min(2 ** attempt, 3600) })
            return yield* keeping(message, outbox.postpone(held, dueAt, why))
          },
          // A message that cannot be settled comes again when its lease is over; the rest of the batch goes on.
          Effect.catch(({ operation }) => Effect.logWarning("message not settled", { operation })),
          (effect, { operatorId, id }) =>
            Effect.annotateSpans(effect, { "caleche.operator": operatorId, "caleche.message": id }),
        )

        const once = Effect.gen(function* () {
          const now = yield* DateTime.now
          const until = DateTime.addDuration(now, lease)
          const claimed = yield* outbox.claim({ claimedBy, limit: batch, now, until })
          yield* Effect.forEach(claimed, deliver, { concurrency: 4, discard: true })
          return claimed.length
        }).pipe(Effect.uninterruptible)

        const pause = Effect.flatMap(Random.nextBetween(0.8, 1.2), (factor) =>
          Effect.race(outbox.arrival, Effect.sleep(Duration.times(poll, factor))),
        )
        const unreachable = (operation: string) =>
          Effect.logWarning("outbox unreachable", { operation }).pipe(
            Effect.andThen(Effect.sleep(poll)),
            Effect.as(0),
          )
        const run = once.pipe(
          Effect.catch(({ operation }) => unreachable(operation)),
          Effect.catchDefect(() => unreachable("defect")),
          Effect.tap((taken) => (taken < batch ? pause : Effect.void)),
          Effect.forever,
        )
        return Relay.of({ once, run })
      }),
    )
}

/** A mail server's refusal quotes whom it refuses; that belongs neither in a log nor beside the message for ever. */
function withoutAddresses(reason: string): string {
  return reason.replace(/[^\s<>"]+@[^\s<>"]+/g, "(address)")
}

/** A lease that ran out during the delivery is another relay's by now: the message may go out twice. */
function keeping(
  { id, attempt }: ClaimedMessage,
  settling: Effect.Effect<boolean, StorageFailed>,
): Effect.Effect<void, StorageFailed> {
  return Effect.flatMap(settling, (held) =>
    held ? Effect.void : Effect.logWarning("lease lost", { messageId: id, attempt }),
  )
}
