/** `caleche serve`: the API as a process of its own. */
import { ConfigProvider, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed, sentenceOf } from "./failure.ts"
import { say } from "./output.ts"
import { productionGreeting, serveProduction } from "./server.ts"
import { settings } from "./settings.ts"

export const serve = Command.make(
  "serve",
  {
    host: Flag.String("host").pipe(
      Flag.withDescription("Address to serve on; HOST, or 127.0.0.1"),
      Flag.optional,
    ),
    port: Flag.Int("port").pipe(
      Flag.withDescription("Port to serve on; PORT, or 3000; 0 for any free one"),
      Flag.optional,
    ),
    migrate: Flag.Boolean("migrate").pipe(
      Flag.withDescription("Bring the database to this release first; --no-migrate where somebody else does"),
      Flag.withDefault(true),
    ),
  },
  Effect.fnUntraced(function* ({ host, migrate, port }) {
    const given = {
      CALECHE_MODE: "production",
      ...Option.match(host, { onNone: () => ({}), onSome: (value) => ({ HOST: value }) }),
      ...Option.match(port, { onNone: () => ({}), onSome: (value) => ({ PORT: String(value) }) }),
    }
    const found = yield* settings.pipe(
      Effect.provideService(
        ConfigProvider.ConfigProvider,
        ConfigProvider.fromEnv({ env: { ...environment(), ...given } }),
      ),
    )
    const { url } = yield* Effect.tryPromise({
      try: () => serveProduction(found, migrate),
      catch: (cause) => new CommandFailed({ message: sentenceOf(cause, process.env) }),
    })
    yield* say(productionGreeting(found, url).trimEnd())
    return yield* Effect.never // a signal ends the process once everything has stopped
  }),
).pipe(
  Command.withDescription(
    "Serve the API until SIGTERM or SIGINT. Mail is written to MAIL_CAPTURE_FILE where that is set; /metrics takes METRICS_KEY.",
  ),
  Command.withShortDescription("Serve the API"),
  Command.withExamples([
    { command: "DATA_DIR=./data caleche serve --port 8080", description: "Serve the embedded store" },
  ]),
)

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
