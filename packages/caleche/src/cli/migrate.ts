/** `caleche migrate`: brings a database to this release, or prints what that would run. */
import { ddl, migrate as migratePostgres } from "@caleche/storage-postgres"
import { Effect, Layer } from "effect"
import { Command, Flag } from "effect/cli"
import { say } from "./output.ts"
import { placeOf } from "./server.ts"
import { lasting } from "./settings.ts"
import { storageOf } from "./world.ts"

export const migrate = Command.make(
  "migrate",
  {
    print: Flag.Boolean("print").pipe(
      Flag.withDescription("Print the statements that set up an empty database, and run nothing"),
      Flag.withDefault(false),
    ),
  },
  Effect.fnUntraced(function* ({ print }) {
    if (print) {
      const statements = ddl().map((statement) => `${statement.trim()};`)
      return yield* say(["begin;", ...statements, "commit;"].join("\n"))
    }
    const keeping = yield* lasting
    yield* keeping.store === "postgres"
      ? migratePostgres({ url: keeping.url })
      : Effect.scoped(Effect.asVoid(Layer.build(storageOf(keeping, true))))
    yield* say(`${placeOf(keeping)} is at this release.`)
  }),
).pipe(
  Command.withDescription(
    "Bring the database to this release: roles, extensions and the steps its ledger lacks, in one transaction. Running it again changes nothing.",
  ),
  Command.withShortDescription("Bring the database to this release"),
)
