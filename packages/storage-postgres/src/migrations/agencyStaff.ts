/** Agencies' people: their accounts, and the invitations that open them. */
import { type Migration, tenantTable } from "./Migration.ts"

export const agencyStaff: Migration = {
  name: "0024_agency_staff",
  statements: (names) => {
    const { schema, roles } = names
    /** What is looked up by a hash before its operator is known: by the owner, for one question. */
    const lookup = (table: string, question: string, answer: string, body: string) => [
      `create policy lookup on ${schema}.${table} for select to ${roles.owner} using (true)`,
      `create function ${schema}.${question}(hash text) returns ${answer}
         language sql stable security definer set search_path = pg_catalog, pg_temp as $$ ${body} $$`,
      `revoke all on function ${schema}.${question}(text) from public`,
      `grant execute on function ${schema}.${question}(text) to ${roles.app}`,
    ]
    const named = "operator_id uuid, agency_id uuid, id uuid"
    return [
      `create table ${schema}.agency_users (
         operator_id uuid not null,
         id uuid not null,
         agency_id uuid not null,
         name text not null,
         email text,
         email_key text collate "C",
         role text not null check (role in ('ADMIN', 'BOOKER')),
         status text not null check (status in ('INVITED', 'ACTIVE', 'DISABLED')),
         invitation jsonb,
         credential_hash text,
         last_login_at timestamptz(3),
         erased_at timestamptz(3),
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint agency_users_email unique (operator_id, agency_id, email_key),
         constraint agency_users_agency foreign key (operator_id, agency_id) references ${schema}.agencies (operator_id, id)
       )`,
      `create index agency_users_created on ${schema}.agency_users (operator_id, agency_id, created_at, id)`,
      `create unique index agency_users_credential on ${schema}.agency_users (credential_hash)`,
      ...tenantTable(names, "agency_users", "select, insert, update"),

      // hash: null until the mail with the token leaves; a row stays when it was used, so that a second use is told from none.
      `create table ${schema}.agency_invitations (
         operator_id uuid not null,
         id uuid not null,
         agency_user_id uuid not null,
         hash text,
         used_at timestamptz(3),
         primary key (operator_id, id),
         constraint agency_invitations_user foreign key (operator_id, agency_user_id)
           references ${schema}.agency_users (operator_id, id)
       )`,
      `create unique index agency_invitations_hash on ${schema}.agency_invitations (hash)`,
      ...tenantTable(names, "agency_invitations", "select, insert, update"),

      ...lookup(
        "agency_users",
        "agency_user_of_credential",
        `table (${named}, role text, last_login_at timestamptz)`,
        `select u.operator_id, u.agency_id, u.id, u.role, u.last_login_at from ${schema}.agency_users u
           where u.credential_hash = $1 and u.status = 'ACTIVE'`,
      ),
      ...lookup(
        "agency_invitations",
        "invitee_of_token",
        `table (${named}, invitation_id uuid)`,
        `select u.operator_id, u.agency_id, u.id, i.id from ${schema}.agency_invitations i
           join ${schema}.agency_users u on u.operator_id = i.operator_id and u.id = i.agency_user_id
           where i.hash = $1`,
      ),
    ]
  },
}
