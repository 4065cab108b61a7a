/** JSON that commands read, from a file or from standard input, and everything that is wrong with it at once. */
import { Effect, Schema } from "effect"
import { readFile } from "node:fs/promises"
import { text } from "node:stream/consumers"
import { CommandFailed, issuesOf } from "./failure.ts"

/** The value in the file, checked by `schema`; `-` is standard input. Fields the schema does not know are refused. */
export const readJson = <S extends Schema.Top>(schema: S, file: string) =>
  Effect.gen(function* () {
    const name = file === "-" ? "standard input" : file
    const content = yield* Effect.tryPromise({
      try: () => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
      catch: (cause) =>
        new CommandFailed({
          message: `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        }),
    })
    const json = yield* Effect.try({
      try: (): unknown => JSON.parse(content),
      catch: () => new CommandFailed({ message: `${name} is not JSON` }),
    })
    return yield* Effect.mapError(
      Schema.decodeUnknownEffect(schema, { errors: "all", onExcessProperty: "error" })(json),
      (error) =>
        new CommandFailed({
          message: `${name} does not say what it should:\n${issuesOf(error)
            .map((issue) => `  - ${issue}`)
            .join("\n")}`,
        }),
    )
  })
