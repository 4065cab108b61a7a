/** Which agency books a quote, who of it asked for it and for what, and who of the staff has taken that. */
import type { Migration } from "./Migration.ts"

export const agencyRequests: Migration = {
  name: "0028_agency_requests",
  statements: ({ schema }) => [
    `alter table ${schema}.quotes
       add column requested_by uuid,
       add column request jsonb,
       add column taken_by uuid,
       add constraint quotes_agency foreign key (operator_id, booked_by_agency_id)
         references ${schema}.agencies (operator_id, id),
       add constraint quotes_requested_by foreign key (operator_id, requested_by)
         references ${schema}.agency_users (operator_id, id)`,
    `create index quotes_agency on ${schema}.quotes (operator_id, booked_by_agency_id, created_at, id)
       where booked_by_agency_id is not null`,
    `create index quotes_requested on ${schema}.quotes (operator_id, created_at, id) where requested_by is not null`,
  ],
}
