/** The contract from the caller's side: one method an endpoint, with typed answers and typed errors. */
import { Effect } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient } from "effect/http-api"
import { type Api, makeApi } from "./Api.ts"

export type Client = HttpApiClient.ForApi<Api>

/** A client of the server at `baseUrl`, with a bearer `token`. `fetch` replaces the global one. */
export const makeClient = (options: {
  readonly baseUrl: string | URL
  readonly token: string
  readonly fetch?: typeof globalThis.fetch
}): Client => {
  const { fetch } = options
  const made = HttpApiClient.make(makeApi(), {
    baseUrl: options.baseUrl,
    transformClient: (client) => {
      const authorized = HttpClient.mapRequest(client, HttpClientRequest.bearerToken(options.token))
      return fetch === undefined
        ? authorized
        : HttpClient.transform(authorized, (answer) =>
            Effect.provideService(answer, FetchHttpClient.Fetch, fetch),
          )
    },
  })
  return Effect.runSync(Effect.provide(made, FetchHttpClient.layer))
}
