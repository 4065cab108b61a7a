/** A driver's missions of any status by their pickup, as his list walks them. */
import type { Migration } from "./Migration.ts"

export const driverMissions: Migration = {
  name: "0009_driver_missions",
  statements: ({ schema }) => [
    `create index missions_by_driver on ${schema}.missions (operator_id, driver_id, pickup_at, id)
       where driver_id is not null`,
  ],
}
