/**
 * Which orders a driver is on, in the order of their trips: the pipeline's filter by driver walks it as it walks any list.
 *
 * Triggers keep it, so that it follows from the missions whoever writes them, in the same transaction and in a release
 * that does not know it yet; a step that neither moves a driver nor ends a mission pays nothing.
 */
import { type Migration, tenantTable } from "./Migration.ts"

/** Stands for nobody: some open mission of the order has no driver (the nil UUID of RFC 9562). */
export const nobody = "00000000-0000-0000-0000-000000000000"

export const orderDrivers: Migration = {
  name: "0004_order_drivers",
  statements: (names) => {
    const { schema } = names
    const standing = `
      select distinct case when m.driver_id is null then '${nobody}'::uuid else m.driver_id end as driver_id
      from ${schema}.missions m
      where m.operator_id = o.operator_id and m.order_id = o.id and m.status <> 'CANCELLED'
        and (m.driver_id is not null or m.status not in ('COMPLETED', 'NO_SHOW'))`
    const filled = `
      insert into ${schema}.order_drivers (operator_id, driver_id, trip_at, order_id)
      select o.operator_id, s.driver_id, o.trip_at, o.id from ${schema}.orders o cross join lateral (${standing}) s`
    return [
      `create table ${schema}.order_drivers (
         operator_id uuid not null,
         driver_id uuid not null,
         trip_at timestamptz(3) not null,
         order_id uuid not null,
         primary key (operator_id, order_id, driver_id),
         constraint order_drivers_order foreign key (operator_id, order_id) references ${schema}.orders (operator_id, id)
       )`,
      `comment on column ${schema}.order_drivers.driver_id is
         'on a mission that is not cancelled; the nil UUID: some open mission has no driver'`,
      `create index order_drivers_trip on ${schema}.order_drivers (operator_id, driver_id, trip_at, order_id)`,
      // What is there already is every operator's, and the policies bind the owner too.
      `alter table ${schema}.orders no force row level security`,
      `alter table ${schema}.missions no force row level security`,
      filled,
      `alter table ${schema}.orders force row level security`,
      `alter table ${schema}.missions force row level security`,
      ...tenantTable(names, "order_drivers", "select, insert, update, delete"),

      `create function ${schema}.keep_order_drivers() returns trigger
         language plpgsql set search_path = pg_catalog, pg_temp as $$
         begin
           delete from ${schema}.order_drivers d using ${schema}.orders o
           where o.operator_id = new.operator_id and o.id = new.order_id
             and d.operator_id = o.operator_id and d.order_id = o.id and d.driver_id not in (${standing});
           ${filled} where o.operator_id = new.operator_id and o.id = new.order_id
           on conflict do nothing;
           return null;
         end $$`,
      `create trigger order_drivers_added after insert on ${schema}.missions
         for each row when (new.order_id is not null) execute function ${schema}.keep_order_drivers()`,
      `create trigger order_drivers_moved after update of driver_id, status on ${schema}.missions
         for each row when (new.order_id is not null and (
           old.driver_id is distinct from new.driver_id
           or (old.status = 'CANCELLED') <> (new.status = 'CANCELLED')
           or (new.driver_id is null and old.status <> new.status)
         )) execute function ${schema}.keep_order_drivers()`,

      `create function ${schema}.move_order_drivers() returns trigger
         language plpgsql set search_path = pg_catalog, pg_temp as $$
         begin
           update ${schema}.order_drivers set trip_at = new.trip_at
           where operator_id = new.operator_id and order_id = new.id;
           return null;
         end $$`,
      `create trigger order_drivers_rescheduled after update of trip_at on ${schema}.orders
         for each row when (old.trip_at <> new.trip_at) execute function ${schema}.move_order_drivers()`,
    ]
  },
}
