/** Vehicles, and drivers found by text as clients are. */
import { type Migration, tenantTable } from "./Migration.ts"

export const vehicles: Migration = {
  name: "0013_vehicles",
  statements: (names) => {
    const { schema } = names
    // Computed by core's searchKey; '' and 0 until the row is saved again. Fleets are small: a list is walked and each row looked into.
    const searched = `
         name_key text collate "C" not null default '',
         search_index text collate "C" not null default '',
         search_version smallint not null default 0`
    return [
      `create table ${schema}.vehicles (
         operator_id uuid not null,
         id uuid not null,
         name text not null,
         registration text not null,
         category text not null,
         seats int not null check (seats > 0),
         active boolean not null,${searched},
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id)
       )`,
      `create index vehicles_created on ${schema}.vehicles (operator_id, created_at, id)`,
      ...tenantTable(names, "vehicles", "select, insert, update"),
      `alter table ${schema}.drivers${searched.replaceAll(/\n +/g, "\n         add column ")}`,
      `alter table ${schema}.history drop constraint history_aggregate_check`,
      `alter table ${schema}.history add constraint history_aggregate_check
         check (aggregate in ('CLIENT', 'QUOTE', 'ORDER', 'MISSION', 'DRIVER', 'VEHICLE', 'CONTACT', 'AGENCY'))`,
    ]
  },
}
