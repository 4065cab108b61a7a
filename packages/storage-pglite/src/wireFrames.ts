/**
 * Message boundaries of the PostgreSQL wire protocol, version 3.0.
 *
 * PGlite answers whatever bytes it is given as if they were complete, so a turn must hand over whole query cycles: cutting
 * a message, or a cycle before its Sync, would mix two sessions' statements
 * (https://www.postgresql.org/docs/18/protocol-message-formats.html).
 */
import { Buffer } from "node:buffer"

const CLOSE = 0x43
const ERROR_RESPONSE = 0x45
const FLUSH = 0x48
const FUNCTION_CALL = 0x46
const IDLE = 0x49
const NOTIFICATION = 0x41
const PARSE = 0x50
const QUERY = 0x51
const READY_FOR_QUERY = 0x5a
const STATEMENT = 0x53
const SYNC = 0x53
const TERMINATE = 0x58

/** What a client sent, cut where the server has to answer. */
export interface ClientCycles {
  /** The bytes up to the last point where the server answers; empty when no cycle is complete yet. */
  readonly complete: Buffer
  /** The beginning of the next cycle. */
  readonly rest: Buffer
  /** The last answer asked for is a Flush: the cycle goes on, its portals must not be disturbed. */
  readonly unfinished: boolean
  /** The client said goodbye; nothing after it counts. */
  readonly terminated: boolean
}

/**
 * Cuts `bytes` into complete cycles and a rest, and keeps in `prepared` the names of the statements they prepare.
 * Throws a RangeError for a length no message can have: the stream is out of step and cannot be read on.
 */
export const cutCycles = (bytes: Buffer, prepared: Set<string>): ClientCycles => {
  let complete = 0
  let unfinished = false
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = endOf(bytes, at)
    if (end > bytes.length) break
    const tag = bytes[at]
    if (tag === TERMINATE) {
      return {
        complete: bytes.subarray(0, complete),
        rest: bytes.subarray(end),
        unfinished,
        terminated: true,
      }
    }
    if (tag === PARSE) noteStatement(bytes, at + 5, (name) => prepared.add(name))
    if (tag === CLOSE && bytes[at + 5] === STATEMENT)
      noteStatement(bytes, at + 6, (name) => prepared.delete(name))
    if (tag === SYNC || tag === QUERY || tag === FUNCTION_CALL || tag === FLUSH) {
      complete = end
      unfinished = tag === FLUSH
    }
    at = end
  }
  return {
    complete: bytes.subarray(0, complete),
    rest: bytes.subarray(complete),
    unfinished,
    terminated: false,
  }
}

/** The NotificationResponse messages among the server's `bytes`, in order. */
export const notificationsIn = (bytes: Buffer): ReadonlyArray<Buffer> => {
  const found: Array<Buffer> = []
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = endOf(bytes, at)
    if (bytes[at] === NOTIFICATION) found.push(bytes.subarray(at, end))
    at = end
  }
  return found
}

/** One cycle that closes the prepared statements of these names; closing an unknown one is no error. */
export const closeStatements = (names: Iterable<string>): Buffer => {
  const messages: Array<Buffer> = []
  for (const name of names) {
    const message = Buffer.alloc(1 + 4 + 1 + Buffer.byteLength(name) + 1)
    message[0] = CLOSE
    message.writeInt32BE(message.length - 1, 1)
    message[5] = STATEMENT
    message.write(name, 6)
    messages.push(message)
  }
  messages.push(Buffer.from([SYNC, 0, 0, 0, 4]))
  return Buffer.concat(messages)
}

/**
 * The size in bytes of the first cycle of `frame`, a run of complete ones; undefined when it asks for an answer before its
 * end, by Flush.
 */
export const firstCycleOf = (frame: Buffer): number | undefined => {
  for (let at = 0; at + 5 <= frame.length; at = endOf(frame, at)) {
    const tag = frame[at]
    if (tag === FLUSH) return undefined
    if (tag === SYNC || tag === QUERY || tag === FUNCTION_CALL) return endOf(frame, at)
  }
  return undefined
}

/** The answer to a cycle cancelled before it began, outside a transaction: SQLSTATE 57014, then ready for the next. */
export const cancelled = (): Buffer =>
  Buffer.concat([
    errorResponse("ERROR", "57014", "canceling statement due to user request"),
    Buffer.from([READY_FOR_QUERY, 0, 0, 0, 5, IDLE]),
  ])

/** An ErrorResponse with this SQLSTATE; after a FATAL one a server closes the connection. */
export const errorResponse = (severity: "ERROR" | "FATAL", sqlState: string, message: string): Buffer => {
  const fields = Buffer.from(`S${severity}\0V${severity}\0C${sqlState}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head[0] = ERROR_RESPONSE
  head.writeInt32BE(4 + fields.length, 1)
  return Buffer.concat([head, fields])
}

function endOf(bytes: Buffer, at: number): number {
  const length = bytes.readInt32BE(at + 1)
  if (length < 4) throw new RangeError(`No PostgreSQL message is ${length} bytes long`)
  return at + 1 + length
}

function noteStatement(bytes: Buffer, at: number, note: (name: string) => void): void {
  const end = bytes.indexOf(0, at)
  if (end > at) note(bytes.toString("utf8", at, end))
}
