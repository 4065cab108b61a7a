/**
 * Which contacts belong to which clients, and what each was asked about the newsletter.
 *
 * A client's card is not linked to it: it is part of it.
 */
import { type Migration, tenantTable } from "./Migration.ts"

export const contactLinks: Migration = {
  name: "0008_contact_links",
  statements: (names) => {
    const { schema } = names
    return [
      `alter table ${schema}.contacts add column newsletter jsonb`,
      `create index contacts_created on ${schema}.contacts (operator_id, created_at, id)`,
      `create index contacts_archived on ${schema}.contacts (operator_id, created_at, id) where archived_at is not null`,
      `create index clients_card on ${schema}.clients (operator_id, self_contact_id) where self_contact_id is not null`,
      `create table ${schema}.client_contacts (
         operator_id uuid not null,
         client_id uuid not null,
         contact_id uuid not null,
         role text not null check (role in ('BOOKER', 'PASSENGER', 'BILLING', 'OTHER')),
         is_primary boolean not null,
         primary key (operator_id, client_id, contact_id),
         constraint client_contacts_client foreign key (operator_id, client_id) references ${schema}.clients (operator_id, id),
         constraint client_contacts_contact foreign key (operator_id, contact_id) references ${schema}.contacts (operator_id, id)
       )`,
      `create unique index client_contacts_one_primary on ${schema}.client_contacts (operator_id, client_id) where is_primary`,
      `create index client_contacts_of_contact on ${schema}.client_contacts (operator_id, contact_id, client_id)`,
      ...tenantTable(names, "client_contacts", "select, insert, update, delete"),
    ]
  },
}
