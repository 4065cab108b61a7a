/** Migrating is harmless to repeat, safe to run at once, and asks for what it may not create. */
import { ddl, layer, migrate, type MigrateOptions } from "@caleche/storage-postgres"
import { newOperator } from "@caleche/testing"
import { Cause, Effect, Exit, Option, Redacted } from "effect"
import { expect, test } from "vitest"
import { emptyDatabase, query, using } from "./database.ts"

const repeated = emptyDatabase("migrate_repeated")
const crowded = emptyDatabase("migrate_crowded")
const beside = emptyDatabase("migrate_beside")
const printed = emptyDatabase("migrate_printed")
const refused = emptyDatabase("migrate_refused")
const modest = emptyDatabase("migrate_modest")

const migrated = (url: string, options: Partial<MigrateOptions> = {}) =>
  Effect.runPromise(migrate({ url: Redacted.make(url), ...options }))

/** Everything in the schema, as text: columns, constraints, indexes, policies, functions, triggers, privileges. */
const catalogue = async (url: string): Promise<ReadonlyArray<string>> => {
  const rows = await query<{ line: string }>(
    url,
    `with n as (select oid from pg_namespace where nspname = 'caleche'), t as (select c.* from pg_class c, n where relnamespace = n.oid)
     select t.relname || ' ' || t.relkind::text || ' ' || t.relacl::text as line from t where t.relacl is not null
     union all select t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
       from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
     union all select conname || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k, n where connamespace = n.oid
     union all select indexdef from pg_indexes where schemaname = 'caleche'
     union all select tablename || ' ' || policyname || roles::text || cmd || qual || coalesce(with_check, '') from pg_policies where schemaname = 'caleche'
     union all select pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') || p.proowner::regrole from pg_proc p, n where pronamespace = n.oid
     union all select t.relname || ' ' || tgname || ' ' || tgtype from pg_trigger g join t on t.oid = g.tgrelid where not tgisinternal
     order by 1`,
  )
  return rows.map(({ line }) => line)
}

const ledger = async (url: string, schema = "caleche") =>
  (await query<{ name: string }>(url, `select name from ${schema}.migrations order by applied_at, name`)).map(
    ({ name }) => name,
  )

test("repeating it changes nothing, and its ledger names the steps in order", async () => {
  await migrated(repeated)
  const first = await catalogue(repeated)
  await migrated(repeated)
  expect(await catalogue(repeated)).toEqual(first)
  const steps = await ledger(repeated)
  expect(steps.map((name) => Number(name.slice(0, 4)))).toEqual(steps.map((_, before) => before + 1))
  expect(first.length).toBeGreaterThan(200)
})

test("this month and the three after it have a partition of history each", async () => {
  await migrated(repeated)
  const months = await query<{ ahead: number }>(
    repeated,
    `select ahead from generate_series(0, 6) ahead where to_regclass('caleche.history_' ||
       to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead), 'YYYY_MM')) is not null order by 1`,
  )
  expect(months.map(({ ahead }) => ahead)).toEqual([0, 1, 2, 3])
})

test("six at once, on one database and on another beside it, with roles new to the cluster", async () => {
  const roles = { prefix: "crowd" }
  const runs = [crowded, crowded, crowded, beside, beside, beside]
  await Promise.all(runs.map((url) => migrated(url, { schema: "crowd", roles })))
  const steps = await ledger(crowded, "crowd")
  expect(steps[0]).toBe("0001_parties")
  expect(await ledger(beside, "crowd")).toEqual(steps)
  expect(new Set(steps).size).toBe(steps.length)
  const [{ count } = { count: "" }] = await query<{ count: string }>(
    crowded,
    "select count(*) from pg_roles where rolname like 'crowd\\_%'",
  )
  expect(count).toBe("4")
})

test("the statements it prints make the same tables", async () => {
  await migrated(repeated)
  await using(printed, async (client) => {
    await client.query("begin")
    for (const statement of ddl({ roles: { prefix: "printed" } })) await client.query(statement)
    await client.query("commit")
  })
  const ours = (await catalogue(printed)).map((line) => line.replaceAll("printed_", "caleche_"))
  expect(ours.toSorted()).toEqual((await catalogue(repeated)).toSorted())
})

/** What migrating fails with. */
const failure = async (url: string, options: Partial<MigrateOptions>) => {
  const exit = await Effect.runPromiseExit(migrate({ url: Redacted.make(url), ...options }))
  return Exit.isFailure(exit) ? Option.getOrThrow(Cause.findErrorOption(exit.cause)) : undefined
}

test("a login that may not create roles or extensions is told the exact command", async () => {
  await migrated(repeated)
  await query(
    refused,
    "do $$ begin create role migrate_plain login; exception when duplicate_object then null; end $$",
  )
  const url = new URL(refused)
  url.username = "migrate_plain"
  expect(await failure(url.href, { roles: { prefix: "nobody" } })).toMatchObject({
    _tag: "RoleMissing",
    role: "nobody_owner",
    command: "create role nobody_owner nologin nosuperuser nobypassrls; grant nobody_owner to current_user",
  })
  expect(await failure(url.href, {})).toMatchObject({ _tag: "RoleMissing", role: "caleche_owner" })
  await query(refused, "grant caleche_owner, caleche_app, caleche_search, caleche_system to migrate_plain")
  expect(await failure(url.href, {})).toMatchObject({
    _tag: "ExtensionMissing",
    extension: "pg_trgm",
    command: "create extension if not exists pg_trgm",
  })
  for (const name of ["pg_trgm", "btree_gist", "btree_gin"]) await query(refused, `create extension ${name}`)
  expect(await failure(url.href, {})).toMatchObject({ _tag: "MigrationFailed", migration: "ledger" })
  await query(refused, "grant create on database migrate_refused to migrate_plain")
  expect(await failure(url.href, {})).toBeUndefined()
  expect(await catalogue(refused)).toEqual(await catalogue(repeated))
})

test("a login that may create roles and in the database needs no more, to migrate and to serve", async () => {
  await query(modest, "create role migrate_modest login createrole")
  await query(modest, "grant create on database migrate_modest to migrate_modest")
  const url = new URL(modest)
  url.username = "migrate_modest"
  const names = { schema: "modest", roles: { prefix: "modest" } }
  await migrated(url.href, names)
  expect((await ledger(modest, "modest")).at(0)).toBe("0001_parties")
  const storage = layer({ url: Redacted.make(url.href), ...names })
  const { name } = await Effect.runPromise(Effect.provide(newOperator({ name: "Modest" }), storage))
  expect(name).toBe("Modest")
})

test("a name that is no plain identifier is refused before anything runs", async () => {
  const exit = await Effect.runPromiseExit(
    Effect.suspend(() => migrate({ url: Redacted.make(refused), schema: 'x"; drop' })),
  )
  expect(Exit.isFailure(exit) && String(Cause.squash(exit.cause))).toContain(
    "Not a plain PostgreSQL identifier",
  )
})
