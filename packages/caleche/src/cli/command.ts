/** The `caleche` command: what looks after an installation, and prices a trip without one. */
import { Effect, FileSystem, Layer, Logger, Path, Stdio, Terminal } from "effect"
import { CliConfig, CliError, Command, GlobalFlag } from "effect/cli"
import { ChildProcessSpawner } from "effect/process"
import { book } from "./book.ts"
import { check } from "./check.ts"
import { NotClean, sentenceOf } from "./failure.ts"
import { keys } from "./keys.ts"
import { migrate } from "./migrate.ts"
import { price } from "./price.ts"
import { serve } from "./serve.ts"

const caleche = Command.make("caleche").pipe(
  Command.withDescription(
    "Chauffeur and coach transport. Records are in PostgreSQL (DATABASE_URL) or in the embedded store (DATA_DIR).",
  ),
  Command.withSubcommands([serve, migrate, check, keys, price, book]),
)

/** The parser asks for these; no command of ours uses them: files are read by `input.ts`, nothing is asked or spawned. */
const surroundings = Layer.mergeAll(
  FileSystem.layerNoop({}),
  Path.layer,
  Stdio.layerTest({}),
  Layer.succeed(
    Terminal.Terminal,
    Terminal.make({
      columns: Effect.succeed(process.stdout.columns ?? 100),
      rows: Effect.succeed(process.stdout.rows ?? 40),
      size: Effect.die("no command asks for it"),
      readInput: Effect.die("no command asks for input"),
      readLine: Effect.die("no command asks for input"),
      display: (text) => Effect.sync(() => void process.stdout.write(text)),
    }),
  ),
  Layer.succeed(
    ChildProcessSpawner.ChildProcessSpawner,
    ChildProcessSpawner.make(() => Effect.die("no command starts another")),
  ),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] }),
  Logger.layer([Logger.withConsoleError(Logger.formatLogFmt)]),
)

/** Runs the command with `args`; the exit status: 0, 1 when it failed or found something, 2 when it was called wrongly. */
export const runCommand = (args: ReadonlyArray<string>, version: string): Promise<number> =>
  Effect.runPromise(
    Command.runWith(caleche, { version })(args).pipe(
      Effect.as(0),
      Effect.catch((error) =>
        Effect.sync(() => {
          if (CliError.isCliError(error))
            return error._tag === "ShowHelp" && error.errors.length === 0 ? 0 : 2
          if (!(error instanceof NotClean)) complain(error)
          return 1
        }),
      ),
      Effect.catchDefect((defect) =>
        Effect.sync(() => {
          complain(defect)
          return 1
        }),
      ),
      Effect.provide(surroundings),
    ),
  )

const complain = (cause: unknown): void =>
  void process.stderr.write(`caleche: ${sentenceOf(cause, process.env)}\n`)
