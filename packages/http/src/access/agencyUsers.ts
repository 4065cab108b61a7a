/**
 * Agencies' people by the credential their activation showed them, `cal_<env>_<id>_<secret>`, and whoever holds an
 * invitation, `cal_inv_<id>_<secret>`; both found by their SHA-256.
 *
 * Neither is trusted beyond the request: a person who is shut out is out at once.
 */
import {
  type AgencyUserId,
  AgencyUserRepository,
  type ApiKeyRepository,
  type KnownAgencyUser,
  type QuoteLinks,
} from "@caleche/core"
import { Clock, DateTime, Duration, Effect, Layer, Option } from "effect"
import { Unauthorized } from "../problems/RequestErrors.ts"
import { apiKeyResolver } from "./apiKeys.ts"
import { Authenticator, bearerToken, firstOf, type Resolver } from "./Authenticator.ts"
import { quoteLinkResolver } from "./quoteLinks.ts"
import { sha256 } from "./sha256.ts"

const written = /^cal_[a-z0-9]{1,12}_[0-9a-f]{32}_[0-9a-f]{64}$/
const invitation = /^cal_inv_/
const touchEvery = Duration.toMillis("1 minute")

/** Knows agencies' people, and bearers of invitations. */
export const agencyUserResolver = Effect.gen(function* () {
  const users = yield* AgencyUserRepository

  /** Once a minute a user at most, and after the answer: a login that is not recorded refuses nobody. */
  const touch = ({ actor, lastLoginAt }: KnownAgencyUser, now: number) =>
    lastLoginAt !== undefined && now - DateTime.toEpochMillis(lastLoginAt) < touchEvery
      ? Effect.void
      : Effect.forkDetach(
          users
            .touch(actor.operatorId, actor.id, DateTime.makeUnsafe(now))
            .pipe(
              Effect.catchTag("StorageFailed", ({ operation }) =>
                Effect.logDebug("a login was not recorded", { operation }),
              ),
            ),
        )

  const userOf = Effect.fnUntraced(function* (hash: string) {
    const found = yield* users.findByCredential(hash)
    if (Option.isNone(found)) return yield* new Unauthorized()
    yield* touch(found.value, yield* Clock.currentTimeMillis)
    return { actor: found.value.actor, credential: credentialOf(found.value.actor.id) }
  })

  const inviteeOf = Effect.fnUntraced(function* (hash: string) {
    const found = yield* users.findByInvitation(hash)
    if (Option.isNone(found)) return yield* new Unauthorized()
    return { actor: found.value, credential: `invitation:${found.value.invitationId}` }
  })

  const resolve: Resolver = (headers) => {
    const token = bearerToken(headers)
    if (token === undefined || !written.test(token)) return Effect.fail(new Unauthorized())
    return Effect.flatMap(sha256(token), (hash): ReturnType<Resolver> =>
      invitation.test(token) ? inviteeOf(hash) : userOf(hash),
    )
  }
  return resolve
})

const credentialOf = (id: AgencyUserId): string => `agencyUser:${id}`

/** Whoever this library has given a credential: programs, agencies' people, bearers of invitations and of links to quotes. */
export const credentialResolver = Effect.map(
  Effect.all([agencyUserResolver, apiKeyResolver, quoteLinkResolver]),
  ([people, programs, links]) => firstOf(programs, people, links),
)

/** Authentication by all credentials this library gives out. */
export const layerCredentials: Layer.Layer<
  Authenticator,
  never,
  ApiKeyRepository | AgencyUserRepository | QuoteLinks
> = Layer.effect(
  Authenticator,
  Effect.map(credentialResolver, (authenticate) => Authenticator.of({ authenticate })),
)
