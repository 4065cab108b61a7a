/** `npm start`: the reference server. Demonstration mode unless CALECHE_MODE=production; see the README for the settings. */
import { CaptureBox, IdGenerator, QuoteRepository, Relay } from "@caleche/core"
import { demoOperator, seed } from "@caleche/demo"
import { makeApp } from "@caleche/hono"
import { serve } from "@caleche/hono/node"
import { Effect, Layer, ManagedRuntime } from "effect"
import { firstKey } from "./firstKey.ts"
import { greeting } from "./greeting.ts"
import { settings as readSettings, type Settings, SettingsInvalid } from "./settings.ts"
import { storageOf, worldOf } from "./world.ts"

const start = async (settings: Settings): Promise<void> => {
  const { mode, host, port, metricsKey, mailFile } = settings
  const demonstration = mode === "demonstration"
  const runtime = ManagedRuntime.make(worldOf(settings))
  try {
    if (demonstration) await runtime.runPromise(seed)
    const captureBox = demonstration ? await runtime.runPromise(CaptureBox) : undefined
    const metrics = demonstration ? ("open" as const) : metricsKey
    const served = makeApp({
      runtime,
      ...(metrics === undefined ? {} : { metrics }),
      ...(captureBox === undefined ? {} : { captureBox }),
    })
    const { url } = await serve({
      served,
      runtime,
      hostname: host,
      port,
      ...(demonstration || mailFile !== undefined ? { background: Relay.use((relay) => relay.run) } : {}),
    })
    process.stdout.write(
      greeting(settings, url, demonstration ? await runtime.runPromise(openQuote) : undefined),
    )
  } catch (cause) {
    await runtime.dispose()
    throw cause
  }
}

/** A quote of the demonstration that can still be accepted. */
const openQuote = Effect.map(
  QuoteRepository.use((quotes) =>
    quotes.list(demoOperator.id, { status: ["SENT"] }, { sort: "createdAt", limit: 1 }),
  ),
  ({ items }) => items[0]?.id,
)

const makeFirstKey = async (settings: Settings, name: string): Promise<void> => {
  if (settings.keeping.store === "embedded" && settings.keeping.dataDir === undefined) {
    throw new SettingsInvalid({
      reasons: ["--first-key needs DATABASE_URL or DATA_DIR: in memory nothing would be kept"],
    })
  }
  const made = Effect.provide(firstKey(name), Layer.merge(storageOf(settings), IdGenerator.layer))
  const { operator, secret } = await Effect.runPromise(made)
  process.stdout.write(`Operator ${operator.name}: ${operator.id}\nADMIN key, shown this once: ${secret}\n`)
}

try {
  const settings = await Effect.runPromise(readSettings)
  const [flag, name] = process.argv.slice(2)
  if (flag === undefined) await start(settings)
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
