/** Answers kept for repetition, in memory. Units of work take turns, so nobody ever waits for one under way. */
import { Idempotency, IdempotencyKeyReused, type RequestKey, type StoredAnswer } from "@caleche/core"
import { DateTime, Effect, HashMap, Layer } from "effect"
import { put, row, Store } from "./Store.ts"

/** A request and, once it is complete, its answer. */
export interface AnswerRow extends RequestKey {
  readonly at: DateTime.Utc
  readonly answer?: StoredAnswer
}

/** Under what an answer is kept. */
export const idOf = (request: RequestKey): string => `${request.credential}\n${request.key}`

export const idempotency = Layer.effect(
  Idempotency,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return Idempotency.of({
      begin: (request, at) =>
        Effect.gen(function* () {
          const known = yield* read((data) => row(data.answers, request.operatorId, idOf(request)))
          if (known === undefined) {
            yield* write((data) => [
              undefined,
              { ...data, answers: put(data.answers, request.operatorId, idOf(request), { ...request, at }) },
            ])
            return undefined
          }
          if (known.route !== request.route || known.bodyHash !== request.bodyHash) {
            return yield* new IdempotencyKeyReused({ key: request.key })
          }
          return known.answer
        }),
      complete: (request, answer) =>
        write((data) => {
          const known = row(data.answers, request.operatorId, idOf(request))
          if (known === undefined) throw new Error("complete without begin")
          return [
            undefined,
            { ...data, answers: put(data.answers, request.operatorId, idOf(request), { ...known, answer }) },
          ]
        }),
      forget: (request) =>
        write((data) => [
          undefined,
          { ...data, answers: put(data.answers, request.operatorId, idOf(request), undefined) },
        ]),
      purge: (before, limit) =>
        write((data) => {
          const old = [...HashMap.values(data.answers)]
            .flatMap((mine) => [...HashMap.values(mine)])
            .filter(({ at }) => DateTime.isLessThan(at, before))
            .slice(0, limit)
          const answers = old.reduce(
            (table, known) => put(table, known.operatorId, idOf(known), undefined),
            data.answers,
          )
          return [old.length, { ...data, answers }]
        }),
    })
  }),
)
