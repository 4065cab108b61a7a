/** PostgreSQL as the store of record: the storage ports, with row-level security and migrations. */
export { IsolationNotEnforced } from "./isolation.ts"
export { layer, portsOver, type PostgresOptions, type StartError } from "./layer.ts"
export { ddl } from "./migrations/ddl.ts"
export { migrate, migrateOver, type MigrateOptions } from "./migrations/migrate.ts"
export {
  ExtensionMissing,
  type MigrationError,
  MigrationFailed,
  RoleMissing,
} from "./migrations/MigrationErrors.ts"
export { type NameOptions, type Names, namesOf, type RoleNames } from "./Names.ts"
export type { PoolOptions, Pools } from "./tenantSql.ts"
export { type HostTransaction, type PortsWithin, portsWithin } from "./within.ts"
