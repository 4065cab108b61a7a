/** Links to quotes are made here, by whoever hands one out: a mail at its delivery, or a member of the staff. */
import { DateTime, Effect, Option } from "effect"
import { type QuoteGrant, readToken, sameSignature, signedPart, tokenOf } from "../access/QuoteToken.ts"
import type { Operator } from "../operators/Operator.ts"
import { Secrets } from "../ports/Secrets.ts"
import { dateIn, type Instant, startOfDay } from "../shared/Instant.ts"
import type { Quote } from "./Quote.ts"
import { QuoteLinkTerms } from "./QuoteLinkTerms.ts"

/** A link as it is handed out. Whoever has it may answer the quote. */
export interface IssuedLink {
  readonly url: string
  readonly token: string
  readonly expiresAt: Instant
}

/** Makes links, and reads the tokens in them, by the keys of the host. */
export const makeLinkSigner = Effect.gen(function* () {
  const { daysBeyond, keys, page } = yield* QuoteLinkTerms
  const { hash, mac } = yield* Secrets

  const current = keys?.current
  const known = [keys?.current, keys?.previous].filter((key) => key !== undefined)
  // A key is told by the hash of a signature of its own, which says nothing of the key.
  const idOf = (key: (typeof known)[number]) =>
    Effect.map(Effect.flatMap(mac(key, "key id"), hash), (id) => id.slice(0, 8))
  const byId = new Map(
    yield* Effect.forEach(known, (key) => Effect.map(idOf(key), (id) => [id, key] as const)),
  )

  /** A link to the quote; undefined where the host has no keys. */
  const linkTo = Effect.fnUntraced(function* (operator: Operator, quote: Quote) {
    if (current === undefined) return undefined
    const lastDay = quote.validUntil ?? dateIn(yield* DateTime.now, operator.timeZone)
    const expiresAt = startOfDay(lastDay, operator.timeZone, daysBeyond + 1)
    const grant = { operatorId: operator.id, quoteId: quote.id, revoked: quote.linksRevoked ?? 0, expiresAt }
    const signed = signedPart(yield* idOf(current), grant)
    const token = tokenOf(signed, yield* mac(current, signed))
    return { url: page(token), token, expiresAt } satisfies IssuedLink
  })

  /** What the token grants, expired or not; none unless one of our keys signed it. */
  const grantOf = Effect.fnUntraced(function* (token: string) {
    const read = Option.getOrUndefined(readToken(token))
    const key = read === undefined ? undefined : byId.get(read.keyId)
    if (read === undefined || key === undefined) return Option.none<QuoteGrant>()
    const wanted = yield* mac(key, read.signed)
    return sameSignature(read.signature, wanted) ? Option.some(read.grant()) : Option.none<QuoteGrant>()
  })

  return { isReady: current !== undefined, linkTo, grantOf }
})
