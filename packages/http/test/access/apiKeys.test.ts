import {
  type ApiKey,
  ApiKeyId,
  ApiKeyRepository,
  CurrentActor,
  IdGenerator,
  OperatorId,
  type Role,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect, it } from "vitest"
import { apiKeyResolver, createApiKey, listApiKeys, revokeApiKey } from "../../src/index.ts"

const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")
const actor = (role: Role) =>
  ({ _tag: "OperatorUser", operatorId, id: ApiKeyId.make(operatorId), role }) as const

/** A repository that counts what it is asked. */
const storage = () => {
  const keys = new Map<string, ApiKey>()
  const asked = { lookups: 0, touches: 0 }
  const layer = Layer.succeed(
    ApiKeyRepository,
    ApiKeyRepository.of({
      insert: (key) => Effect.sync(() => void keys.set(key.hash, key)),
      findByHash: (hash) =>
        Effect.sync(() => {
          asked.lookups++
          return Option.fromUndefinedOr(keys.get(hash))
        }),
      list: () => Effect.sync(() => [...keys.values()]),
      touch: () => Effect.sync(() => void asked.touches++),
      revoke: (_, id) => Effect.sync(() => keys.forEach((key, hash) => key.id === id && keys.delete(hash))),
    }),
  )
  return { keys, asked, layer: Layer.mergeAll(layer, IdGenerator.layer, TestClock.layer()) }
}

const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` })

describe("An API key", () => {
  it("reads cal_<env>_<id>_<secret>, and only its hash is stored", async () => {
    const { layer, keys } = storage()
    const { key, secret } = await Effect.runPromise(
      createApiKey("live", "Dispatch", "MANAGER").pipe(
        Effect.provideService(CurrentActor, actor("ADMIN")),
        Effect.provide(layer),
      ),
    )
    expect(Redacted.value(secret)).toMatch(/^cal_live_[0-9a-f]{32}_[0-9a-f]{64}$/)
    expect(Redacted.value(secret)).toContain(key.id.replaceAll("-", ""))
    expect(JSON.stringify([...keys])).not.toContain(Redacted.value(secret).slice(-64))
    expect(keys.get(key.hash)).toEqual(key)
  })

  it("carries the right on contacts it was made with, and none when it was not narrowed", async () => {
    const { layer } = storage()
    const who = (options: Parameters<typeof createApiKey>[3]) =>
      Effect.gen(function* () {
        const { secret } = yield* createApiKey("live", "Dispatch", "MANAGER", options)
        const resolve = yield* apiKeyResolver
        return (yield* resolve(bearer(Redacted.value(secret)))).actor
      }).pipe(Effect.provideService(CurrentActor, actor("ADMIN")), Effect.provide(layer), Effect.runPromise)
    expect(await who({ contacts: "NONE" })).toMatchObject({ role: "MANAGER", contacts: "NONE" })
    expect(await who({})).not.toHaveProperty("contacts")
  })

  it("is made by an ADMIN alone", async () => {
    const { layer } = storage()
    const refused = createApiKey("live", "Dispatch", "ADMIN").pipe(
      Effect.provideService(CurrentActor, actor("MANAGER")),
      Effect.flip,
      Effect.provide(layer),
    )
    expect(await Effect.runPromise(refused)).toMatchObject({ _tag: "Forbidden", action: "apiKey.manage" })
  })

  it("is listed and revoked by an ADMIN alone, and one there is not is not found", async () => {
    const { layer } = storage()
    const story = Effect.gen(function* () {
      const { key } = yield* createApiKey("live", "Dispatch", "MANAGER")
      const listed = yield* listApiKeys()
      const missing = yield* Effect.flip(revokeApiKey(ApiKeyId.make(operatorId)))
      yield* revokeApiKey(key.id)
      return { key, listed, missing, left: yield* listApiKeys() }
    })
    const { key, left, listed, missing } = await Effect.runPromise(
      story.pipe(Effect.provideService(CurrentActor, actor("ADMIN")), Effect.provide(layer)),
    )
    expect(listed).toEqual([key])
    expect(missing).toMatchObject({ _tag: "ApiKeyNotFound", id: operatorId })
    expect(left).toEqual([])
    const tries = Effect.all([Effect.flip(listApiKeys()), Effect.flip(revokeApiKey(key.id))])
    const refused = tries.pipe(Effect.provideService(CurrentActor, actor("MANAGER")), Effect.provide(layer))
    expect(await Effect.runPromise(refused)).toMatchObject([{ _tag: "Forbidden" }, { _tag: "Forbidden" }])
  })

  it("is looked up once in five seconds, opens nothing five seconds after it was revoked, and is touched once a minute", async () => {
    const { layer, asked } = storage()
    const story = Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe("2026-11-01T10:00:00Z")))
      const { key, secret } = yield* createApiKey("test", "Dispatch", "OPERATOR").pipe(
        Effect.provideService(CurrentActor, actor("ADMIN")),
      )
      const resolve = yield* apiKeyResolver
      const headers = bearer(Redacted.value(secret))
      const who = yield* resolve(headers)
      expect(who).toEqual({
        actor: { _tag: "OperatorUser", operatorId, id: key.id, role: "OPERATOR" },
        credential: `key:${key.id}`,
      })
      for (let i = 0; i < 10; i++) yield* resolve(headers)
      expect(asked.lookups).toBe(1)
      for (let second = 0; second < 55; second += 5) {
        yield* TestClock.adjust("5 seconds")
        yield* resolve(headers)
      }
      yield* Effect.yieldNow
      expect(asked).toEqual({ lookups: 12, touches: 1 })
      yield* TestClock.adjust("6 seconds")
      yield* resolve(headers)
      yield* Effect.yieldNow
      expect(asked.touches).toBe(2)
      const keys = yield* ApiKeyRepository
      yield* keys.revoke(operatorId, key.id, yield* DateTime.now)
      yield* resolve(headers)
      yield* TestClock.adjust("5 seconds")
      expect(yield* Effect.flip(resolve(headers))).toMatchObject({ _tag: "Unauthorized" })
    })
    await Effect.runPromise(Effect.provide(story, layer))
  })

  it("that cannot be one is refused without a look-up", async () => {
    const { layer, asked } = storage()
    const tokens = [
      "",
      "demo-admin",
      "cal_live_x_y",
      `cal_live_${"0".repeat(32)}_${"g".repeat(64)}`,
      `cal_live_${"0".repeat(32)}_${"0".repeat(65)}`,
    ]
    const story = Effect.flatMap(apiKeyResolver, (resolve) =>
      Effect.forEach(tokens, (token) => Effect.flip(resolve(bearer(token)))),
    )
    const errors = await Effect.runPromise(Effect.provide(story, layer))
    expect(errors.every(({ _tag }) => _tag === "Unauthorized")).toBe(true)
    expect(asked.lookups).toBe(0)
  })
})
