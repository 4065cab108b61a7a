/** What clients and their cards were folded into. */
import type { Migration } from "./Migration.ts"

export const clientMerges: Migration = {
  name: "0026_client_merges",
  statements: ({ schema }) =>
    ["clients", "contacts"].flatMap((table) => [
      `alter table ${schema}.${table}
         add column merged_into uuid,
         add constraint ${table}_merged foreign key (operator_id, merged_into) references ${schema}.${table} (operator_id, id),
         add constraint ${table}_merged_are_archived check (merged_into is null or archived_at is not null)`,
      `create index ${table}_sources on ${schema}.${table} (operator_id, merged_into, id) where merged_into is not null`,
    ]),
}
