/** The contract from the caller's side: one method an endpoint, with typed answers and typed errors. */
import type { HostKinds } from "@caleche/core"
import { Effect } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient } from "effect/http-api"
import { type Api, makeApi } from "./Api.ts"

export type Client = HttpApiClient.ForApi<Api>

/**
 * A client of the server at `baseUrl`, with a bearer `token`. `fetch` replaces the global one; what the server's host added
 * to prices is handed over here, too.
 */
export const makeClient = (
  options: {
    readonly baseUrl: string | URL
    readonly token: string
    readonly fetch?: typeof globalThis.fetch
  } & HostKinds,
): Client => {
  const { fetch } = options
  const made = HttpApiClient.make(makeApi(options), {
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
