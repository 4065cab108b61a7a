/**
 * API keys, `cal_<env>_<id>_<secret>`: 256 random bits, shown once, found by their SHA-256.
 *
 * A key that was found is trusted for five seconds without asking again, so that a request costs no round trip for it;
 * a revoked key opens nothing after that.
 */
import {
  type ApiKey,
  ApiKeyId,
  ApiKeyNotFound,
  ApiKeyRepository,
  type ContactsRight,
  IdGenerator,
  permit,
  type Role,
} from "@caleche/core"
import { Clock, DateTime, Duration, Effect, Layer, Option, Redacted } from "effect"
import { Unauthorized } from "../problems/RequestErrors.ts"
import { type Authenticated, Authenticator, bearerToken, type Resolver } from "./Authenticator.ts"
import { hexadecimal, sha256 } from "./sha256.ts"

/** A key as it is shown, once, to whoever asked for it. */
export interface IssuedKey {
  readonly key: ApiKey
  readonly secret: Redacted.Redacted
}

/**
 * Makes a key of the current actor's operator and stores its hash. `environment`: up to 12 lower-case letters or digits.
 * `contacts` narrows what its role may do with contacts.
 */
export const createApiKey = Effect.fn("createApiKey")(function* (
  environment: string,
  name: string,
  role: Role,
  options: { readonly contacts?: ContactsRight } = {},
) {
  const { operatorId } = yield* permit("apiKey.manage")
  const id = ApiKeyId.make(yield* (yield* IdGenerator).next)
  const random = hexadecimal(crypto.getRandomValues(new Uint8Array(32)))
  const secret = `cal_${environment}_${id.replaceAll("-", "")}_${random}`
  if (!written.test(secret)) return yield* Effect.die(new Error(`not an environment's name: ${environment}`))
  const key: ApiKey = {
    id,
    operatorId,
    name,
    role,
    ...options,
    hash: yield* sha256(secret),
    createdAt: yield* DateTime.now,
  }
  yield* (yield* ApiKeyRepository).insert(key)
  return { key, secret: Redacted.make(secret) } satisfies IssuedKey
})

/** Every key of the current actor's operator, revoked ones too, in the order they were made. */
export const listApiKeys = Effect.fn("listApiKeys")(function* () {
  const { operatorId } = yield* permit("apiKey.manage")
  return yield* (yield* ApiKeyRepository).list(operatorId)
})

/** Ends a key of the current actor's operator: it opens nothing from five seconds later on. Revoking it again changes nothing. */
export const revokeApiKey = Effect.fn("revokeApiKey")(function* (id: ApiKeyId) {
  const { operatorId } = yield* permit("apiKey.manage")
  const keys = yield* ApiKeyRepository
  const key = (yield* keys.list(operatorId)).find((one) => one.id === id)
  if (key === undefined) return yield* new ApiKeyNotFound({ id })
  yield* keys.revoke(operatorId, id, yield* DateTime.now)
  return key
})

const written = /^cal_[a-z0-9]{1,12}_[0-9a-f]{32}_[0-9a-f]{64}$/

const trustFor = Duration.toMillis("5 seconds")
const touchEvery = Duration.toMillis("1 minute")
/** Keys remembered at most. */
const most = 10_000

/** Knows the keys of the storage. */
export const apiKeyResolver = Effect.gen(function* () {
  const keys = yield* ApiKeyRepository
  const trusted = new Map<string, { readonly until: number; readonly who: Authenticated }>()
  const touched = new Map<ApiKeyId, number>()

  const touch = (key: ApiKey, now: number) => {
    const last =
      touched.get(key.id) ?? (key.lastUsedAt === undefined ? 0 : DateTime.toEpochMillis(key.lastUsedAt))
    if (now - last < touchEvery) return Effect.void
    remember(touched, key.id, now)
    return Effect.forkDetach(
      keys
        .touch(key.operatorId, key.id, DateTime.makeUnsafe(now))
        .pipe(
          Effect.catchTag("StorageFailed", ({ operation }) =>
            Effect.logDebug("last use of a key not recorded", { operation }),
          ),
        ),
    )
  }

  const look = Effect.fnUntraced(function* (token: string, now: number) {
    const found = yield* keys.findByHash(yield* sha256(token))
    if (Option.isNone(found)) return yield* new Unauthorized()
    const key = found.value
    const { operatorId, id, role, contacts } = key
    const who: Authenticated = {
      actor: {
        _tag: "OperatorUser",
        operatorId,
        id,
        role,
        ...(contacts === undefined ? {} : { contacts }),
      },
      credential: `key:${id}`,
    }
    remember(trusted, token, { until: now + trustFor, who })
    yield* touch(key, now)
    return who
  })

  const resolve: Resolver = (headers) => {
    const token = bearerToken(headers)
    if (token === undefined || !written.test(token)) return Effect.fail(new Unauthorized())
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const known = trusted.get(token)
      if (known !== undefined && now < known.until) return Effect.succeed(known.who)
      trusted.delete(token)
      return look(token, now)
    })
  }
  return resolve
})

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > most) map.delete(map.keys().next().value!) // not empty: one was just added
}

/** Authentication by API keys alone. */
export const layerApiKeys: Layer.Layer<Authenticator, never, ApiKeyRepository> = Layer.effect(
  Authenticator,
  Effect.map(apiKeyResolver, (authenticate) => Authenticator.of({ authenticate })),
)
