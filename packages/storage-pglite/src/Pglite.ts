/**
 * PostgreSQL in this process: the embedded default, with the same SQL, driver and migrations as a server.
 *
 * One transaction runs at a time, on the calling thread. On disk it survives a killed process but not a power cut: PGlite
 * runs with `fsync` off.
 */
import { rm, stat, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import type { Duplex } from "node:stream"
import { PGlite, type Extensions } from "@electric-sql/pglite"
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin"
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { Duration, Effect, type Scope } from "effect"
import { folderLock, type FolderInUse } from "./folderLock.ts"
import { PgliteFailed } from "./PgliteFailed.ts"
import { PgliteHub } from "./PgliteHub.ts"

/** How to open PGlite; everything is optional. */
export interface PgliteOptions {
  /** The folder that keeps the database, made if missing and locked while open. In memory without it. */
  readonly dataDir?: string
  /** A {@link Pglite.dump} to begin with; the folder must not hold a database yet. */
  readonly snapshot?: Blob
  /** Extensions that `CREATE EXTENSION` finds: pg_trgm, btree_gist and btree_gin unless given. */
  readonly extensions?: Extensions
  /** After this idle time a transaction that others wait for is rolled back and its connection closed: 30 s. */
  readonly idleInTransaction?: Duration.Input
}

/** An open PGlite. */
export interface Pglite {
  /** A new logical connection, for `PgClient.make({ stream })`. Settings apply to all connections: see {@link exec}. */
  readonly stream: () => Duplex
  /**
   * Runs statements between transactions on the session all connections share. So `SET ROLE caleche_app` here holds for
   * every connection, present and future, until the database is closed or another `exec` changes it.
   */
  readonly exec: (sql: string) => Effect.Effect<void, PgliteFailed>
  /** The whole database between two transactions as an uncompressed tar archive (about 40 MB when new). */
  readonly dump: Effect.Effect<Blob, PgliteFailed>
}

/** Opens PGlite until the scope closes; then open transactions are rolled back, the database is closed, the folder freed. */
export const makePglite = Effect.fnUntraced(function* (
  options: PgliteOptions = {},
): Effect.fn.Return<Pglite, PgliteFailed | FolderInUse, Scope.Scope> {
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir)
  if (dataDir !== undefined) yield* folderLock(dataDir)
  const idleInTransaction = Duration.toMillis(options.idleInTransaction ?? "30 seconds")
  const db = yield* Effect.acquireRelease(
    attempt("open", () => (dataDir === undefined ? create(options) : createIn(dataDir, options))),
    (opened) => Effect.promise(() => opened.close()),
  )
  const hub = yield* Effect.acquireRelease(
    attempt("open", () => PgliteHub.open(db, idleInTransaction)),
    (opened) => Effect.promise(() => opened.close()),
  )
  return {
    stream: hub.stream,
    exec: (sql) => Effect.asVoid(attempt("exec", () => hub.run(() => db.exec(sql)))),
    dump: attempt("dump", () => hub.run(() => db.dumpDataDir("none"))),
  }
})

const attempt = <A>(
  operation: PgliteFailed["operation"],
  run: () => Promise<A>,
): Effect.Effect<A, PgliteFailed> =>
  Effect.tryPromise({ try: run, catch: (cause) => new PgliteFailed({ operation, cause }) })

/**
 * Opens or makes the database below `dataDir`. A process killed while it made one leaves a folder that cannot be opened:
 * the mark says that nothing was ever stored in it, so it is made anew.
 */
async function createIn(dataDir: string, options: PgliteOptions): Promise<PGlite> {
  const folder = join(dataDir, "postgres")
  const mark = join(dataDir, "unfinished")
  if (await exists(mark)) await rm(folder, { recursive: true, force: true })
  const fresh = !(await exists(folder))
  if (fresh) await writeFile(mark, "The database in this folder is being made.\n")
  const db = await create(options, folder)
  if (fresh) await rm(mark)
  return db
}

function create({ extensions, snapshot }: PgliteOptions, dataDir?: string): Promise<PGlite> {
  return PGlite.create({
    extensions: extensions ?? { pg_trgm, btree_gist, btree_gin },
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(snapshot === undefined ? {} : { loadDataDir: snapshot }),
  })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
