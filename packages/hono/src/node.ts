/**
 * Serves an app on Node, and stops without losing anything that was begun.
 *
 * Stopping: not ready any more; no new connections; requests under way finish, 25 seconds at most; background work
 * settles what it holds; pools close. A second signal ends the process at once.
 */
import { createAdaptorServer } from "@hono/node-server"
import { getConnInfo } from "@hono/node-server/conninfo"
import { limits, makeAddressOf } from "@caleche/http"
import { Effect, Fiber, type ManagedRuntime } from "effect"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { App } from "./app.ts"
import type { CallerAddress } from "./bindRoutes.ts"

/** The address a request comes from; behind proxies at `trusted` addresses and ranges, the one they say. */
export const nodeAddress = (trusted: ReadonlyArray<string> = []): CallerAddress => {
  const addressOf = makeAddressOf(trusted)
  return (c) => addressOf(getConnInfo(c).remote.address, c.req.header("x-forwarded-for"))
}

export interface ServeOptions<R, ER> {
  readonly served: App
  /** Disposed of at the end. */
  readonly runtime: ManagedRuntime.ManagedRuntime<R, ER>
  /** `127.0.0.1` unless told. */
  readonly hostname?: string
  /** 3000 unless told; 0 for any free one. */
  readonly port?: number
  /** Told where it listens, before anything runs beside it. */
  readonly onListening?: (url: string) => void
  /** Runs beside the server, such as the relay's `run`; interrupted at shutdown, and waited for. */
  readonly background?: Effect.Effect<unknown, unknown, R>
  /** Whether SIGTERM and SIGINT stop the server; true unless told. */
  readonly signals?: boolean
  /** Milliseconds for requests under way; 25,000 unless told. */
  readonly drainFor?: number
}

export interface Running {
  readonly url: string
  readonly port: number
  /** Stops as described above. Calling it again waits for the same end. */
  readonly close: () => Promise<void>
}

/** Builds the runtime, then listens; rejects when either fails. */
export const serve = async <R, ER>(options: ServeOptions<R, ER>): Promise<Running> => {
  const { served, runtime, hostname = "127.0.0.1", port = 3000 } = options
  await runtime.context()
  const server = createAdaptorServer({
    fetch: served.app.fetch,
    serverOptions: {
      headersTimeout: 10_000,
      requestTimeout: limits.seconds * 1_000,
      connectionsCheckingInterval: 1_000,
    },
  }) as Server // no other server was asked for
  await listen(server, port, hostname)
  const bound = server.address() as AddressInfo // listening on a port, not on a pipe
  const url = `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`
  options.onListening?.(url)
  const background = options.background === undefined ? undefined : runtime.runFork(options.background)
  let closing: Promise<void> | undefined
  let forgetSignals = () => {}
  const close = (): Promise<void> =>
    (closing ??= stop(options, server, background).finally(() => forgetSignals()))
  if (options.signals !== false) forgetSignals = onSignals(close)
  return { url, port: bound.port, close }
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, hostname, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

async function stop<R, ER>(
  { served, runtime, drainFor = 25_000 }: ServeOptions<R, ER>,
  server: Server,
  background: Fiber.Fiber<unknown, unknown> | undefined,
): Promise<void> {
  served.lifecycle.stopping = true
  await drained(server, drainFor)
  if (background !== undefined) await Effect.runPromise(Fiber.interrupt(background))
  await runtime.dispose()
}

/** Connections close as their requests end; those still open after the last moment are cut. */
function drained(server: Server, drainFor: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const last = setTimeout(() => server.closeAllConnections(), drainFor)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(last)
      resolve()
    })
    server.closeIdleConnections()
  })
}

const names = ["SIGTERM", "SIGINT"] as const

/** The first signal stops, the second ends at once; answers how to stop listening for them. */
function onSignals(close: () => Promise<void>): () => void {
  let asked = false
  const heed = () => {
    if (asked) process.exit(1)
    asked = true
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const name of names) process.on(name, heed)
  return () => {
    for (const name of names) process.off(name, heed)
  }
}
