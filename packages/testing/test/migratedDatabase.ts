/** A database of its own on the shared PostgreSQL, migrated; dropped when the scope ends. */
import { migrate } from "@caleche/storage-postgres"
import { freshUuid } from "@caleche/testing"
import { createDatabase, dropDatabase } from "@caleche/testing/postgres"
import { Effect, Redacted } from "effect"
import { inject } from "vitest"

/** The URL of the database, as the cluster's superuser. */
export const migratedDatabase = Effect.gen(function* () {
  const server = inject("postgresUrl")
  const name = `test_${freshUuid().replaceAll("-", "").slice(0, 20)}`
  yield* Effect.acquireRelease(
    Effect.promise(() => createDatabase(server, name)),
    () => Effect.promise(() => dropDatabase(server, name)),
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  yield* migrate({ url: Redacted.make(url.href) })
  return url.href
})
