/**
 * What happened and what is to be told: the append-only history, the outbox, the answers kept for repeated requests.
 *
 * The outbox and the kept answers are swept for all operators at once, by functions that run as the system role: it has a
 * policy on these two tables and on nothing else.
 */
import { type Migration, tenantTable } from "./Migration.ts"

export const records: Migration = {
  name: "0003_records",
  statements: (names) => {
    const { schema, roles } = names
    const definer = "security definer set search_path = pg_catalog, pg_temp"
    const forTheApp = (signature: string) => [
      `revoke all on function ${schema}.${signature} from public`,
      `grant execute on function ${schema}.${signature} to ${roles.app}`,
    ]
    return [
      // Identity columns of partitioned tables came with PostgreSQL 17; a sequence of its own works from 15 on.
      `create sequence ${schema}.history_sequence`,
      `grant usage on sequence ${schema}.history_sequence to ${roles.app}`,
      `create table ${schema}.history (
         operator_id uuid not null,
         at timestamptz(3) not null,
         sequence bigint not null default nextval('${schema}.history_sequence'),
         aggregate text not null check (aggregate in ('CLIENT', 'QUOTE', 'ORDER', 'MISSION', 'DRIVER')),
         ref uuid not null,
         actor jsonb not null,
         action text not null,
         "from" text,
         "to" text,
         reason text,
         data jsonb not null,
         primary key (operator_id, at, sequence)
       ) partition by range (at)`,
      `create index history_of on ${schema}.history (operator_id, aggregate, ref, sequence)`,
      ...tenantTable(names, "history", "select, insert"),
      `create function ${schema}.refuse_change() returns trigger language plpgsql as $$
         begin
           raise exception 'history is append-only' using errcode = 'restrict_violation';
         end $$`,
      `create trigger append_only before update or delete on ${schema}.history
         for each row execute function ${schema}.refuse_change()`,
      `create trigger no_truncate before truncate on ${schema}.history execute function ${schema}.refuse_change()`,
      `create table ${schema}.history_default partition of ${schema}.history default`,
      `create trigger no_truncate before truncate on ${schema}.history_default execute function ${schema}.refuse_change()`,
      `alter table ${schema}.history_default enable row level security`,
      `alter table ${schema}.history_default force row level security`,
      // A month whose rows already lie in the default partition stays there: moving them would rewrite history.
      `create function ${schema}.ensure_history_partitions(months int) returns int
         language plpgsql volatile ${definer} as $$
         declare
           month timestamp;
           part text;
           made int := 0;
         begin
           perform pg_advisory_xact_lock(hashtextextended('${schema}.history', 0));
           for ahead in 0..months loop
             month := date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead);
             part := 'history_' || to_char(month, 'YYYY_MM');
             continue when to_regclass('${schema}.' || part) is not null;
             begin
               execute format('create table ${schema}.%I partition of ${schema}.history for values from (%L) to (%L)',
                 part, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
               execute format('alter table ${schema}.%I enable row level security', part);
               execute format('alter table ${schema}.%I force row level security', part);
               execute format('create trigger no_truncate before truncate on ${schema}.%I execute function ${schema}.refuse_change()', part);
               made := made + 1;
             exception when check_violation then null;
             end;
           end loop;
           return made;
         end $$`,
      ...forTheApp("ensure_history_partitions(int)"),

      `create table ${schema}.outbox (
         operator_id uuid not null,
         id uuid not null,
         content jsonb not null,
         traceparent text,
         state text not null check (state in ('PENDING', 'SETTLED', 'BURIED')),
         due_at timestamptz(3) not null,
         claimed_by text,
         claimed_until timestamptz(3),
         attempt int not null,
         error text,
         created_at timestamptz(3) not null,
         ended_at timestamptz(3),
         primary key (operator_id, id)
       )`,
      `create index outbox_due on ${schema}.outbox (due_at, id) where state = 'PENDING'`,
      ...tenantTable(names, "outbox", "select, insert, update"),
      `create policy system on ${schema}.outbox to ${roles.system} using (true) with check (true)`,
      `grant select, update, delete on ${schema}.outbox to ${roles.system}`,

      `create table ${schema}.idempotency (
         operator_id uuid not null,
         credential text not null,
         key text not null,
         route text not null,
         body_hash text not null,
         status int,
         headers jsonb,
         body text,
         created_at timestamptz(3) not null,
         primary key (operator_id, credential, key)
       )`,
      `create index idempotency_age on ${schema}.idempotency (created_at)`,
      ...tenantTable(names, "idempotency", "select, insert, update, delete"),
      `create policy system on ${schema}.idempotency to ${roles.system} using (true) with check (true)`,
      `grant select, update, delete on ${schema}.idempotency to ${roles.system}`,

      // Functions belong to whoever creates them: the system role may do so in this schema for as long as this step lasts.
      `grant create on schema ${schema} to ${roles.system}`,
      `set local role ${roles.system}`,
      `create function ${schema}.claim_messages(claimant text, most int, at timestamptz, lease_end timestamptz)
         returns table (operator_id uuid, id uuid, content jsonb, traceparent text, attempt int)
         language sql volatile ${definer} as $$
         with due as materialized (
           select o.operator_id, o.id from ${schema}.outbox o
           where o.state = 'PENDING' and o.due_at <= $3 and (o.claimed_until is null or o.claimed_until <= $3)
           order by o.due_at, o.id limit $2 for no key update skip locked
         ), claimed as (
           update ${schema}.outbox o set claimed_by = $1, claimed_until = $4, attempt = o.attempt + 1
           from due where o.operator_id = due.operator_id and o.id = due.id
           returning o.operator_id, o.id, o.content, o.traceparent, o.attempt, o.due_at
         )
         select c.operator_id, c.id, c.content, c.traceparent, c.attempt from claimed c order by c.due_at, c.id $$`,
      ...forTheApp("claim_messages(text, int, timestamptz, timestamptz)"),
      `create function ${schema}.outbox_backlog() returns bigint language sql stable ${definer} as $$
         select count(*) from ${schema}.outbox where state = 'PENDING' $$`,
      ...forTheApp("outbox_backlog()"),
      `create function ${schema}.purge_answers(before timestamptz, most int) returns bigint language sql volatile ${definer} as $$
         with old as materialized (
           select i.operator_id, i.credential, i.key from ${schema}.idempotency i
           where i.created_at < $1 order by i.created_at limit $2 for update skip locked
         ), gone as (
           delete from ${schema}.idempotency i using old
           where i.operator_id = old.operator_id and i.credential = old.credential and i.key = old.key
           returning 1
         )
         select count(*) from gone $$`,
      ...forTheApp("purge_answers(timestamptz, int)"),
      `set local role ${roles.owner}`,
      `revoke create on schema ${schema} from ${roles.system}`,
    ]
  },
}
