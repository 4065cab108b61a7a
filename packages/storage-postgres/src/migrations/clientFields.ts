/**
 * What an operator keeps about its clients beside name and reach, and by which two of them are seen to be alike.
 */
import type { Migration } from "./Migration.ts"

export const clientFields: Migration = {
  name: "0007_client_fields",
  statements: ({ schema }) => [
    `alter table ${schema}.operators add column client_categories jsonb not null
       default '["COMPANY", "ASSOCIATION", "SCHOOL", "FAMILY", "FRIENDS"]'`,
    // The keys are those of the card for a private client, as its search index is; null where there is no such reach.
    `alter table ${schema}.clients
       add column category text,
       add column account_manager text,
       add column vat_number text,
       add column siren text,
       add column email_key text collate "C",
       add column phone_key text collate "C"`,
    `create index clients_email on ${schema}.clients (operator_id, email_key, created_at, id) where email_key is not null`,
    `create index clients_phone on ${schema}.clients (operator_id, phone_key, created_at, id) where phone_key is not null`,
    `alter table ${schema}.history drop constraint history_aggregate_check`,
    `alter table ${schema}.history add constraint history_aggregate_check
       check (aggregate in ('CLIENT', 'QUOTE', 'ORDER', 'MISSION', 'DRIVER', 'CONTACT'))`,
  ],
}
