/**
 * Policies bind neither superusers nor roles with BYPASSRLS, and a table's owner can take them off: as one of those the
 * storage would keep operators apart by good will only.
 */
import type { StorageFailed } from "@caleche/core"
import { Effect, Schema } from "effect"
import type { TenantSql } from "./tenantSql.ts"

/** The storage does not serve as this role. Configure another, or `isolation: "single-operator"` where there is one operator. */
export class IsolationNotEnforced extends Schema.TaggedError<IsolationNotEnforced>()("IsolationNotEnforced", {
  role: Schema.String,
  reason: Schema.Literals(["SUPERUSER", "BYPASSRLS", "OWNER"]),
}) {}

/** Fails when the role statements run as is above the policies. */
export const checkIsolation = (
  tenant: TenantSql,
): Effect.Effect<void, IsolationNotEnforced | StorageFailed> =>
  Effect.gen(function* () {
    const [row] = yield* tenant.common<{
      readonly role: string
      readonly reason: IsolationNotEnforced["reason"] | null
    }>(
      "checkIsolation",
      (sql) => sql`
        select r.rolname::text as role, case
          when r.rolsuper then 'SUPERUSER'
          when r.rolbypassrls then 'BYPASSRLS'
          when exists (
            select from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ${tenant.names.schema}::text and pg_has_role(r.oid, c.relowner, 'usage')
          ) then 'OWNER'
        end as reason
        from pg_roles r where r.rolname = current_user`,
    )
    if (row !== undefined && row.reason !== null)
      return yield* new IsolationNotEnforced({ role: row.role, reason: row.reason })
  })
