/** SHA-256 of bytes or of text in UTF-8, in lower-case hexadecimal, by the Web Crypto of whatever runs us. */
import { Effect } from "effect"

export const sha256 = (data: string | Uint8Array<ArrayBuffer>): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() =>
      crypto.subtle.digest("SHA-256", typeof data === "string" ? new TextEncoder().encode(data) : data),
    ),
    (digest) => hexadecimal(new Uint8Array(digest)),
  )

export const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
