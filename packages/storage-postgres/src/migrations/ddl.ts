/**
 * Everything `migrate` runs, as text: for those who review it first, or whose application may not create anything.
 */
import { type NameOptions, type Names, namesOf } from "../Names.ts"
import { migrations } from "./all.ts"
import type { Migration } from "./Migration.ts"

/** pg_trgm and btree_gin serve text search, btree_gist keeps a driver's missions apart. */
export const extensions: ReadonlyArray<string> = ["pg_trgm", "btree_gist", "btree_gin"]

/** Months of history with a partition of their own, counted from now. */
export const monthsAhead = 3

export const createExtension = (name: string): string => `create extension if not exists ${name}`

export const createRole = (name: string): string => `create role ${name} nologin nosuperuser nobypassrls`

/** The schema and the ledger of steps, in the owner's name. */
export const foundation = ({ schema, roles }: Names): ReadonlyArray<string> => [
  `create schema if not exists ${schema} authorization ${roles.owner}`,
  `set local role ${roles.owner}`,
  `create table if not exists ${schema}.migrations (
     name text primary key,
     applied_at timestamptz(3) not null default now()
   )`,
  `grant usage on schema ${schema} to ${roles.app}, ${roles.search}, ${roles.system}`,
  `grant select on ${schema}.migrations to ${roles.app}`,
]

/** One step with its entry in the ledger. */
export const stepOf = (names: Names, migration: Migration): ReadonlyArray<string> => [
  ...migration.statements(names),
  `insert into ${names.schema}.migrations (name) values ('${migration.name}')`,
]

export const partitions = ({ schema }: Names): string =>
  `select ${schema}.ensure_history_partitions(${monthsAhead})`

/** The statements that set up an empty database, in order, to be run in one transaction by an administrator. */
export const ddl = (options: NameOptions = {}): ReadonlyArray<string> => {
  const names = namesOf(options)
  return [
    ...Object.values(names.roles).map(createRole),
    ...extensions.map(createExtension),
    ...foundation(names),
    ...migrations.flatMap((migration) => stepOf(names, migration)),
    partitions(names),
  ]
}
