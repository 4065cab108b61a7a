import { PgClient } from "@effect/sql-pg"

export const client = PgClient.PgClient
