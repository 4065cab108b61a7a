/**
 * What the seeded clients are worth, added up from their orders as the triggers would have done; and the roll-up the bare
 * server lists them from: one row a client, as one would write it by hand.
 */
import type { SeedStep } from "./orders.ts"

/** Rows the storage spreads each sum over. */
const slots = 16

const sums =
  "sum(revenue)::bigint as revenue, sum(known_net)::bigint as known_net, sum(known_cost)::bigint as known_cost"

export const figureSteps = (operator: string): ReadonlyArray<SeedStep> => {
  const mine = `'${operator}'::uuid`
  return [
    {
      what: "what clients earn a month",
      text: `
        analyze caleche.clients; analyze caleche.orders; analyze caleche.quotes;
        insert into caleche.client_months (operator_id, client_id, month, revenue, known_net, known_cost)
        select operator_id, client_id, month, ${sums} from caleche.orders
        where operator_id = ${mine} and month is not null group by operator_id, client_id, month`,
    },
    {
      what: "what clients are worth",
      text: `
        update caleche.clients c set revenue = o.revenue, booked = o.booked, known_net = o.known_net, known_cost = o.known_cost,
          average_margin = caleche.margin_of(o.known_net, o.known_cost), last_activity_at = greatest(o.ended_at, q.sent_at)
        from (
          select client_id, sum(booked)::bigint as booked, max(ended_at) as ended_at, ${sums}
          from caleche.orders where operator_id = ${mine} group by client_id
        ) o join (
          select client_id, max(sent_at) as sent_at from caleche.quotes where operator_id = ${mine} group by client_id
        ) q using (client_id)
        where c.operator_id = ${mine} and c.id = o.client_id;
        insert into caleche.client_totals (operator_id, type, status, slot, clients, revenue, known_net, known_cost)
        select operator_id, type, status, get_byte(uuid_send(id), 15) % ${slots}, count(*), ${sums}
        from caleche.clients where operator_id = ${mine} group by 1, 2, 3, 4`,
    },
    {
      what: "a roll-up by hand",
      text: `
        create schema bare;
        create table bare.client_sales (
          operator_id uuid not null, client_id uuid not null, revenue bigint not null, known_net bigint not null,
          known_cost bigint not null, last_activity_at timestamptz(3), primary key (operator_id, client_id)
        );
        insert into bare.client_sales
        select operator_id, id, revenue, known_net, known_cost, nullif(last_activity_at, '-infinity')
        from caleche.clients where operator_id = ${mine};
        create index client_sales_by_revenue on bare.client_sales (operator_id, revenue, client_id)`,
    },
  ]
}
