/**
 * Takes turns of several logical sessions on PGlite's one server session.
 *
 * A driver's pool needs several connections, PGlite has one. Each turn runs whole query cycles; a session whose transaction
 * is open keeps the turn until it ends, so the others see what they would see on a server that serves one transaction at a
 * time. A transaction that waits for another connection would wait for ever: after `idleInTransaction` it is rolled back.
 */
import { Buffer } from "node:buffer"
import { performance } from "node:perf_hooks"
import type { PGlite } from "@electric-sql/pglite"
import { PgliteSession } from "./PgliteSession.ts"
import { openingPacket, withCancelKey } from "./startupPacket.ts"
import { cancelled, closeStatements, firstCycleOf, notificationsIn } from "./wireFrames.ts"

interface Turn {
  /** The session it belongs to; undefined for work of the owner of the database. */
  readonly session: PgliteSession | undefined
  readonly run: () => Promise<{ readonly unfinished: boolean }>
  /** Answers the first of its waiting cycles as cancelled; true when none is left. Absent for what cannot be cancelled. */
  readonly cancel?: () => boolean
}

/** What a session leaves behind in the shared one, apart from its settings and the role, which are the owner's. */
const FORGET = "CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP"

/** How long turns may follow each other before other work of the thread gets its chance, in milliseconds. */
const HOLD = 10

/** Shares one PGlite among logical sessions. */
export class PgliteHub {
  readonly #db: PGlite
  /** The server's answer to an opened session; the same for all of them, so that opening one waits for nobody. */
  readonly #welcome: Buffer
  readonly #idleInTransaction: number
  readonly #sessions = new Set<PgliteSession>()
  readonly #turns: Array<Turn> = []
  #owner: PgliteSession | undefined
  #running = false
  #closed = false
  #patience: NodeJS.Timeout | undefined

  private constructor(db: PGlite, welcome: Buffer, idleInTransaction: number) {
    this.#db = db
    this.#welcome = welcome
    this.#idleInTransaction = idleInTransaction
  }

  /** Opens the shared session as superuser `postgres`. `idleInTransaction` is in milliseconds. */
  static async open(db: PGlite, idleInTransaction: number): Promise<PgliteHub> {
    return new PgliteHub(db, await answer(db, openingPacket("postgres", "postgres")), idleInTransaction)
  }

