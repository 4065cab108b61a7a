/** Which vehicle a mission occupies beside its driver, and when drivers are absent. */
import { type Migration, tenantTable } from "./Migration.ts"

export const crews: Migration = {
  name: "0020_crews",
  statements: (names) => {
    const { schema } = names
    return [
      `alter table ${schema}.missions
         add column vehicle_id uuid,
         add constraint missions_vehicle foreign key (operator_id, vehicle_id) references ${schema}.vehicles (operator_id, id),
         add constraint missions_of_vehicle_apart exclude using gist (
           operator_id with =, vehicle_id with =,
           tstzrange(least(driver_from, estimated_end_at), estimated_end_at) with &&
         ) where (vehicle_id is not null and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW'))`,
      `comment on column ${schema}.missions.driver_from is
         'since when driver and vehicle are busy with it: the pickup, or later when it was handed over under way'`,
      `create index missions_of_vehicle on ${schema}.missions (operator_id, vehicle_id, estimated_end_at, pickup_at)
         where vehicle_id is not null and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW')`,
      `create table ${schema}.driver_absences (
         operator_id uuid not null,
         id uuid not null,
         driver_id uuid not null,
         from_at timestamptz(3) not null,
         until_at timestamptz(3) not null,
         reason text,
         created_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint driver_absences_last check (until_at > from_at),
         constraint driver_absences_driver foreign key (operator_id, driver_id) references ${schema}.drivers (operator_id, id)
       )`,
      `create index driver_absences_of_driver on ${schema}.driver_absences (operator_id, driver_id, from_at, id)`,
      ...tenantTable(names, "driver_absences", "select, insert, delete"),
    ]
  },
}
