/** Operators and API keys in memory. */
import { ApiKeyRepository, OperatorNotFound, OperatorRepository } from "@caleche/core"
import { DateTime, Effect, HashMap, Layer, Option } from "effect"
import { put, row, rows, Store } from "./Store.ts"

export const operators = Layer.effect(
  OperatorRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return OperatorRepository.of({
      get: (id) =>
        Effect.flatMap(
          read(({ operators }) => HashMap.get(operators, id)),
          Option.match({ onNone: () => Effect.fail(new OperatorNotFound({ id })), onSome: Effect.succeed }),
        ),
      save: (operator) =>
        write((data) => [
          undefined,
          { ...data, operators: HashMap.set(data.operators, operator.id, operator) },
        ]),
    })
  }),
)

export const apiKeys = Layer.effect(
  ApiKeyRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const change = (
      operatorId: Parameters<ApiKeyRepository["Service"]["touch"]>[0],
      id: string,
      fields: object,
    ) =>
      write((data) => {
        const key = row(data.apiKeys, operatorId, id)
        return [
          undefined,
          key === undefined
            ? data
            : { ...data, apiKeys: put(data.apiKeys, operatorId, id, { ...key, ...fields }) },
        ]
      })
    return ApiKeyRepository.of({
      insert: (key) =>
        write((data) => [undefined, { ...data, apiKeys: put(data.apiKeys, key.operatorId, key.id, key) }]),
      findByHash: (hash) =>
        read(({ apiKeys }) => {
          for (const mine of HashMap.values(apiKeys)) {
            for (const key of HashMap.values(mine))
              if (key.hash === hash && key.revokedAt === undefined) return Option.some(key)
          }
          return Option.none()
        }),
      list: (operatorId) =>
        read(({ apiKeys }) =>
          rows(apiKeys, operatorId).toSorted(
            (a, b) => DateTime.Order(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1),
          ),
        ),
      touch: (operatorId, id, lastUsedAt) => change(operatorId, id, { lastUsedAt }),
      revoke: (operatorId, id, revokedAt) => change(operatorId, id, { revokedAt }),
    })
  }),
)
