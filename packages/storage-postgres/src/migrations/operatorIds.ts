/**
 * Which operators there are, for a check of the whole storage: ids only, by a function of the system role, since nobody
 * else sees more than one operator.
 */
import type { Migration } from "./Migration.ts"

export const operatorIds: Migration = {
  name: "0029_operator_ids",
  statements: ({ schema, roles }) => [
    `create policy system on ${schema}.operators for select to ${roles.system} using (true)`,
    `grant select (operator_id) on ${schema}.operators to ${roles.system}`,
    `grant create on schema ${schema} to ${roles.system}`,
    `set local role ${roles.system}`,
    `create function ${schema}.operator_ids() returns table (operator_id uuid)
       language sql stable security definer set search_path = pg_catalog, pg_temp as $$
       select o.operator_id from ${schema}.operators o order by o.operator_id $$`,
    `revoke all on function ${schema}.operator_ids() from public`,
    `grant execute on function ${schema}.operator_ids() to ${roles.app}`,
    `set local role ${roles.owner}`,
    `revoke create on schema ${schema} from ${roles.system}`,
  ],
}
