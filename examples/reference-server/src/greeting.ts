/** What the server says when it is ready: where it serves what, and lines that work as they are printed. */
import type { Settings } from "./settings.ts"

/** `openQuote`: the id of a quote that waits for an answer, in demonstration mode, as long as there is one. */
export const greeting = (
  { mode, keeping, mailFile, metricsKey }: Settings,
  url: string,
  openQuote: string | undefined,
): string => {
  const store =
    keeping.store === "postgres"
      ? "PostgreSQL at DATABASE_URL"
      : keeping.dataDir === undefined
        ? "an embedded PostgreSQL in memory (DATA_DIR=folder keeps it)"
        : `an embedded PostgreSQL in ${keeping.dataDir}`
  const addresses = [`  ${url}/v1    the API`, `  ${url}/docs  its reference`]
  if (mode === "production") {
    return [
      `caleche over ${store}`,
      ...addresses,
      ...(metricsKey === undefined ? [] : [`  ${url}/metrics  with METRICS_KEY as bearer`]),
      mailFile === undefined
        ? "Mail waits in the outbox: no mailer is set up."
        : `Mail is written to ${mailFile}.`,
      "",
    ].join("\n")
  }
  const curl = (request: string) => `  curl -s -H 'Authorization: Bearer demo-manager' ${request}`
  return [
    `caleche, demonstration mode: Demo VTC over ${store}`,
    ...addresses,
    "The keys demo-operator, demo-manager and demo-admin work in this mode only, and only on this machine. Try:",
    "",
    curl(`'${url}/v1/orders?sort=tripAt'`),
    ...(openQuote === undefined ? [] : [curl(`-X POST '${url}/v1/quotes/${openQuote}/accept'`)]),
    curl(`'${url}/v1/dev/mail'`),
    "",
    "",
  ].join("\n")
}
