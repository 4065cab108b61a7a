/**
 * What is offered, sold and driven: quotes, orders with their lines and missions, and the counters that number them.
 *
 * Amounts are whole minor units of the operator's currency. Orders carry what lists show, kept up to date by whoever
 * changes a mission.
 */
import { type Migration, tenantTable } from "./Migration.ts"

const numbered = `
         number_year int not null,
         number_seq bigint not null check (number_seq > 0),
         number text not null`

export const sales: Migration = {
  name: "0002_sales",
  statements: (names) => {
    const { schema } = names
    return [
      `create table ${schema}.counters (
         operator_id uuid not null,
         kind text not null check (kind in ('QUOTE', 'ORDER')),
         year int not null,
         last bigint not null,
         primary key (operator_id, kind, year)
       )`,
      ...tenantTable(names, "counters", "select, insert, update"),

      `create table ${schema}.quotes (
         operator_id uuid not null,
         id uuid not null,${numbered},
         client_id uuid not null,
         contacts jsonb not null,
         trip_type text not null,
         pricing_mode text not null,
         price_basis text not null,
         currency text not null,
         lines jsonb not null,
         totals jsonb not null,
         valid_until date,
         sent_at timestamptz(3),
         acceptance jsonb,
         status text not null check (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'CANCELLED')),
         notes text,
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint quotes_number unique (operator_id, number_year, number_seq),
         constraint quotes_client foreign key (operator_id, client_id) references ${schema}.clients (operator_id, id)
       )`,
      `create index quotes_created on ${schema}.quotes (operator_id, created_at, id)`,
      `create index quotes_status on ${schema}.quotes (operator_id, status, created_at, id)`,
      `create index quotes_client on ${schema}.quotes (operator_id, client_id, created_at, id)`,
      ...tenantTable(names, "quotes", "select, insert, update"),

      `create table ${schema}.orders (
         operator_id uuid not null,
         id uuid not null,${numbered},
         quote_id uuid not null,
         client_id uuid not null,
         status text not null check (status in ('PENDING', 'CONFIRMED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
         floor text check (floor in ('CONFIRMED', 'IN_PROGRESS')),
         cancelled_at timestamptz(3),
         currency text not null,
         totals jsonb not null,
         net bigint not null,
         trip_at timestamptz(3) not null,
         missions_total int not null,
         missions_assigned int not null,
         primary_driver_id uuid,
         invoice_status text not null check (invoice_status in ('NONE', 'DEPOSIT', 'PARTIAL', 'INVOICED', 'PAID')),
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint orders_number unique (operator_id, number_year, number_seq),
         constraint orders_quote_once unique (operator_id, quote_id),
         constraint orders_quote foreign key (operator_id, quote_id) references ${schema}.quotes (operator_id, id),
         constraint orders_client foreign key (operator_id, client_id) references ${schema}.clients (operator_id, id),
         constraint orders_driver foreign key (operator_id, primary_driver_id) references ${schema}.drivers (operator_id, id)
       )`,
      `create index orders_trip on ${schema}.orders (operator_id, trip_at, id)`,
      `create index orders_status on ${schema}.orders (operator_id, status, trip_at, id)`,
      `create index orders_of_client on ${schema}.orders (operator_id, client_id, trip_at, id)`,
      ...tenantTable(names, "orders", "select, insert, update"),

      `create table ${schema}.missions (
         operator_id uuid not null,
         id uuid not null,
         order_id uuid not null,
         line_id uuid not null,
         trip_type text not null,
         status text not null check (status in
           ('PENDING_ASSIGNMENT', 'ASSIGNED', 'ACCEPTED_BY_DRIVER', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
         step text check (step in ('EN_ROUTE', 'ON_SITE', 'ON_BOARD', 'DROPPED_OFF')),
         steps jsonb not null,
         started_at timestamptz(3),
         ended_at timestamptz(3),
         driver_id uuid,
         driver_from timestamptz(3) not null,
         pickup_at timestamptz(3) not null,
         estimated_end_at timestamptz(3) not null,
         pickup jsonb,
         drop_off jsonb,
         stops text,
         passengers int not null,
         vehicle_category text,
         notes text,
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id),
         constraint missions_window check (estimated_end_at > pickup_at),
         constraint missions_order foreign key (operator_id, order_id) references ${schema}.orders (operator_id, id),
         constraint missions_driver foreign key (operator_id, driver_id) references ${schema}.drivers (operator_id, id),
         constraint missions_of_driver_apart exclude using gist (
           operator_id with =, driver_id with =,
           tstzrange(least(driver_from, estimated_end_at), estimated_end_at) with &&
         ) where (driver_id is not null and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW'))
       )`,
      `comment on column ${schema}.missions.driver_from is
         'since when the driver is busy with it: the pickup, or later when it was handed over under way'`,
      `create index missions_of_order on ${schema}.missions (operator_id, order_id, pickup_at, id)`,
      `create index missions_of_driver on ${schema}.missions (operator_id, driver_id, estimated_end_at, pickup_at)
         where driver_id is not null and status not in ('COMPLETED', 'CANCELLED', 'NO_SHOW')`,
      ...tenantTable(names, "missions", "select, insert, update"),

      `create table ${schema}.order_lines (
         operator_id uuid not null,
         order_id uuid not null,
         id uuid not null,
         position int not null,
         kind text not null,
         state text not null check (state in ('ACTIVE', 'PENDING', 'VOID')),
         mission_id uuid,
         net bigint not null,
         terms jsonb not null,
         primary key (operator_id, order_id, id),
         constraint order_lines_order foreign key (operator_id, order_id) references ${schema}.orders (operator_id, id),
         constraint order_lines_mission foreign key (operator_id, mission_id) references ${schema}.missions (operator_id, id)
       )`,
      `comment on column ${schema}.order_lines.terms is
         'what was agreed and does not change: description, quantity, unit price, VAT, trip'`,
      ...tenantTable(names, "order_lines", "select, insert, update"),
    ]
  },
}
