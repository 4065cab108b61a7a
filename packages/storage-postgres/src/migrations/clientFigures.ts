/**
 * What clients are worth, kept with them: revenue, what is booked, margin, last activity, and the earnings of each month.
 *
 * An order's row says what it contributes; triggers give its client the difference whenever that changes, so that the sums
 * follow from the orders whoever writes them, in the same transaction. A list sorts and adds up what is there.
 */
import { type Migration, tenantTable } from "./Migration.ts"
import { wideSearch } from "./wideSearch.ts"

/** Rows the sums over all clients of a type are spread over, so that two orders that end at once seldom wait. */
const slots = 16

export const clientFigures: Migration = {
  name: "0015_client_figures",
  statements: (names) => {
    const { schema } = names
    const earnings = "revenue, known_net, known_cost"
    const read = ["operators", "clients", "quotes", "orders", "order_lines", "missions", "history"]
    const definition = "language plpgsql set search_path = pg_catalog, pg_temp"
    return [
      `alter table ${schema}.orders
         add column month text check (month ~ '^[0-9]{4}-[0-9]{2}$'),
         add column revenue bigint not null default 0,
         add column booked bigint not null default 0,
         add column known_net bigint not null default 0,
         add column known_cost bigint not null default 0,
         add column ended_at timestamptz(3)`,
      `comment on column ${schema}.orders.month is 'the operator''s month in which the revenue counts; null while it is booked'`,
      `comment on column ${schema}.orders.known_net is 'of the revenue, the net of the lines whose cost is known'`,
      `alter table ${schema}.clients
         add column company_key text collate "C" not null default '',
         add column status text not null generated always as
           (case when archived_at is null then 'ACTIVE' else 'ARCHIVED' end) stored,
         add column revenue bigint not null default 0,
         add column booked bigint not null default 0,
         add column known_net bigint not null default 0,
         add column known_cost bigint not null default 0,
         add column average_margin bigint not null default -1,
         add column last_activity_at timestamptz(3) not null default '-infinity'`,
      `comment on column ${schema}.clients.average_margin is 'in basis points, to sort by; -1: unknown'`,
      `create table ${schema}.client_months (
         operator_id uuid not null,
         client_id uuid not null,
         month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
         revenue bigint not null,
         known_net bigint not null,
         known_cost bigint not null,
         primary key (operator_id, client_id, month),
         constraint client_months_client foreign key (operator_id, client_id) references ${schema}.clients (operator_id, id)
       )`,
      `create table ${schema}.client_totals (
         operator_id uuid not null,
         type text not null,
         status text not null,
         slot smallint not null,
         clients bigint not null,
         revenue bigint not null,
         known_net bigint not null,
         known_cost bigint not null,
         primary key (operator_id, type, status, slot)
       )`,
      `comment on table ${schema}.client_totals is 'all clients of a type and status added up, spread over ${slots} slots by id'`,

      // Half away from zero, in whole numbers: a quotient of decimals could be off where it matters.
      `create function ${schema}.margin_of(net bigint, cost bigint) returns bigint
         language sql immutable set search_path = pg_catalog, pg_temp as $$
         select case when net <= 0 then -1
           else (sign(net::numeric - cost) * div(abs(net::numeric - cost) * 20000 + net, net::numeric * 2))::bigint end $$`,

      // What is there already is every operator's, and the policies bind the owner too.
      ...read.map((table) => `alter table ${schema}.${table} no force row level security`),
      `with known_zones as (
         select o.operator_id, coalesce((select z.name from pg_timezone_names z where lower(z.name) = lower(o.time_zone) limit 1), 'UTC') as zone
         from ${schema}.operators o
       ), driven as (
         select operator_id, order_id, max(ended_at) as ended_at, max((cancellation ->> 'at')::timestamptz) as given_up_at
         from ${schema}.missions where order_id is not null group by operator_id, order_id
       ), sold as (
         select operator_id, order_id, sum(net) as net, sum(net) filter (where terms -> 'cost' is not null) as known_net,
           sum((terms ->> 'cost')::bigint) as known_cost
         from ${schema}.order_lines where state = 'ACTIVE' group by operator_id, order_id
       ), standing as (
         select o.operator_id, o.id, d.ended_at, coalesce(s.net, 0) as net, coalesce(s.known_net, 0) as known_net,
           coalesce(s.known_cost, 0) as known_cost, o.status in ('COMPLETED', 'CANCELLED') as is_over,
           to_char(coalesce(d.ended_at, o.cancelled_at, d.given_up_at, o.created_at) at time zone z.zone, 'YYYY-MM') as month
         from ${schema}.orders o
         join known_zones z on z.operator_id = o.operator_id
         left join driven d on d.operator_id = o.operator_id and d.order_id = o.id
         left join sold s on s.operator_id = o.operator_id and s.order_id = o.id
       )
       update ${schema}.orders o set ended_at = s.ended_at, month = case when s.is_over then s.month end,
         revenue = case when s.is_over then s.net else 0 end, booked = case when s.is_over then 0 else s.net end,
         known_net = case when s.is_over then s.known_net else 0 end, known_cost = case when s.is_over then s.known_cost else 0 end
       from standing s where o.operator_id = s.operator_id and o.id = s.id`,
      `insert into ${schema}.client_months (operator_id, client_id, month, ${earnings})
         select operator_id, client_id, month, sum(revenue), sum(known_net), sum(known_cost) from ${schema}.orders
         where month is not null group by operator_id, client_id, month`,
      `with earned as (
         select operator_id, client_id, sum(revenue) as revenue, sum(booked) as booked, sum(known_net) as known_net,
           sum(known_cost) as known_cost, max(ended_at) as at
         from ${schema}.orders group by operator_id, client_id
       ), offered as (
         select operator_id, client_id, greatest(max(sent_at), max((acceptance ->> 'at')::timestamptz)) as at
         from ${schema}.quotes group by operator_id, client_id
       ), edited as (
         select operator_id, ref as client_id, max(at) as at from ${schema}.history
         where aggregate = 'CLIENT' and action in ('ClientEdited', 'ClientMerged') group by operator_id, ref
       ), standing as (
         select c.operator_id, c.id, coalesce(e.revenue, 0) as revenue, coalesce(e.booked, 0) as booked,
           coalesce(e.known_net, 0) as known_net, coalesce(e.known_cost, 0) as known_cost,
           coalesce(greatest(e.at, o.at, h.at), '-infinity') as at
         from ${schema}.clients c
         left join earned e on e.operator_id = c.operator_id and e.client_id = c.id
         left join offered o on o.operator_id = c.operator_id and o.client_id = c.id
         left join edited h on h.operator_id = c.operator_id and h.client_id = c.id
       )
       update ${schema}.clients c set revenue = s.revenue, booked = s.booked, known_net = s.known_net,
         known_cost = s.known_cost, average_margin = ${schema}.margin_of(s.known_net::bigint, s.known_cost::bigint), last_activity_at = s.at,
         -- Search keys are core's to compute: an older company that is called otherwise gets its own with its next change.
         company_key = case when c.company_name is null then '' when c.company_name = c.name then c.name_key else lower(c.company_name) end
       from standing s where c.operator_id = s.operator_id and c.id = s.id`,
      `insert into ${schema}.client_totals (operator_id, type, status, slot, clients, ${earnings})
         select operator_id, type, status, get_byte(uuid_send(id), 15) % ${slots}, count(*), sum(revenue), sum(known_net), sum(known_cost)
         from ${schema}.clients group by 1, 2, 3, 4`,
      ...read.map((table) => `alter table ${schema}.${table} force row level security`),
      ...tenantTable(names, "client_months", "select, insert, update"),
      ...tenantTable(names, "client_totals", "select, insert, update"),

      ...["company_key", "type", "revenue", "average_margin", "last_activity_at", "status"].map(
        (column) => `create index clients_by_${column} on ${schema}.clients (operator_id, ${column}, id)`,
      ),

      `create function ${schema}.credit_client() returns trigger ${definition} as $$
         begin
           insert into ${schema}.client_months as m (operator_id, client_id, month, ${earnings})
             select new.operator_id, new.client_id, c.month, sum(c.revenue), sum(c.known_net), sum(c.known_cost)
             from (values (old.month, -old.revenue, -old.known_net, -old.known_cost),
               (new.month, new.revenue, new.known_net, new.known_cost)) c (month, ${earnings})
             where c.month is not null group by c.month order by c.month
             on conflict (operator_id, client_id, month) do update set revenue = m.revenue + excluded.revenue,
               known_net = m.known_net + excluded.known_net, known_cost = m.known_cost + excluded.known_cost;
           update ${schema}.clients c set
             revenue = c.revenue + new.revenue - coalesce(old.revenue, 0),
             booked = c.booked + new.booked - coalesce(old.booked, 0),
             known_net = c.known_net + new.known_net - coalesce(old.known_net, 0),
             known_cost = c.known_cost + new.known_cost - coalesce(old.known_cost, 0),
             average_margin = ${schema}.margin_of(c.known_net + new.known_net - coalesce(old.known_net, 0),
               c.known_cost + new.known_cost - coalesce(old.known_cost, 0)),
             last_activity_at = greatest(c.last_activity_at, new.ended_at)
           where c.operator_id = new.operator_id and c.id = new.client_id;
           return null;
         end $$`,
      `create trigger client_credited after insert on ${schema}.orders
         for each row execute function ${schema}.credit_client()`,
      // A merge moves orders and what they earned as a whole: the client alone changing is not for the trigger.
      `create trigger client_credited_anew after update of month, revenue, booked, known_net, known_cost, ended_at on ${schema}.orders
         for each row when ((old.month, old.revenue, old.booked, old.known_net, old.known_cost, old.ended_at)
           is distinct from (new.month, new.revenue, new.booked, new.known_net, new.known_cost, new.ended_at))
         execute function ${schema}.credit_client()`,

      `create function ${schema}.count_clients() returns trigger ${definition} as $$
         begin
           insert into ${schema}.client_totals as t (operator_id, type, status, slot, clients, ${earnings})
             select operator_id, type, status, get_byte(uuid_send(id), 15) % ${slots}, count(*), sum(revenue), sum(known_net), sum(known_cost)
             from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
             on conflict (operator_id, type, status, slot) do update set clients = t.clients + excluded.clients,
               revenue = t.revenue + excluded.revenue, known_net = t.known_net + excluded.known_net,
               known_cost = t.known_cost + excluded.known_cost;
           return null;
         end $$`,
      `create trigger clients_counted after insert on ${schema}.clients
         referencing new table as added for each statement execute function ${schema}.count_clients()`,
      `create function ${schema}.recount_client() returns trigger ${definition} as $$
         begin
           insert into ${schema}.client_totals as t (operator_id, type, status, slot, clients, ${earnings})
             select new.operator_id, c.type, c.status, get_byte(uuid_send(new.id), 15) % ${slots}, sum(c.n), sum(c.revenue), sum(c.known_net), sum(c.known_cost)
             from (values (old.type, old.status, -1, -old.revenue, -old.known_net, -old.known_cost),
               (new.type, new.status, 1, new.revenue, new.known_net, new.known_cost)) c (type, status, n, ${earnings})
             group by c.type, c.status order by c.type, c.status
             on conflict (operator_id, type, status, slot) do update set clients = t.clients + excluded.clients,
               revenue = t.revenue + excluded.revenue, known_net = t.known_net + excluded.known_net,
               known_cost = t.known_cost + excluded.known_cost;
           return null;
         end $$`,
      `create trigger client_recounted after update on ${schema}.clients
         for each row when ((old.type, old.status, old.revenue, old.known_net, old.known_cost)
           is distinct from (new.type, new.status, new.revenue, new.known_net, new.known_cost))
         execute function ${schema}.recount_client()`,
      ...wideSearch(names),
    ]
  },
}
