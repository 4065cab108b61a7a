/** Whether the database answers and has all steps of this release. One that is ahead of it is fine: it serves the next release too. */
import { MigrationsPending, type StorageHealth } from "@caleche/core"
import { Effect } from "effect"
import { migrations } from "./migrations/all.ts"
import type { TenantSql } from "./tenantSql.ts"

export const makeHealth = (tenant: TenantSql): StorageHealth["Service"] => {
  const ledger = `${tenant.names.schema}.migrations`
  return {
    check: Effect.gen(function* () {
      const operation = "StorageHealth.check"
      const [there] = yield* tenant.common<{ readonly found: boolean }>(
        operation,
        (sql) => sql`select to_regclass(${ledger}::text) is not null as found`,
      )
      const applied =
        there?.found === true
          ? yield* tenant.common<{ readonly name: string }>(
              operation,
              (sql) => sql`select name from ${sql.literal(ledger)}`,
            )
          : []
      const pending = migrations
        .map(({ name }) => name as string)
        .filter((name) => !applied.some((row) => row.name === name))
      if (pending.length > 0) return yield* new MigrationsPending({ pending })
    }),
  }
}
