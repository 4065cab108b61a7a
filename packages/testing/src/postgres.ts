/**
 * A real PostgreSQL for tests, from the programs that npm ships: no installation, no container, also as root.
 *
 * Locks, deadlocks, serialization failures and crashes cannot be shown on the in-process database. The server dies with the
 * process that started it, even when that one is killed.
 *
 * @example
 * const server = await startPostgres()
 * await server.createDatabase("orders")
 * server.url("orders") // "postgres://postgres@127.0.0.1:54321/orders"
 * await server.stop()
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Client } from "pg"
import { findBinaries, type Binaries } from "./postgres/binaries.ts"
import { initialise } from "./postgres/cluster.ts"
import { crash, freePort, shutDown, startPostmaster, type Postmaster } from "./postgres/postmaster.ts"
import { startWatchdog } from "./postgres/watchdog.ts"

/** How to start a server; everything is optional. */
export interface PostgresOptions {
  /** Commits reach the disk before they are acknowledged. Off unless set: a test then loses data in a crash, and is faster. */
  readonly durable?: boolean
  /** A folder to keep; without it a temporary one, removed by `stop`. As root the folder changes hands to another account. */
  readonly dataDir?: string
  /** Server parameters by name, as for `postgres -c`. */
  readonly settings?: Readonly<Record<string, string>>
  /** 100 unless given. */
  readonly maxConnections?: number
}

/** A running server with superuser `postgres`, who needs no password. */
export interface PostgresServer {
  readonly host: string
  /** Stays the same over `restart`. */
  readonly port: number
  readonly user: string
  /** The connection URL of a database, of `postgres` when none is named. */
  readonly url: (database?: string) => string
  /** Also holds the Unix socket. */
  readonly dataDir: string
  /** The postmaster's process number; undefined while it does not run. */
  readonly pid: () => number | undefined
  /** Creates a database, as a copy of `template` (to which nobody may be connected). */
  readonly createDatabase: (name: string, template?: string) => Promise<void>
  /** Drops a database if it exists, ending its connections. */
  readonly dropDatabase: (name: string) => Promise<void>
  /** SIGKILL for the postmaster and all its processes, as in a crash. */
  readonly kill: () => Promise<void>
  /** Starts the server again on the same folder and port, after `kill` or instead of the running one. */
  readonly restart: () => Promise<void>
  /** Ends all sessions and the server and removes a temporary folder. Idempotent. */
  readonly stop: () => Promise<void>
}

/** Starts a server on a free port of 127.0.0.1: about half a second, 20 ms on a folder that exists. */
export const startPostgres = async (options: PostgresOptions = {}): Promise<PostgresServer> => {
  const binaries = await findBinaries()
  const temporary = options.dataDir === undefined ? mkdtempSync(join(tmpdir(), "caleche-pg-")) : undefined
  const dataDir = temporary ?? resolve(options.dataDir!)
  const watchdog = startWatchdog(temporary)
  const abandon = async (): Promise<void> => {
    watchdog.watch(0)
    await watchdog.dismiss()
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true })
  }
  try {
    initialise(binaries, dataDir)
    return await serve(binaries, dataDir, serverSettings(options), watchdog.watch, abandon)
  } catch (cause) {
    await abandon()
    throw cause
  }
}

/** Creates a database on the server at `url`, as a copy of `template` (to which nobody may be connected). */
export const createDatabase = (url: string, name: string, template?: string): Promise<void> =>
  run(url, `CREATE DATABASE ${quote(name)}${template === undefined ? "" : ` TEMPLATE ${quote(template)}`}`)

/** Drops a database on the server at `url` if it exists, ending its connections; `url` names another database. */
export const dropDatabase = (url: string, name: string): Promise<void> =>
  run(url, `DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`)

function serverSettings({ durable, maxConnections, settings }: PostgresOptions): Record<string, string> {
  const careless = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }
  return {
    ...(durable === true ? {} : careless),
    max_connections: String(maxConnections ?? 100),
    ...settings,
  }
}

async function serve(
  binaries: Binaries,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
  watch: (pid: number) => void,
  abandon: () => Promise<void>,
): Promise<PostgresServer> {
  const start = async (port: number): Promise<Postmaster> => {
    const started = startPostmaster(binaries, dataDir, port, settings)
    watch(started.pid)
    void started.gone.then(() => watch(0))
    await started.ready
    return started
  }
  const first = await onFreePort(start)
  const port = first.port
  let running: Postmaster | undefined = first.started
  const url = (database = "postgres"): string =>
    `postgres://postgres@127.0.0.1:${port}/${encodeURIComponent(database)}`

  const end = async (how: (postmaster: Postmaster) => Promise<void>): Promise<void> => {
    const ending = running
    running = undefined
    if (ending !== undefined) await how(ending)
  }

  return {
    host: "127.0.0.1",
    port,
    user: "postgres",
    url,
    dataDir,
    pid: () => running?.pid,
    createDatabase: (name, template) => createDatabase(url(), name, template),
    dropDatabase: (name) => dropDatabase(url(), name),
    kill: () => end(crash),
    restart: async () => {
      await end(shutDown)
      running = await start(port)
    },
    stop: async () => {
      await end(shutDown)
      await abandon()
    },
  }
}

// Another process may take the port between the question and the start.
async function onFreePort(
  start: (port: number) => Promise<Postmaster>,
): Promise<{ port: number; started: Postmaster }> {
  for (let attempts = 1; ; attempts++) {
    const port = await freePort()
    try {
      return { port, started: await start(port) }
    } catch (cause) {
      if (attempts === 3 || !String(cause).includes("Address already in use")) throw cause
    }
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
