/** Starts the one PostgreSQL that this project's tests share; each takes databases of its own on it. */
import { startPostgres, type PostgresServer } from "../src/postgres.ts"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The shared server's `postgres` database, as superuser: `inject("postgresUrl")`. */
    readonly postgresUrl: string
  }
}

let server: PostgresServer | undefined

export const setup = async (project: TestProject): Promise<void> => {
  server = await startPostgres({ maxConnections: 200 })
  project.provide("postgresUrl", server.url())
}

export const teardown = async (): Promise<void> => {
  await server?.stop()
}
