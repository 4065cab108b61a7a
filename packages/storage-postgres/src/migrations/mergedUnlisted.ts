/**
 * A record that was folded into another is none of its own any more: it is neither counted nor found. Its id answers with
 * the other.
 */
import type { Migration } from "./Migration.ts"

/** As `0015_client_figures` spreads the sums. */
const slots = 16

export const mergedUnlisted: Migration = {
  name: "0032_merged_unlisted",
  statements: ({ schema }) => {
    const earnings = "revenue, known_net, known_cost"
    const tables = ["clients", "contacts"]
    return [
      // What is there already is every operator's, and the policies bind the owner too.
      ...[...tables, "client_totals"].map(
        (table) => `alter table ${schema}.${table} no force row level security`,
      ),
      ...tables.map(
        (table) => `update ${schema}.${table} set search_index = '' where merged_into is not null`,
      ),
      `update ${schema}.client_totals t set clients = t.clients - m.merged from (
         select operator_id, type, status, get_byte(uuid_send(id), 15) % ${slots} as slot, count(*) as merged
         from ${schema}.clients where merged_into is not null group by 1, 2, 3, 4
       ) m where (t.operator_id, t.type, t.status, t.slot) = (m.operator_id, m.type, m.status, m.slot)`,
      ...[...tables, "client_totals"].map(
        (table) => `alter table ${schema}.${table} force row level security`,
      ),
      `create or replace function ${schema}.recount_client() returns trigger
         language plpgsql set search_path = pg_catalog, pg_temp as $$
         begin
           insert into ${schema}.client_totals as t (operator_id, type, status, slot, clients, ${earnings})
             select new.operator_id, c.type, c.status, get_byte(uuid_send(new.id), 15) % ${slots}, sum(c.n), sum(c.revenue), sum(c.known_net), sum(c.known_cost)
             from (values (old.type, old.status, case when old.merged_into is null then -1 else 0 end, -old.revenue, -old.known_net, -old.known_cost),
               (new.type, new.status, case when new.merged_into is null then 1 else 0 end, new.revenue, new.known_net, new.known_cost)) c (type, status, n, ${earnings})
             group by c.type, c.status order by c.type, c.status
             on conflict (operator_id, type, status, slot) do update set clients = t.clients + excluded.clients,
               revenue = t.revenue + excluded.revenue, known_net = t.known_net + excluded.known_net,
               known_cost = t.known_cost + excluded.known_cost;
           return null;
         end $$`,
      `drop trigger client_recounted on ${schema}.clients`,
      `create trigger client_recounted after update on ${schema}.clients
         for each row when ((old.type, old.status, old.merged_into is null, old.revenue, old.known_net, old.known_cost)
           is distinct from (new.type, new.status, new.merged_into is null, new.revenue, new.known_net, new.known_cost))
         execute function ${schema}.recount_client()`,
    ]
  },
}
