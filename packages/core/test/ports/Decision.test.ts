import { describe, expect, it } from "@effect/vitest"
import { DateTime, Effect, Layer } from "effect"
import type { Actor } from "../../src/access/Actor.ts"
import { fact, makeRecord } from "../../src/ports/Decision.ts"
import { History, type HistoryEntry } from "../../src/ports/History.ts"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { type Message, Outbox } from "../../src/ports/Outbox.ts"
import { ids, manager } from "../samples.ts"

const at = DateTime.makeUnsafe("2026-11-22T09:00:00Z")

/** A history and an outbox that remember what they were given. */
const remembering = () => {
  const entries: Array<HistoryEntry> = []
  const messages: Array<Message> = []
  const layer = Layer.mergeAll(
    Layer.mock(History, { append: (_, more) => Effect.sync(() => void entries.push(...more)) }),
    Layer.mock(Outbox, { put: (_, more) => Effect.sync(() => void messages.push(...more)) }),
    IdGenerator.layer,
  )
  return { entries, messages, layer }
}
const actor: Actor = manager

describe("recording a decision", () => {
  it.effect("every fact becomes an entry with who and when; every message gets an id of its own", () => {
    const { entries, messages, layer } = remembering()
    return Effect.gen(function* () {
      const record = yield* makeRecord
      const content = { _tag: "QuoteSent", quoteId: ids.quote } as const
      yield* record(
        actor,
        at,
        [fact("QUOTE", "q", "QuoteSent", { from: "DRAFT", to: "SENT" }), fact("CLIENT", "c", "ClientWon")],
        [content, content],
      )
      expect(entries).toEqual([
        { aggregate: "QUOTE", id: "q", action: "QuoteSent", from: "DRAFT", to: "SENT", data: {}, at, actor },
        { aggregate: "CLIENT", id: "c", action: "ClientWon", data: {}, at, actor },
      ])
      expect(messages.map((message) => message.content)).toEqual([content, content])
      expect(new Set(messages.map(({ id }) => id)).size).toBe(2)
      expect(messages.some((message) => "traceparent" in message)).toBe(false)
    }).pipe(Effect.provide(layer))
  })

  it.effect("a message carries the trace of what caused it", () => {
    const { messages, layer } = remembering()
    return Effect.gen(function* () {
      const record = yield* makeRecord
      const span = yield* record(actor, at, [], [{ _tag: "QuoteSent", quoteId: ids.quote }]).pipe(
        Effect.andThen(Effect.currentSpan),
        Effect.withSpan("cause"),
      )
      expect(messages[0]?.traceparent).toBe(`00-${span.traceId}-${span.spanId}-01`)
    }).pipe(Effect.provide(layer))
  })

  it.effect("nothing happened, nothing is written", () => {
    const untouched = Layer.mergeAll(Layer.mock(History, {}), Layer.mock(Outbox, {}), IdGenerator.layer)
    return Effect.gen(function* () {
      yield* (yield* makeRecord)(actor, at, [])
    }).pipe(Effect.provide(untouched))
  })
})
