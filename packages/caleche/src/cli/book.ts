/** `caleche book`: price books out of an installation, into it, and whether one hangs together. */
import { type BookFindings, type BookProblem, PriceBook, PriceBooks, validateBook } from "@caleche/core"
import { Effect, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { writeFile } from "node:fs/promises"
import { CommandFailed, NotClean } from "./failure.ts"
import { readJson } from "./input.ts"
import { asAdmin, operatorFlag, operatorNamed } from "./operator.ts"
import { remark, say } from "./output.ts"
import { lasting } from "./settings.ts"
import { commandWorld } from "./world.ts"

const file = Argument.String("file").pipe(
  Argument.withDescription("A price book as JSON; - is standard input"),
  Argument.withDefault("-"),
)

const exporting = Command.make(
  "export",
  {
    out: Flag.String("out").pipe(
      Flag.withDescription("Write to this file instead of standard output"),
      Flag.withMetavar("FILE"),
      Flag.optional,
    ),
    version: Flag.Int("book-version").pipe(
      Flag.withDescription("A version that was in force once; the one in force when left out"),
      Flag.optional,
    ),
    operator: operatorFlag,
  },
  Effect.fnUntraced(function* ({ operator, out, version }) {
    const keeping = yield* lasting
    const book = yield* Effect.gen(function* () {
      const { id } = yield* operatorNamed(operator)
      return yield* asAdmin(
        id,
        PriceBooks.use((books) => books.get(Option.getOrUndefined(version))),
      )
    }).pipe(Effect.provide(commandWorld(keeping)))
    const text = JSON.stringify(Schema.encodeSync(PriceBook)(book), null, 2)
    if (Option.isNone(out)) return yield* say(text)
    yield* Effect.tryPromise({
      try: () => writeFile(out.value, `${text}\n`),
      catch: (cause) =>
        new CommandFailed({
          message: `${out.value} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
        }),
    })
    yield* remark(`version ${book.version} is in ${out.value}`)
  }),
).pipe(Command.withDescription("Write the operator's price book as JSON"))

const importing = Command.make(
  "import",
  {
    file,
    ifVersion: Flag.Int("if-version").pipe(
      Flag.withDescription("Only when this version is in force"),
      Flag.optional,
    ),
    operator: operatorFlag,
  },
  Effect.fnUntraced(function* ({ file, ifVersion, operator }) {
    const keeping = yield* lasting
    const book = yield* readJson(PriceBook, file)
    yield* report(file, validateBook(book))
    yield* Effect.gen(function* () {
      const { id, name } = yield* operatorNamed(operator)
      const { added, changed, removed, version } = yield* asAdmin(
        id,
        PriceBooks.use((books) => books.replace(book, Option.getOrUndefined(ifVersion))),
      )
      yield* say(
        `${name}: version ${version} is in force; ${added} rows added, ${changed} changed, ${removed} removed`,
      )
    }).pipe(Effect.provide(commandWorld(keeping)))
  }),
).pipe(
  Command.withDescription(
    "Put a price book in place of the operator's, as its next version; its own version field is not read",
  ),
)

const checking = Command.make(
  "check",
  { file },
  Effect.fnUntraced(function* ({ file }) {
    const book = yield* readJson(PriceBook, file)
    yield* report(file, validateBook(book))
    const rows = book.zones.length + book.routes.length + book.packages.length + book.rates.length
    yield* say(
      `${book.name} hangs together: ${rows + book.tariffs.length + book.rules.length + book.fees.length} rows`,
    )
  }),
).pipe(
  Command.withDescription(
    "Whether a price book hangs together: every problem with its path; needs no database",
  ),
)

/** Problems end the command, warnings do not. */
const report = Effect.fnUntraced(function* (name: string, { problems, warnings }: BookFindings) {
  for (const warning of warnings) yield* remark(`warning ${warning.code} ${placed(warning)}`)
  for (const problem of problems) yield* remark(placed(problem))
  if (problems.length > 0) {
    yield* remark(`caleche: ${name} contradicts itself`)
    return yield* new NotClean({ message: `${problems.length} problems` })
  }
})

const placed = ({ issue, path }: BookProblem): string => `${path.join(".")}: ${issue}`

export const book = Command.make("book").pipe(
  Command.withDescription("Price books: export, import and check them"),
  Command.withSubcommands([exporting, importing, checking]),
)
