/**
 * The first packet of a PostgreSQL connection: it has no type byte, and asks for a session, for encryption, or for a
 * running query to be cancelled (https://www.postgresql.org/docs/18/protocol-message-formats.html).
 */
import { Buffer } from "node:buffer"

const PROTOCOL_3 = 3
const BACKEND_KEY_DATA = 0x4b
const CANCEL_REQUEST = 80877102
const SSL_REQUEST = 80877103
const GSSENC_REQUEST = 80877104

/** What a client opens its connection with. */
export type Opening =
  | { readonly kind: "session"; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: "encryption" }
  | { readonly kind: "cancel"; readonly key: string }
  | { readonly kind: "unknown" }

/** Reads the opening packet at the start of `bytes`; undefined while it is incomplete. `size` is its length in bytes. */
export const readOpening = (
  bytes: Buffer,
): { readonly opening: Opening; readonly size: number } | undefined => {
  if (bytes.length < 8) return undefined
  const size = bytes.readInt32BE(0)
  if (size < 8) return { opening: { kind: "unknown" }, size: bytes.length }
  if (bytes.length < size) return undefined
  const code = bytes.readInt32BE(4)
  if (code === SSL_REQUEST || code === GSSENC_REQUEST) return { opening: { kind: "encryption" }, size }
  if (code === CANCEL_REQUEST)
    return { opening: { kind: "cancel", key: bytes.toString("hex", 8, size) }, size }
  if (code >>> 16 !== PROTOCOL_3) return { opening: { kind: "unknown" }, size }
  return { opening: { kind: "session", parameters: parametersOf(bytes.subarray(8, size)) }, size }
}

/** The packet that opens a session as `user` on `database`. */
export const openingPacket = (user: string, database: string): Buffer => {
  const text = Buffer.from(`user\0${user}\0database\0${database}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + text.length, 0)
  head.writeInt32BE(PROTOCOL_3 << 16, 4)
  return Buffer.concat([head, text])
}

/**
 * The server's answer to an opened session with another cancel key: `key` is eight bytes in hexadecimal digits, process
 * number and secret, and comes back in the session's cancel requests.
 */
export const withCancelKey = (welcome: Buffer, key: string): Buffer => {
  const copy = Buffer.from(welcome)
  for (let at = 0; at + 5 <= copy.length; at += 1 + copy.readInt32BE(at + 1)) {
    if (copy[at] === BACKEND_KEY_DATA) copy.write(key, at + 5, "hex")
  }
  return copy
}

function parametersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const words = bytes.toString("utf8").split("\0")
  const parameters = new Map<string, string>()
  for (let i = 0; i + 1 < words.length && words[i] !== ""; i += 2) parameters.set(words[i]!, words[i + 1]!)
  return parameters
}
