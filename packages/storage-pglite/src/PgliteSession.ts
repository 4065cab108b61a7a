/**
 * One logical PostgreSQL connection to the in-process database, as the byte stream a PostgreSQL driver writes to.
 *
 * PGlite has a single server session. A logical one therefore has no settings of its own: what a driver asks for in its
 * opening packet beyond user, database, application name and encoding is refused, never dropped in silence, because a
 * dropped `role` would serve every operator's rows.
 */
import { Buffer } from "node:buffer"
import { randomBytes } from "node:crypto"
import { Duplex } from "node:stream"
import type { PgliteHub } from "./PgliteHub.ts"
import { readOpening } from "./startupPacket.ts"
import { cutCycles, errorResponse } from "./wireFrames.ts"

type Done = (error?: Error | null) => void

const ACCEPTED = new Set(["user", "database", "application_name", "client_encoding"])

/** A stream that speaks the wire protocol; made by {@link PgliteHub}, one for each connection of a pool. */
export class PgliteSession extends Duplex {
  /** Names of the statements this session left prepared in the shared server session. */
  readonly prepared = new Set<string>()
  /** Says in a cancel request which session is meant: eight bytes in hexadecimal digits. */
  readonly cancelKey: string = randomBytes(8).toString("hex")
  readonly #hub: PgliteHub
  #pending: Buffer = Buffer.alloc(0)
  #open = false

  constructor(hub: PgliteHub) {
    super()
    this.#hub = hub
  }

  /** Hands bytes of the server to the driver, unless the driver has left. */
  receive(bytes: Buffer): void {
    if (!this.destroyed && bytes.length > 0) this.push(bytes)
  }

  /** Sends the driver a fatal error of this SQLSTATE and ends the connection. */
  refuse(sqlState: string, message: string): void {
    this.receive(errorResponse("FATAL", sqlState, message))
    this.push(null)
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    try {
      if (!this.#open && !this.#begin()) return done()
      this.#submit(done)
    } catch (cause) {
      // cutCycles throws RangeError only
      done(cause as Error)
    }
  }

  override _final(done: Done): void {
    done()
    this.destroy()
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#hub.leave(this)
    done(error)
  }

  #begin(): boolean {
    for (let read = readOpening(this.#pending); read !== undefined; read = readOpening(this.#pending)) {
      this.#pending = this.#pending.subarray(read.size)
      if (read.opening.kind === "encryption") {
        this.receive(Buffer.from("N"))
        continue
      }
      if (read.opening.kind === "session") {
        const refused = [...read.opening.parameters.keys()].filter((name) => !ACCEPTED.has(name))
        if (refused.length === 0) {
          this.#hub.join(this)
          this.#open = true
          return true
        }
        this.refuse(
          "0A000",
          `PGlite shares one session: set ${refused.join(", ")} once with exec, not per connection`,
        )
      } else {
        if (read.opening.kind === "cancel") this.#hub.cancel(read.opening.key)
        this.destroy()
      }
      return false
    }
    return false
  }

  #submit(done: Done): void {
    const { complete, rest, terminated, unfinished } = cutCycles(this.#pending, this.prepared)
    this.#pending = rest
    if (terminated) this.#pending = Buffer.alloc(0)
    if (complete.length === 0) return done()
    this.#hub.submit(this, complete, unfinished, done)
  }
}
