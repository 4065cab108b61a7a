/** Which partner agency a company belongs to. */
import type { Migration } from "./Migration.ts"

export const clientAgencies: Migration = {
  name: "0012_client_agencies",
  statements: ({ schema }) => [
    `alter table ${schema}.clients
       add column agency_id uuid,
       add constraint clients_agency foreign key (operator_id, agency_id) references ${schema}.agencies (operator_id, id),
       add constraint clients_agency_of_business check (agency_id is null or type = 'BUSINESS')`,
    `create index clients_agency on ${schema}.clients (operator_id, agency_id, created_at, id) where agency_id is not null`,
  ],
}
