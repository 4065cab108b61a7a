/**
 * A price waits for the router, so the wait is bounded: each attempt by a time-out, attempts by their number, the pauses
 * between them by a longest one; and a router that stayed away is left alone for a while, or a quote of many lines would
 * wait for each of them.
 *
 * Requests are not traced one by one: their addresses say where somebody is fetched.
 */
import { Distances, type LocatedPlace } from "@caleche/core"
import { Clock, Data, Duration, Effect, Layer, Ref, Schedule } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { distanceIn, unavailable } from "./routeAnswer.ts"

export interface OsrmOptions {
  /** Where the router listens, `https://router.example.org` or with a path before `/route/v1`. */
  readonly baseUrl: string
  /** `driving` when left out. osrm-routed serves the one its data were prepared with, whatever it is called here. */
  readonly profile?: string
  /** For one attempt; 2 seconds when left out. */
  readonly timeout?: Duration.Input
  /**
   * Attempts after the first, when the router does not answer, or answers 408, 429 or 5xx; 2 when left out. The pauses
   * before them begin at a tenth of a second and double up to a second, give or take a fifth.
   */
  readonly retries?: number
  /** How long a router is left alone that stayed away through all attempts; 10 seconds when left out. */
  readonly rest?: Duration.Input
  /** How far a place may be from the road, in metres; 1,000 when left out. Beyond, there is no route. */
  readonly snapMetres?: number
}

/**
 * Distances by the router, through the platform's `fetch`. Fails with `DistanceUnknown`: NO_ROUTE when no road leads there,
 * UNAVAILABLE when the router is away or answers what it should not. Throws for an address that is none.
 */
export const layer = (options: OsrmOptions): Layer.Layer<never> =>
  Layer.provide(layerHttp(options), FetchHttpClient.layer)

/** The same through an HTTP client of the host's, which may add what a router behind a gateway asks for. */
export const layerHttp = (options: OsrmOptions): Layer.Layer<never, never, HttpClient.HttpClient> => {
  const route = addressesOf(options)
  return Layer.effect(
    Distances,
    Effect.gen(function* () {
      const client = yield* HttpClient.HttpClient
      const restingUntil = yield* Ref.make(Number.NEGATIVE_INFINITY)
      const rest = Duration.toMillis(options.rest ?? "10 seconds")
      const ask = asking(client, options)
      const between = Effect.fn("Osrm.between")(function* (from: LocatedPlace, to: LocatedPlace) {
        if ((yield* Clock.currentTimeMillis) < (yield* Ref.get(restingUntil)))
          return yield* unavailable("the router did not answer a moment ago and is left alone for a while")
        const answer = yield* ask(route(from, to)).pipe(
          Effect.catch(({ reason }) =>
            Effect.flatMap(Clock.currentTimeMillis, (now) =>
              Effect.andThen(Ref.set(restingUntil, now + rest), Effect.fail(unavailable(reason))),
            ),
          ),
        )
        return yield* distanceIn(answer)
      })
      return { between }
    }),
  )
}

/** The router did not say anything about the question. */
class Away extends Data.TaggedError("Away")<{ readonly reason: string }> {}

/** What the router said at last, after all attempts. */
function asking(client: HttpClient.HttpClient, { retries = 2, timeout = "2 seconds" }: OsrmOptions) {
  const pauses = Schedule.exponential("100 millis").pipe(
    Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, Duration.seconds(1)))),
    Schedule.jittered,
  )
  const attempt = (url: string) =>
    client.get(url).pipe(
      Effect.flatMap((response) => Effect.map(response.text, (text) => ({ status: response.status, text }))),
      Effect.mapError(() => new Away({ reason: "the router cannot be reached" })),
      Effect.filterOrFail(
        ({ status }) => !isPassing(status),
        ({ status }) => new Away({ reason: `the router answers ${status}` }),
      ),
      Effect.map(({ text }) => text),
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () => Effect.fail(new Away({ reason: "the router does not answer in time" })),
      }),
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    )
  return (url: string) => Effect.retry(attempt(url), { schedule: pauses, times: retries })
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500

function addressesOf({ baseUrl, profile = "driving", snapMetres = 1_000 }: OsrmOptions) {
  const { hash, origin, pathname, protocol, search, username } = new URL(baseUrl)
  if (!/^https?:$/.test(protocol) || username + search + hash !== "")
    throw new TypeError("the router's address is http:// or https://, without user, query or fragment")
  const service = `${origin}${pathname.replace(/\/+$/, "")}/route/v1/${encodeURIComponent(profile)}`
  const query = `overview=false&radiuses=${snapMetres};${snapMetres}`
  const point = ({ latitude, longitude }: LocatedPlace) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`
  return (from: LocatedPlace, to: LocatedPlace) => `${service}/${point(from)};${point(to)}?${query}`
}
