/** The PostgreSQL driver over an in-process database: one connection pool's view of it. */
import { PgClient } from "@effect/sql-pg"
import { Effect, type Scope } from "effect"
import type { Reactivity } from "effect/reactivity"
import type { SqlError } from "effect/sql"
import type { Pglite } from "./Pglite.ts"

/** Pool settings that mean something in one process: no address, no credentials, no per-connection settings. */
export type PgliteClientConfig = Omit<
  PgClient.PgPoolConfig,
  | "connectTimeout"
  | "database"
  | "host"
  | "keepAlive"
  | "password"
  | "path"
  | "port"
  | "ssl"
  | "startupOptions"
  | "startupParameters"
  | "stream"
  | "url"
  | "username"
>

/**
 * A client on `pglite` with at most 4 connections unless given (a listener needs one of its own beside another).
 * Its `driver` is "pglite": libraries read it to avoid session-level locks, which logical connections share.
 */
export const makePgliteClient = (
  pglite: Pglite,
  config: PgliteClientConfig = {},
): Effect.Effect<
  PgClient.PgClient & { readonly driver: "pglite" },
  SqlError.SqlError,
  Scope.Scope | Reactivity.Reactivity
> =>
  Effect.map(
    PgClient.make({
      maxConnections: 4,
      ...config,
      username: "postgres",
      database: "postgres",
      stream: pglite.stream,
    }),
    (client) => Object.assign(client, { driver: "pglite" as const }),
  )
