/**
 * Who deals with whom: operators with their keys, clients with their contact cards, drivers.
 *
 * A private client's name and reach are columns of its card only, so that a person's data lies in one place.
 */
import { type Migration, tenantTable } from "./Migration.ts"

export const parties: Migration = {
  name: "0001_parties",
  statements: (names) => {
    const { schema, roles } = names
    return [
      `create table ${schema}.operators (
         operator_id uuid primary key,
         name text not null,
         email text,
         time_zone text not null,
         currency text not null check (currency ~ '^[A-Z]{3}$'),
         quote_prefix text not null,
         order_prefix text not null,
         policies jsonb not null
       )`,
      ...tenantTable(names, "operators", "select, insert, update"),

      `create table ${schema}.api_keys (
         operator_id uuid not null,
         id uuid not null,
         name text not null,
         role text not null check (role in ('OPERATOR', 'MANAGER', 'ADMIN')),
         hash text not null,
         created_at timestamptz(3) not null,
         last_used_at timestamptz(3),
         revoked_at timestamptz(3),
         primary key (operator_id, id)
       )`,
      // A key is looked up before its operator is known: the one index that does not begin with it.
      `create unique index api_keys_hash on ${schema}.api_keys (hash)`,
      ...tenantTable(names, "api_keys", "select, insert, update"),
      `create policy lookup on ${schema}.api_keys for select to ${roles.owner} using (true)`,
      `create function ${schema}.actor_of_key(hash text) returns setof ${schema}.api_keys
         language sql stable security definer set search_path = pg_catalog, pg_temp
         as $$ select k.* from ${schema}.api_keys k where k.hash = $1 and k.revoked_at is null $$`,
      `revoke all on function ${schema}.actor_of_key(text) from public`,
      `grant execute on function ${schema}.actor_of_key(text) to ${roles.app}`,

      `create table ${schema}.contacts (
         operator_id uuid not null,
         id uuid not null,
         first_name text,
         last_name text not null,
         gender text check (gender in ('FEMALE', 'MALE', 'OTHER')),
         email text,
         phone text,
         address jsonb,
         archived_at timestamptz(3),
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id)
       )`,
      ...tenantTable(names, "contacts", "select, insert, update"),

      `create table ${schema}.clients (
         operator_id uuid not null,
         id uuid not null,
         type text not null check (type in ('PRIVATE', 'BUSINESS')),
         stage text not null check (stage in ('PROSPECT', 'CLIENT')),
         name text,
         company_name text,
         email text,
         phone text,
         address jsonb,
         notes text,
         self_contact_id uuid,
         archived_at timestamptz(3),
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint clients_card foreign key (operator_id, self_contact_id) references ${schema}.contacts (operator_id, id),
         constraint clients_name_in_one_place check (
           case type
             when 'PRIVATE' then self_contact_id is not null and num_nonnulls(name, company_name, email, phone, address) = 0
             else self_contact_id is null and name is not null
           end
         )
       )`,
      `create index clients_created on ${schema}.clients (operator_id, created_at, id)`,
      `create index clients_type on ${schema}.clients (operator_id, type, created_at, id)`,
      `create index clients_archived on ${schema}.clients (operator_id, created_at, id) where archived_at is not null`,
      ...tenantTable(names, "clients", "select, insert, update"),

      `create table ${schema}.drivers (
         operator_id uuid not null,
         id uuid not null,
         name text not null,
         email text,
         phone text,
         active boolean not null,
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id)
       )`,
      `create index drivers_created on ${schema}.drivers (operator_id, created_at, id)`,
      ...tenantTable(names, "drivers", "select, insert, update"),
    ]
  },
}
