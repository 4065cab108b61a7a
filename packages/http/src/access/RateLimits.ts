/**
 * How often one may ask: by credential, by network address, and how often an address may be turned away for a credential
 * or a link that is none before nothing of it is looked at any more.
 *
 * A port of the HTTP edge: without it nothing is limited. `layerRateLimits` counts by Effect's rate limiter, in this
 * process unless a host provides one over a store that its servers share.
 */
import { Context, Duration, Effect, Layer, Option } from "effect"
import { RateLimiter } from "effect/persistence"
import { RateLimited } from "../problems/RequestErrors.ts"
import { networkOf } from "./clientAddress.ts"

/** So many at once, and again over the time. */
export interface Rate {
  readonly requests: number
  readonly every: Duration.Input
}

export interface Limits {
  readonly perCredential?: Rate
  readonly perAddress?: Rate
  /** Of requests that were turned away, by address. */
  readonly refusals?: Rate
}

export interface RateLimiting {
  /** Counts a request from an address, before anything of it is looked at. */
  readonly arrived: (address: string | undefined) => Effect.Effect<void, RateLimited>
  /** Counts a request of a credential that is known. */
  readonly admitted: (credential: string) => Effect.Effect<void, RateLimited>
  /** Counts one that was turned away. */
  readonly refused: (address: string | undefined) => Effect.Effect<void>
}

/** Nothing is limited unless a host says so. */
export const RateLimits = Context.Reference<RateLimiting | undefined>("@caleche/http/access/RateLimits", {
  defaultValue: () => undefined,
})

/** Callers counted at once in this process; with one more all begin anew, so that memory is bounded whoever asks. */
const mostCallers = 100_000

export const layerRateLimits = ({ perAddress, perCredential, refusals }: Limits): Layer.Layer<never> =>
  Layer.effect(
    RateLimits,
    Effect.gen(function* () {
      const shared = yield* Effect.serviceOption(RateLimiter.RateLimiter)
      const limiterFor = Option.isSome(shared) ? () => Effect.succeed(shared.value) : yield* makeOwn

      /** Takes `tokens`; the seconds until there is one again when there is none left. */
      const take = (kind: string, rate: Rate, caller: string, tokens: 0 | 1) =>
        Effect.gen(function* () {
          const key = `${kind}:${caller}`
          const limiter = yield* limiterFor(key)
          const window = Duration.fromInputUnsafe(rate.every)
          const { remaining } = yield* limiter.consume({
            algorithm: "token-bucket",
            key,
            limit: rate.requests,
            window,
            tokens,
          })
          return tokens === 0 && remaining < 1 ? Duration.divideUnsafe(window, rate.requests) : Duration.zero
        }).pipe(
          Effect.catch(({ reason }) =>
            reason._tag === "RateLimitExceeded"
              ? Effect.succeed(reason.retryAfter)
              : Effect.as(Effect.logWarning("rate limits cannot be counted"), Duration.zero),
          ),
        )

      const within = (kind: string, rate: Rate | undefined, caller: string | undefined, tokens: 0 | 1 = 1) =>
        rate === undefined || caller === undefined
          ? Effect.void
          : Effect.flatMap(take(kind, rate, caller, tokens), (wait) =>
              Duration.toMillis(wait) > 0
                ? Effect.fail(
                    new RateLimited({
                      retryAfterSeconds: Math.max(1, Math.ceil(Duration.toMillis(wait) / 1_000)),
                    }),
                  )
                : Effect.void,
            )

      const network = (address: string | undefined) =>
        address === undefined ? undefined : networkOf(address)
      return {
        arrived: (address) => {
          const caller = network(address)
          return Effect.andThen(
            within("refusals", refusals, caller, 0),
            within("address", perAddress, caller),
          )
        },
        admitted: (credential) => within("credential", perCredential, credential),
        refused: (address) => Effect.ignore(within("refusals", refusals, network(address))),
      } satisfies RateLimiting
    }),
  )

/** A limiter in this process's memory. */
const makeOwn = Effect.gen(function* () {
  const fresh = Effect.provide(RateLimiter.make, Layer.fresh(RateLimiter.layerStoreMemory))
  let current = yield* fresh
  let seen = new Set<string>()
  return (key: string) =>
    Effect.gen(function* () {
      seen.add(key)
      if (seen.size > mostCallers) {
        seen = new Set([key])
        current = yield* fresh
      }
      return current
    })
})
