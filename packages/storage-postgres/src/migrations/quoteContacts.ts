/**
 * Which quotes name a contact: kept beside the quotes by a trigger, so that whoever is named can be told at once, and that
 * nobody who is named is deleted.
 */
import { type Migration, tenantTable } from "./Migration.ts"

export const quoteContacts: Migration = {
  name: "0019_quote_contacts",
  statements: (names) => {
    const { schema, roles } = names
    const named = "(e ->> 'contactId')::uuid"
    return [
      `create table ${schema}.quote_contacts (
         operator_id uuid not null,
         contact_id uuid not null,
         quote_id uuid not null,
         primary key (operator_id, contact_id, quote_id),
         constraint quote_contacts_contact foreign key (operator_id, contact_id) references ${schema}.contacts (operator_id, id),
         constraint quote_contacts_quote foreign key (operator_id, quote_id) references ${schema}.quotes (operator_id, id)
       )`,
      `create index quote_contacts_of_quote on ${schema}.quote_contacts (operator_id, quote_id)`,
      // What is there already is every operator's, and the policies bind the owner too.
      ...["quotes", "contacts"].map((table) => `alter table ${schema}.${table} no force row level security`),
      `insert into ${schema}.quote_contacts (operator_id, contact_id, quote_id)
         select distinct q.operator_id, ${named}, q.id from ${schema}.quotes q cross join lateral jsonb_array_elements(q.contacts) e`,
      ...["quotes", "contacts"].map((table) => `alter table ${schema}.${table} force row level security`),
      ...tenantTable(names, "quote_contacts", "select, insert, delete"),
      `grant delete on ${schema}.contacts to ${roles.app}`,
      `create function ${schema}.name_contacts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
         begin
           if tg_op = 'UPDATE' then
             delete from ${schema}.quote_contacts n where n.operator_id = new.operator_id and n.quote_id = new.id
               and not exists (select from jsonb_array_elements(new.contacts) e where ${named} = n.contact_id);
           end if;
           insert into ${schema}.quote_contacts (operator_id, contact_id, quote_id)
             select distinct new.operator_id, ${named}, new.id from jsonb_array_elements(new.contacts) e
             on conflict do nothing;
           return null;
         end $$`,
      `create trigger contacts_named after insert on ${schema}.quotes
         for each row execute function ${schema}.name_contacts()`,
      `create trigger contacts_named_anew after update of contacts on ${schema}.quotes
         for each row when (old.contacts is distinct from new.contacts) execute function ${schema}.name_contacts()`,
    ]
  },
}
