/** `npm start`: the reference server. Demonstration mode unless CALECHE_MODE=production; see the README for the settings. */
import { CaptureBox, CurrentActor, IdGenerator, QuoteLinks, QuoteRepository } from "@caleche/core"
import { demoOperator, demoStaff, seed } from "@caleche/demo"
import { makeApp } from "@caleche/hono"
import { nodeAddress, serve } from "@caleche/hono/node"
import { demoKeys } from "@caleche/http"
import {
  background,
  firstKey,
  productionGreeting,
  serveProduction,
  settings as readSettings,
  type Settings,
  SettingsInvalid,
  storageOf,
  worldOf,
} from "caleche/cli"
import { Effect, Layer, ManagedRuntime } from "effect"
import { greeting } from "./greeting.ts"

const produce = async (settings: Settings): Promise<void> => {
  const { url } = await serveProduction(settings)
  process.stdout.write(productionGreeting(settings, url))
}

/** Demo VTC and its books, the keys everyone knows, and what was mailed shown to whoever asks. */
const demonstrate = async (settings: Settings): Promise<void> => {
  const { host, port } = settings
  const credentials = demoKeys({ operatorId: demoOperator.id, boundTo: host })
  let servedAt = ""
  const runtime = ManagedRuntime.make(worldOf(settings, { credentials, servedAt: () => servedAt }))
  try {
    await runtime.runPromise(seed)
    const captureBox = await runtime.runPromise(CaptureBox)
    const { url } = await serve({
      served: makeApp({
        runtime,
        metrics: "open",
        captureBox,
        addressOf: nodeAddress(settings.limits.trustedProxies),
      }),
      runtime,
      hostname: host,
      port,
      onListening: (url) => (servedAt = url),
      background: background(true),
    })
    process.stdout.write(greeting(settings, url, await runtime.runPromise(openQuotes)))
  } catch (cause) {
    await runtime.dispose()
    throw cause
  }
}

/** Quotes of the demonstration that can still be accepted, and the page where the client of one of them does. */
const openQuotes = Effect.gen(function* () {
  const quotes = yield* QuoteRepository
  const { items } = yield* quotes.list(demoOperator.id, { status: ["SENT"] }, { sort: "createdAt", limit: 2 })
  const [quote, other = quote] = items
  if (quote === undefined || other === undefined) return undefined
  const { url } = yield* QuoteLinks.use((links) => links.issue(other.id))
  return { id: quote.id, page: url }
}).pipe(Effect.provideService(CurrentActor, demoStaff("MANAGER")))

const makeFirstKey = async (settings: Settings, name: string): Promise<void> => {
  if (settings.keeping.store === "embedded" && settings.keeping.dataDir === undefined) {
    throw new SettingsInvalid({
      reasons: ["--first-key needs DATABASE_URL or DATA_DIR: in memory nothing would be kept"],
    })
  }
  const made = Effect.provide(
    firstKey(name),
    Layer.merge(storageOf(settings.keeping, true), IdGenerator.layer),
  )
  const { operator, secret } = await Effect.runPromise(made)
  process.stdout.write(`Operator ${operator.name}: ${operator.id}\nADMIN key, shown this once: ${secret}\n`)
}

try {
  const settings = await Effect.runPromise(readSettings)
  const [flag, name] = process.argv.slice(2)
  if (flag === undefined) await (settings.mode === "production" ? produce(settings) : demonstrate(settings))
  else if (flag === "--first-key" && name !== undefined && name.trim() !== "")
    await makeFirstKey(settings, name.trim())
  else
    throw new SettingsInvalid({
      reasons: [`${flag} is not known: there is --first-key "Name of the company"`],
    })
} catch (cause) {
  process.stderr.write(`caleche does not start: ${cause instanceof Error ? cause.message : String(cause)}\n`)
  process.exitCode = 1
}
