/**
 * Decide, then save, then tell: a pure function says what a command changes, which facts that makes and whom to tell;
 * the use case saves all of it in one unit of work.
 */
import { Effect } from "effect"
import type { Actor } from "../access/Actor.ts"
import { MessageId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { type Aggregate, History, type HistoryEntry } from "./History.ts"
import { IdGenerator } from "./IdGenerator.ts"
import { type Message, type MessageContent, Outbox } from "./Outbox.ts"

/** A history entry but for who and when. */
export type Fact = Omit<HistoryEntry, "at" | "actor">

/** A fact of one record. */
export const fact = (
  aggregate: Aggregate,
  id: string,
  action: string,
  more: { from?: string; to?: string; reason?: string; data?: HistoryEntry["data"] } = {},
): Fact => ({ aggregate, id, action, data: {}, ...more })

/** The state after a command, with its facts and messages. */
export interface Decision<State> {
  readonly state: State
  readonly facts: ReadonlyArray<Fact>
  readonly messages: ReadonlyArray<MessageContent>
}

/** Writes facts and messages as part of the surrounding unit of work; the messages, under the ids they go by. */
export const makeRecord = Effect.gen(function* () {
  const history = yield* History
  const outbox = yield* Outbox
  const ids = yield* IdGenerator
  return Effect.fnUntraced(function* (
    actor: Actor,
    at: Instant,
    facts: ReadonlyArray<Fact>,
    messages: ReadonlyArray<MessageContent> = [],
  ) {
    if (facts.length > 0) {
      yield* history.append(
        actor.operatorId,
        facts.map((fact) => ({ ...fact, at, actor })),
      )
    }
    if (messages.length === 0) return []
    const traceparent = yield* currentTraceparent
    const named = yield* Effect.forEach(messages, (content) =>
      Effect.map(ids.next, (id): Message => ({
        id: MessageId.make(id),
        content,
        ...(traceparent === undefined ? {} : { traceparent }),
      })),
    )
    yield* outbox.put(actor.operatorId, named, at)
    return named
  })
})

/** W3C trace context of the current span, so that a delivery shows in the trace of its cause. */
const currentTraceparent = Effect.currentSpan.pipe(
  Effect.map((span) => `00-${span.traceId}-${span.spanId}-${span.sampled ? "01" : "00"}`),
  Effect.orElseSucceed(() => undefined),
)
