/**
 * Credentials that are shown once: random here, and everywhere else known by their SHA-256 only.
 *
 * 256 bits cannot be guessed, so that a plain hash keeps them as well as a slow one would, and finds them by an index.
 */
import { Context, Effect, Redacted } from "effect"

/** What of Web Crypto is used; every runtime we run on has it. */
declare const crypto: {
  readonly getRandomValues: (bytes: Uint8Array) => Uint8Array
  readonly subtle: {
    readonly digest: (algorithm: "SHA-256", data: Uint8Array) => Promise<ArrayBuffer>
    readonly importKey: (
      format: "raw",
      key: Uint8Array,
      algorithm: { readonly name: "HMAC"; readonly hash: "SHA-256" },
      extractable: false,
      usages: ReadonlyArray<"sign">,
    ) => Promise<object>
    readonly sign: (algorithm: "HMAC", key: object, data: Uint8Array) => Promise<ArrayBuffer>
  }
}
declare const TextEncoder: new () => { readonly encode: (text: string) => Uint8Array }

/** How credentials are made and recognised; Web Crypto and the environment `live` unless a host says otherwise. */
export const Secrets = Context.Reference<{
  /** Stands in credentials, so that one of a test system is recognised as such: up to 12 lower-case letters or digits. */
  readonly environment: string
  /** 256 random bits, lower-case hexadecimal. */
  readonly random: Effect.Effect<string>
  /** SHA-256 of the text in UTF-8, lower-case hexadecimal. */
  readonly hash: (text: string) => Effect.Effect<string>
  /** HMAC-SHA-256 (RFC 2104) of the text under the key, both in UTF-8, lower-case hexadecimal. */
  readonly mac: (key: Redacted.Redacted, text: string) => Effect.Effect<string>
}>("@caleche/core/ports/Secrets", {
  defaultValue: () => ({
    environment: "live",
    random: Effect.sync(() => hexadecimal(crypto.getRandomValues(new Uint8Array(32)))),
    hash: (text) =>
      Effect.map(
        Effect.promise(async () => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
        (digest) => hexadecimal(new Uint8Array(digest)),
      ),
    mac: (key, text) =>
      Effect.map(
        Effect.promise(async () => {
          const { subtle } = crypto
          const bytes = new TextEncoder().encode(Redacted.value(key))
          const hmac = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
            "sign",
          ])
          return subtle.sign("HMAC", hmac, new TextEncoder().encode(text))
        }),
        (signed) => hexadecimal(new Uint8Array(signed)),
      ),
  }),
})

/** `cal_<kind>_<id>_<secret>`: what it opens is told by its hash alone, the rest is for people. */
export const credentialOf = (kind: string, id: string, random: string): string =>
  `cal_${kind}_${id.replaceAll("-", "")}_${random}`

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
