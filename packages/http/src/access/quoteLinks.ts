/**
 * Bearers of the link to a quote: the token in the link opens that quote over the API as well, for hosts with a page of
 * their own.
 */
import { QuoteLinks } from "@caleche/core"
import { Effect } from "effect"
import { Unauthorized } from "../problems/RequestErrors.ts"
import { bearerToken, type Resolver } from "./Authenticator.ts"

/** As long as every such token is. */
const written = /^[\w-]{102}$/

export const quoteLinkResolver = Effect.gen(function* () {
  const links = yield* QuoteLinks
  const resolve: Resolver = (headers) => {
    const token = bearerToken(headers)
    if (token === undefined || !written.test(token)) return Effect.fail(new Unauthorized())
    return links.open(token).pipe(
      Effect.map((actor) => ({ actor, credential: `quoteLink:${actor.id}` })),
      Effect.catchTag(["LinkUnknown", "LinkClosed"], () => Effect.fail(new Unauthorized())),
    )
  }
  return resolve
})