  /** A new logical connection, for `PgClient.make({ stream })`. */
  readonly stream = (): PgliteSession => {
    const session = new PgliteSession(this)
    if (this.#closed) session.destroy(new Error("PGlite is closed"))
    return session
  }

  /** Lets a session in: from now on {@link leave} has to be called for it. */
  join(session: PgliteSession): void {
    if (this.#closed) return session.refuse("57P01", "PGlite is closed")
    this.#sessions.add(session)
    session.receive(withCancelKey(this.#welcome, session.cancelKey))
  }

  /**
   * Cancels the next statement of the session with this key while it waits for its turn. One that runs holds the thread: no
   * request can be read before its end.
   */
  cancel(key: string): void {
    const at = this.#turns.findIndex((turn) => turn.cancel !== undefined && turn.session?.cancelKey === key)
    const turn = this.#turns[at]
    if (turn === undefined || turn.session === this.#owner) return
    if (turn.cancel?.() === true) this.#turns.splice(at, 1)
  }

  /** Runs `task` when no transaction is open and no statement is running. A transaction it leaves open is rolled back. */
  run<A>(task: () => Promise<A>): Promise<A> {
    if (this.#closed) return Promise.reject(new Error("PGlite is closed"))
    return this.#take(undefined, async () => {
      try {
        const result = await task()
        if (this.#db.isInTransaction()) throw new Error("It left a transaction open, which is rolled back")
        return result
      } finally {
        if (inTransaction(this.#db)) await this.#db.exec("ROLLBACK")
      }
    })
  }

  /** Runs the complete cycles in `frame` at the session's next turn and hands it the answer. */
  submit(
    session: PgliteSession,
    frame: Buffer,
    unfinished: boolean,
    done: (error?: Error | null) => void,
  ): void {
    let waiting = frame
    this.#enqueue({
      session,
      cancel: () => {
        const size = firstCycleOf(waiting)
        if (size === undefined) return false
        waiting = waiting.subarray(size)
        session.receive(cancelled())
        if (waiting.length === 0) done()
        return waiting.length === 0
      },
      run: async () => {
        if (session.destroyed) {
          done()
          return { unfinished: false }
        }
        try {
          const bytes = await answer(this.#db, waiting)
          this.#announce(session, bytes)
          session.receive(bytes)
          done()
        } catch (cause) {
          done(cause instanceof Error ? cause : new Error("PGlite failed", { cause }))
        }
        return { unfinished }
      },
    })
  }

  /** Forgets a session: at its last turn rolls back what it left open and closes what it prepared. */
  leave(session: PgliteSession): void {
    if (!this.#sessions.delete(session)) return
    const forget = this.#take(session, async () => {
      if (this.#db.isInTransaction()) await this.#db.exec("ROLLBACK")
      if (session.prepared.size > 0) await answer(this.#db, closeStatements(session.prepared))
      if (this.#sessions.size === 0) await this.#db.exec(FORGET)
    })
    // Nobody is left to tell: a database too broken to roll back fails the next session's statements itself.
    forget.catch(() => {})
  }

  /** Ends every session, rolling back what is open, and resolves when the last turn is over. The database stays open. */
  async close(): Promise<void> {
    this.#closed = true
    for (const session of this.#sessions) session.destroy()
    await this.#take(undefined, async () => {})
  }

  #take<A>(session: PgliteSession | undefined, task: () => Promise<A>): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#enqueue({
        session,
        run: () =>
          task()
            .then(resolve, reject)
            .then(() => ({ unfinished: false })),
      })
    })
  }

  #enqueue(turn: Turn): void {
    this.#turns.push(turn)
    if (!this.#running) void this.#serve()
  }

  async #serve(): Promise<void> {
    this.#running = true
    let since = performance.now()
    for (let turn = this.#next(); turn !== undefined; turn = this.#next()) {
      const { unfinished } = await turn.run()
      this.#owner = unfinished || inTransaction(this.#db) ? turn.session : undefined
      if (performance.now() - since > HOLD) {
        await new Promise((resolve) => setImmediate(resolve))
        since = performance.now()
      }
    }
    this.#running = false
    this.#watch()
  }

  #next(): Turn | undefined {
    if (this.#owner === undefined) return this.#turns.shift()
    const mine = this.#turns.findIndex((turn) => turn.session === this.#owner)
    if (mine === -1) return undefined
    clearTimeout(this.#patience)
    this.#patience = undefined
    return this.#turns.splice(mine, 1)[0]
  }

  #watch(): void {
    const owner = this.#owner
    if (owner === undefined || this.#turns.length === 0 || this.#patience !== undefined) return
    this.#patience = setTimeout(() => {
      this.#patience = undefined
      owner.destroy(
        new Error(`Rolled back: idle in a transaction for ${this.#idleInTransaction} ms while others waited`),
      )
    }, this.#idleInTransaction)
  }

  // The shared session delivers a notification to whoever ran the last statement; every listener is to have it.
  #announce(from: PgliteSession, bytes: Buffer): void {
    if (this.#sessions.size < 2) return
    for (const notification of notificationsIn(bytes)) {
      for (const session of this.#sessions) if (session !== from) session.receive(notification)
    }
  }
}

// Asking a database whose WebAssembly instance has aborted throws.
function inTransaction(db: PGlite): boolean {
  try {
    return db.isInTransaction()
  } catch {
    return false
  }
}

async function answer(db: PGlite, frame: Buffer): Promise<Buffer> {
  const chunks: Array<Buffer> = []
  // Each chunk is a view of the WebAssembly memory that the next one overwrites: copy it.
  const onRawData = (data: Uint8Array): void => void chunks.push(Buffer.from(data))
  await db.runExclusive(() => db.execProtocolRawStream(frame, { onRawData }))
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}
