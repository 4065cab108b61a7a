/**
 * The token in the link to one quote: whoever holds it may read that quote, accept it or decline it.
 *
 * It is stored nowhere: it says itself what it opens and until when, and is signed. Signing keys have ids, so that a key
 * that was replaced still knows its own links. Revoking the links of a quote raises a count that each of them names.
 */
import { DateTime, Option, Result } from "effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as Hex from "effect/encoding/Hex"
import { OperatorId, QuoteId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"

/** What a token opens. */
export interface QuoteGrant {
  readonly operatorId: OperatorId
  readonly quoteId: QuoteId
  /** How often the quote's links had been revoked when it was made. */
  readonly revoked: number
  /** To the second. */
  readonly expiresAt: Instant
}

/** A token as it was read, before anybody has looked at its signature. */
export interface ReadToken {
  readonly keyId: string
  /** What the signature is made over. */
  readonly signed: string
  readonly signature: string
  /** Only to be believed under a good signature. */
  readonly grant: () => QuoteGrant
}

/** 4 bytes of key id, 16 of operator, 16 of quote, 4 of count, 4 of expiry; then 32 of signature. All in hexadecimal. */
const layout = /^([0-9a-f]{8})([0-9a-f]{32})([0-9a-f]{32})([0-9a-f]{8})([0-9a-f]{8})$/
const signedLength = 88

/** What is signed for the grant under the key: lower-case hexadecimal. */
export const signedPart = (keyId: string, { expiresAt, operatorId, quoteId, revoked }: QuoteGrant): string =>
  [
    keyId,
    operatorId.replaceAll("-", ""),
    quoteId.replaceAll("-", ""),
    inHex(revoked),
    inHex(Math.floor(DateTime.toEpochMillis(expiresAt) / 1_000)),
  ].join("")

/** The token as it stands in an address: 102 characters. */
export const tokenOf = (signed: string, signature: string): string =>
  Base64Url.encode(Result.getOrThrow(Hex.decode(signed + signature))) // both are hexadecimal

/** The parts of a token; none for a text that is not written exactly as `tokenOf` writes. */
export const readToken = (token: string): Option.Option<ReadToken> => {
  const bytes = Base64Url.decode(token)
  if (Result.isFailure(bytes) || Base64Url.encode(bytes.success) !== token) return Option.none()
  const text = Hex.encode(bytes.success)
  const signed = text.slice(0, signedLength)
  const signature = text.slice(signedLength)
  const parts = layout.exec(signed)
  if (parts === null || signature.length !== 64) return Option.none()
  const [, keyId, operatorId, quoteId, revoked, seconds] = parts as unknown as ReadonlyArray<string> // as many as groups
  return Option.some({
    keyId: keyId!,
    signed,
    signature,
    grant: () => ({
      operatorId: OperatorId.make(uuid(operatorId!)),
      quoteId: QuoteId.make(uuid(quoteId!)),
      revoked: Number.parseInt(revoked!, 16),
      expiresAt: DateTime.makeUnsafe(Number.parseInt(seconds!, 16) * 1_000),
    }),
  })
}

/** Compares all of both, so that the time it takes tells nothing of where they differ. */
export const sameSignature = (given: string, wanted: string): boolean => {
  let differing = given.length ^ wanted.length
  for (let at = 0; at < wanted.length; at++) differing |= (given.charCodeAt(at) || 0) ^ wanted.charCodeAt(at)
  return differing === 0
}

const inHex = (value: number): string => value.toString(16).padStart(8, "0")

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
