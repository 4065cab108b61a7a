/**
 * Brings a database to this release: roles and extensions where they are missing, then the steps its ledger lacks.
 *
 * All of it is one transaction under a lock, so any number of processes may start at once and running it again changes
 * nothing.
 */
import { PgClient } from "@effect/sql-pg"
import { Effect, type Redacted, Schedule } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlError, type SqlClient } from "effect/sql"
import { type NameOptions, type Names, namesOf } from "../Names.ts"
import { sqlStateOf } from "../sqlState.ts"
import { migrations } from "./all.ts"
import { createExtension, createRole, extensions, foundation, partitions, stepOf } from "./ddl.ts"
import { ExtensionMissing, type MigrationError, MigrationFailed, RoleMissing } from "./MigrationErrors.ts"

export interface MigrateOptions extends NameOptions {
  /** A login that may create what is missing: a superuser, or one with CREATEROLE that may create in the database. */
  readonly url: Redacted.Redacted
}

/** Migrates the database at `url`. */
export const migrate = (options: MigrateOptions): Effect.Effect<void, MigrationError> =>
  PgClient.make({
    url: options.url,
    maxConnections: 1,
    prepare: false,
    applicationName: "caleche-migrate",
  }).pipe(
    Effect.mapError((cause) => new MigrationFailed({ migration: "connect", cause })),
    Effect.flatMap((sql) => migrateOver(sql, namesOf(options))),
    Effect.scoped,
    Effect.provide(Reactivity.layer),
  )

/** Migrates over an open client whose login may create what is missing. */
export const migrateOver = (sql: SqlClient.SqlClient, names: Names): Effect.Effect<void, MigrationError> =>
  Effect.andThen(ensureRoles(sql, names), Effect.andThen(ensureExtensions(sql), advance(sql, names)))

const run = (sql: SqlClient.SqlClient, migration: string, statement: string) =>
  sql
    .unsafe<Record<string, unknown>>(statement)
    .unprepared.pipe(Effect.mapError((cause) => new MigrationFailed({ migration, cause })))

/** From PostgreSQL 16 on a member may not always act as the role; who created it, for one, is its administrator only. */
const mayTakeOn =
  "case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end"

/** Two processes may create a role at once, also from different databases, where no advisory lock reaches. */
const ensureRoles = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, { roles }: Names) {
  for (const role of Object.values(roles)) {
    const refused = () =>
      new RoleMissing({ role, command: `${createRole(role)}; grant ${role} to current_user` })
    yield* run(
      sql,
      "roles",
      `do $$ begin
         if not exists (select from pg_roles where rolname = '${role}') then ${createRole(role)}; end if;
       exception when duplicate_object or unique_violation then null; end $$`,
    ).pipe(Effect.catchIf(isRefused, () => Effect.fail(refused())))
    yield* run(
      sql,
      "roles",
      `do $$ begin
         if not pg_has_role(current_user, '${role}', ${mayTakeOn}) then grant ${role} to current_user; end if;
       end $$`,
    ).pipe(
      Effect.retry({ while: isConcurrentUpdate, schedule: briefly }),
      Effect.catchIf(isRefused, () => Effect.fail(refused())),
    )
  }
})

const ensureExtensions = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const found = yield* run(sql, "extensions", "select extname as name from pg_extension")
  for (const extension of extensions.filter((name) => !found.some((row) => row["name"] === name))) {
    const command = createExtension(extension)
    yield* run(sql, "extensions", command).pipe(
      Effect.catchIf(isDuplicate, () => Effect.void), // another process was faster
      Effect.mapError(() => new ExtensionMissing({ extension, command })),
    )
  }
})

/** Waits for its turn as long as it takes, then for each table 2 s, and starts anew when one was in use. */
const advance = (sql: SqlClient.SqlClient, names: Names) =>
  sql
    .withTransaction(
      Effect.gen(function* () {
        yield* run(sql, "ledger", "set local statement_timeout = 0")
        yield* run(sql, "ledger", "set local lock_timeout = 0")
        yield* run(
          sql,
          "ledger",
          `select pg_advisory_xact_lock(hashtextextended('caleche.migrations.${names.schema}', 0))`,
        )
        yield* run(sql, "ledger", "set local lock_timeout = '2s'")
        for (const statement of foundation(names)) yield* run(sql, "ledger", statement)
        const applied = yield* run(sql, "ledger", `select name from ${names.schema}.migrations`)
        const done = new Set(applied.map((row) => row["name"]))
        for (const migration of migrations.filter(({ name }) => !done.has(name))) {
          for (const statement of stepOf(names, migration)) yield* run(sql, migration.name, statement)
        }
        yield* run(sql, "partitions", partitions(names))
      }),
    )
    .pipe(
      Effect.mapError((cause) =>
        cause instanceof MigrationFailed ? cause : new MigrationFailed({ migration: "commit", cause }),
      ),
      Effect.retry({ while: isBusy, schedule: briefly }),
    )

const briefly = Schedule.max([Schedule.jittered(Schedule.exponential("100 millis")), Schedule.recurs(6)])

const stateOf = ({ cause }: MigrationFailed): string | undefined =>
  SqlError.isSqlError(cause) ? sqlStateOf(cause) : undefined
const isRefused = (failed: MigrationFailed): boolean => ["42501", "0LP01"].includes(stateOf(failed) ?? "")
const isDuplicate = (failed: MigrationFailed): boolean => ["42710", "23505"].includes(stateOf(failed) ?? "")
const isBusy = (failed: MigrationFailed): boolean =>
  ["55P03", "40P01", "XX000"].includes(stateOf(failed) ?? "")
/** `tuple concurrently updated`: two processes granted the same role. */
const isConcurrentUpdate = (failed: MigrationFailed): boolean => stateOf(failed) === "XX000"
