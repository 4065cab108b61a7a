/** Missions that belong to no order, and two that a manager lets overlap: each names the other and leaves the constraints. */
import type { Migration } from "./Migration.ts"

export const internalMissions: Migration = {
  name: "0025_internal_missions",
  statements: ({ schema }) => {
    const apart = (who: string) => `
         drop constraint missions_of_${who}_apart,
         add constraint missions_of_${who}_apart exclude using gist (
           operator_id with =, ${who}_id with =,
           tstzrange(least(driver_from, estimated_end_at), estimated_end_at) with &&
         ) where (${who}_id is not null and overlap_allowed_with is null
           and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW'))`
    return [
      `alter table ${schema}.missions
         alter column order_id drop not null,
         alter column line_id drop not null,
         add constraint missions_internal check ((order_id is null) = (line_id is null)),
         add column overlap_allowed_with uuid check (overlap_allowed_with <> id),
         add constraint missions_overlap foreign key (operator_id, overlap_allowed_with)
           references ${schema}.missions (operator_id, id)`,
      `alter table ${schema}.missions ${apart("driver")}, ${apart("vehicle")}`,
      `create index missions_overlap on ${schema}.missions (operator_id, overlap_allowed_with)
         where overlap_allowed_with is not null`,
    ]
  },
}
