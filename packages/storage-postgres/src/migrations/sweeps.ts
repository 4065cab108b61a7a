/**
 * What is swept for all operators at once, by functions of the system role: messages that were delivered long ago, and
 * offers whose last day is over.
 */
import type { Migration } from "./Migration.ts"

export const sweeps: Migration = {
  name: "0033_sweeps",
  statements: ({ schema, roles }) => {
    const definer = "security definer set search_path = pg_catalog, pg_temp"
    const forTheApp = (signature: string) => [
      `revoke all on function ${schema}.${signature} from public`,
      `grant execute on function ${schema}.${signature} to ${roles.app}`,
    ]
    return [
      `create index outbox_settled on ${schema}.outbox (ended_at) where state = 'SETTLED'`,
      `create index quotes_open_until on ${schema}.quotes (valid_until, id) where status = 'SENT'`,
      `create policy system on ${schema}.quotes for select to ${roles.system} using (true)`,
      `grant select (operator_id, id, status, valid_until) on ${schema}.quotes to ${roles.system}`,
      `grant create on schema ${schema} to ${roles.system}`,
      `set local role ${roles.system}`,
      `create function ${schema}.purge_messages(before timestamptz, most int) returns bigint language sql volatile ${definer} as $$
         with old as materialized (
           select o.operator_id, o.id from ${schema}.outbox o
           where o.state = 'SETTLED' and o.ended_at < $1 order by o.ended_at limit $2 for update skip locked
         ), gone as (
           delete from ${schema}.outbox o using old where o.operator_id = old.operator_id and o.id = old.id returning 1
         )
         select count(*) from gone $$`,
      ...forTheApp("purge_messages(timestamptz, int)"),
      `create function ${schema}.open_until(day date, after_day date, after_id uuid, most int)
         returns table (operator_id uuid, id uuid, valid_until text) language sql stable ${definer} as $$
         select q.operator_id, q.id, q.valid_until::text from ${schema}.quotes q
         where q.status = 'SENT' and q.valid_until <= $1
           and ($2 is null or (q.valid_until, q.id) > ($2, $3))
         order by q.valid_until, q.id limit $4 $$`,
      ...forTheApp("open_until(date, date, uuid, int)"),
      `set local role ${roles.owner}`,
      `revoke create on schema ${schema} from ${roles.system}`,
    ]
  },
}
