/** The storage itself: steps run, roles that may not do more than they should, policies in force on every table. */
import { type Checked, type Difference, differing, type StorageFailed } from "@caleche/core"
import { Effect } from "effect"
import { migrations } from "../migrations/all.ts"
import type { TenantSql } from "../tenantSql.ts"

export const checkStructure = Effect.fnUntraced(function* (
  tenant: TenantSql,
): Effect.fn.Return<Checked, StorageFailed> {
  const { schema, roles } = tenant.names
  const operation = "StorageCheck.structure"
  const applied = yield* tenant.common<{ readonly name: string }>(
    operation,
    (sql) => sql`select name from ${tenant.named("migrations")} order by name`,
  )
  const tables = yield* tenant.common<{
    readonly name: string
    readonly enabled: boolean
    readonly forced: boolean
    readonly policies: number
    readonly partition: boolean
  }>(
    operation,
    (sql) => sql`
      select c.relname::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, c.relispartition as partition,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema}::text and c.relkind in ('r', 'p') and exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'operator_id' and not a.attisdropped)
      order by c.relname`,
  )
  const found = yield* tenant.common<{
    readonly name: string
    readonly superuser: boolean
    readonly bypasses: boolean
    readonly owns: boolean
  }>(
    operation,
    (sql) => sql`
      select r.rolname::text as name, r.rolsuper as superuser, r.rolbypassrls as bypasses, exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ${schema}::text and pg_has_role(r.oid, c.relowner, 'usage')
      ) as owns
      from pg_roles r where r.rolname = any(${[roles.app, roles.search, roles.system]}::text[])`,
  )
  const [session] = yield* tenant.common<{ readonly role: string }>(
    operation,
    (sql) => sql`select current_user::text as role`,
  )
  const steps = new Set(applied.map(({ name }) => name))
  const differences: ReadonlyArray<Difference> = [
    ...migrations.flatMap(({ name }) =>
      steps.has(name) ? [] : differing("STORAGE", name, [["migration", "missing", "applied"]]),
    ),
    ...tables.flatMap(({ enabled, forced, name, partition, policies }) =>
      differing("STORAGE", `table ${name}`, [
        ["row-level security", [enabled, forced], [true, true]],
        // A partition is reached through its table, whose policy counts.
        ["policy", policies > 0 || partition ? "in force" : "none", "in force"],
      ]),
    ),
    ...[roles.app, roles.search, roles.system].flatMap((name) => {
      const role = found.find((one) => one.name === name)
      return role === undefined
        ? differing("STORAGE", `role ${name}`, [["role", "missing", "there"]])
        : differing("STORAGE", `role ${name}`, [
            ["superuser", role.superuser, false],
            ["bypasses policies", role.bypasses, false],
            ["owns tables", role.owns, false],
          ])
    }),
    ...differing("STORAGE", "session", [["role", session?.role, roles.app]]),
  ]
  return { view: "STORAGE", records: migrations.length + tables.length + 3, differences }
})
