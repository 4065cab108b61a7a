/** What those who run the server look at: whether it lives, whether it can take requests, and what it has done. */
import type { Metrics } from "@caleche/http"
import { Outbox, StorageHealth } from "@caleche/core"
import { Effect, Exit, Redacted } from "effect"
import type { Hono } from "hono"

/** What the checks need from a runtime. */
export type Operated = StorageHealth | Outbox

/** Runs an effect of the server's runtime. */
export type Run<R> = <A, E>(effect: Effect.Effect<A, E, R>) => Promise<Exit.Exit<A, unknown>>

/** Turned once, at shutdown: from then on the server is not ready, while it finishes what it has begun. */
export interface Lifecycle {
  stopping: boolean
}

const checkFor = "5 seconds"

export const bindHealth = (app: Hono, run: Run<Operated>, lifecycle: Lifecycle): void => {
  app.get("/healthz", (c) => c.json({ status: "alive" }))
  app.get("/readyz", async (c) => {
    const notReady = (reason: string) => c.json({ status: "not ready", reason }, 503, { "retry-after": "1" })
    if (lifecycle.stopping) return notReady("stopping")
    const exit = await run(
      StorageHealth.use(({ check }) => check).pipe(
        Effect.as("ready"),
        Effect.timeoutOrElse({ duration: checkFor, orElse: () => Effect.succeed("StorageSlow") }),
        Effect.catch(({ _tag }) => Effect.succeed(_tag)),
      ),
    )
    const found = Exit.isSuccess(exit) ? exit.value : "StorageFailed"
    return found === "ready" ? c.json({ status: "ready" }) : notReady(found)
  })
}

/** Who may read the metrics: everyone (a demonstration, or a port of its own), or whoever knows the key. */
export type MetricsAccess = "open" | Redacted.Redacted

export const bindMetrics = (app: Hono, run: Run<Operated>, metrics: Metrics, access: MetricsAccess): void => {
  app.get("/metrics", async (c) => {
    if (
      access !== "open" &&
      !(await sameText(c.req.header("authorization") ?? "", `Bearer ${Redacted.value(access)}`))
    ) {
      return c.text("a key is required", 401, { "www-authenticate": 'Bearer realm="metrics"' })
    }
    const backlog = await run(Outbox.use((outbox) => outbox.backlog))
    const text = metrics.render([
      ...(Exit.isSuccess(backlog)
        ? [
            {
              name: "caleche_outbox_backlog",
              help: "Messages neither delivered nor given up.",
              value: backlog.value,
            },
          ]
        : []),
      ...memory(),
    ])
    return c.text(text, 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" })
  })
}

/** Compares digests, so that the time it takes tells nothing of the key. */
async function sameText(given: string, wanted: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, wanted].map((text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
  )
  const [left, right] = [new Uint8Array(a!), new Uint8Array(b!)]
  return left.every((byte, i) => byte === right[i])
}

/** Only where the host tells: Node, Bun and Deno do. */
function memory() {
  const host = globalThis as {
    readonly process?: { readonly memoryUsage?: () => { readonly rss: number; readonly heapUsed: number } }
  }
  const usage = host.process?.memoryUsage?.()
  if (usage === undefined) return []
  return [
    { name: "process_resident_memory_bytes", help: "Resident memory.", value: usage.rss },
    { name: "process_heap_bytes", help: "Heap in use.", value: usage.heapUsed },
  ]
}
