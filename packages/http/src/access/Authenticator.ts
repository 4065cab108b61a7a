/**
 * Who asks: made out from the request's headers, before anything else of it is looked at.
 *
 * A host plugs in its own, for its sessions or its identity provider.
 */
import type { Actor, StorageFailed } from "@caleche/core"
import { Context, Effect } from "effect"
import { Unauthorized } from "../problems/RequestErrors.ts"

/** An actor, and the name of its credential: two credentials may use one idempotency key. */
export interface Authenticated {
  readonly actor: Actor
  readonly credential: string
}

/** Tries one kind of credential. */
export type Resolver<R = never> = (
  headers: Headers,
) => Effect.Effect<Authenticated, Unauthorized | StorageFailed, R>

export class Authenticator extends Context.Service<Authenticator, { readonly authenticate: Resolver }>()(
  "@caleche/http/access/Authenticator",
) {}

/** The answer of the first resolver that knows the credential. */
export const firstOf =
  <R>(...resolvers: ReadonlyArray<Resolver<R>>): Resolver<R> =>
  (headers) =>
    resolvers.reduce<Effect.Effect<Authenticated, Unauthorized | StorageFailed, R>>(
      (before, resolver) => Effect.catchTag(before, "Unauthorized", () => resolver(headers)),
      Effect.fail(new Unauthorized()),
    )

/** The token of `Authorization: Bearer …`; the scheme's case does not matter (RFC 9110). */
export const bearerToken = (headers: Headers): string | undefined =>
  /^bearer +([\x21-\x7e]{1,4096})$/i.exec(headers.get("authorization") ?? "")?.[1]
