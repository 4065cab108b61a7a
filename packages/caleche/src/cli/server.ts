/** A server in production: the API over the storage, mails from the outbox where a mailer is set up. */
import { makeApp } from "@caleche/hono"
import { nodeAddress, type Running, serve } from "@caleche/hono/node"
import { ManagedRuntime } from "effect"
import { noLinksBecause } from "./links.ts"
import type { Settings } from "./settings.ts"
import { background, worldOf } from "./world.ts"

/** Serves until a signal ends it. */
export const serveProduction = async (settings: Settings, migrate = true): Promise<Running> => {
  const { host, mailFile, metricsKey, port } = settings
  const runtime = ManagedRuntime.make(worldOf(settings, { migrate }))
  try {
    return await serve({
      served: makeApp({
        runtime,
        addressOf: nodeAddress(settings.limits.trustedProxies),
        ...(metricsKey === undefined ? {} : { metrics: metricsKey }),
      }),
      runtime,
      hostname: host,
      port,
      background: background(mailFile !== undefined),
    })
  } catch (cause) {
    await runtime.dispose()
    throw cause
  }
}

/** What it says when it is ready. */
export const productionGreeting = (settings: Settings, url: string): string => {
  const { keeping, links, mailFile, metricsKey } = settings
  const noLinks = noLinksBecause(settings)
  return [
    `caleche over ${placeOf(keeping)}`,
    `  ${url}/v1    the API`,
    `  ${url}/docs  its reference`,
    ...(metricsKey === undefined ? [] : [`  ${url}/metrics  with METRICS_KEY as bearer`]),
    mailFile === undefined
      ? "Mail waits in the outbox: no mailer is set up."
      : `Mail is written to ${mailFile}.`,
    noLinks === undefined
      ? `Clients answer quotes on pages below ${links.publicUrl}/portal.`
      : `Quotes have no pages for their clients: ${noLinks}.`,
    "",
  ].join("\n")
}

/** Where records are kept, as people read it; never the URL itself. */
export const placeOf = (keeping: Settings["keeping"]): string =>
  keeping.store === "postgres"
    ? "PostgreSQL at DATABASE_URL"
    : keeping.dataDir === undefined
      ? "an embedded PostgreSQL in memory (DATA_DIR=folder keeps it)"
      : `an embedded PostgreSQL in ${keeping.dataDir}`
