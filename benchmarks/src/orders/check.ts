/** Recomputes from missions, lines and orders what the seeded rows repeat of them, and fails on any difference. */
import type { Client } from "pg"

/** Each selects what is wrong; nothing is when all of them are empty. */
const checks: Readonly<Record<string, string>> = {
  "orders that say otherwise than their missions": `
    select o.id from caleche.orders o left join (
      select m.order_id, bool_and(m.status = 'CANCELLED') as given_up,
        bool_and(m.status in ('COMPLETED', 'CANCELLED', 'NO_SHOW')) as ended, bool_or(m.started_at is not null) as started,
        bool_and(m.driver_id is not null or m.status in ('COMPLETED', 'CANCELLED', 'NO_SHOW')) as staffed,
        count(*) as every, count(m.driver_id) as every_assigned, min(m.pickup_at) as first,
        count(*) filter (where m.status <> 'CANCELLED') as alive,
        count(m.driver_id) filter (where m.status <> 'CANCELLED') as alive_assigned,
        min(m.pickup_at) filter (where m.status <> 'CANCELLED') as first_alive,
        (array_agg(m.driver_id order by m.pickup_at, m.id) filter (where m.driver_id is not null and m.status <> 'CANCELLED'))[1] as driver,
        (array_agg(m.driver_id order by m.pickup_at, m.id) filter (where m.driver_id is not null))[1] as any_driver
      from caleche.missions m where m.operator_id = $1 group by m.order_id
    ) m on m.order_id = o.id
    where o.operator_id = $1 and (o.status, o.trip_at, o.missions_total, o.missions_assigned, o.primary_driver_id) is distinct from (
      case when o.cancelled_at is not null or m.given_up then 'CANCELLED' when m.ended then 'COMPLETED'
        when m.started then 'IN_PROGRESS' when m.staffed then 'CONFIRMED' else 'PENDING' end,
      case when m.alive > 0 then m.first_alive else m.first end, case when m.alive > 0 then m.alive else m.every end,
      case when m.alive > 0 then m.alive_assigned else m.every_assigned end, case when m.alive > 0 then m.driver else m.any_driver end)`,
  "orders that add up otherwise than their lines": `
    select o.id from caleche.orders o left join (
      select l.order_id, coalesce(sum(l.net) filter (where l.state = 'ACTIVE'), 0) as net,
        bool_and((l.state = 'VOID') = (m.status = 'CANCELLED') and m.order_id = l.order_id and m.line_id = l.id) as fits
      from caleche.order_lines l left join caleche.missions m on m.operator_id = $1 and m.id = l.mission_id
      where l.operator_id = $1 group by l.order_id
    ) l on l.order_id = o.id
    where o.operator_id = $1 and (l.fits is distinct from true or o.net is distinct from l.net
      or o.net <> (o.totals->>'net')::bigint
      or (o.totals->>'tax')::bigint <> (select coalesce(sum(round((g->>'base')::bigint * (g->>'rate')::bigint / 10000.0)), 0)
        from jsonb_array_elements(o.totals->'vat') g)
      or (o.totals->>'payable')::bigint <> o.net + (o.totals->>'tax')::bigint)`,
  "orders of another client than their quote's, or of none": `
    select o.id from caleche.orders o
    left join caleche.quotes q on q.operator_id = $1 and q.id = o.quote_id
    left join caleche.clients c on c.operator_id = $1 and c.id = o.client_id
    where o.operator_id = $1 and (c.id is null or q.client_id is distinct from o.client_id or q.status <> 'ACCEPTED')`,
  "drivers found on other orders than they drive": `
    with facts as (
      select distinct o.id as order_id, o.trip_at, coalesce(m.driver_id, '00000000-0000-0000-0000-000000000000') as driver_id
      from caleche.missions m join caleche.orders o on o.operator_id = $1 and o.id = m.order_id
      where m.operator_id = $1 and m.status <> 'CANCELLED'
        and (m.driver_id is not null or m.status not in ('COMPLETED', 'NO_SHOW'))
    ), told as (select d.order_id, d.trip_at, d.driver_id from caleche.order_drivers d where d.operator_id = $1)
    (select * from facts except select * from told) union all (select * from told except select * from facts)`,
  "missions of drivers there are not": `
    select m.id from caleche.missions m left join caleche.drivers d on d.operator_id = $1 and d.id = m.driver_id
    where m.operator_id = $1 and m.driver_id is not null and d.id is null`,
  "clients whose card or stage is not theirs": `
    select c.id from caleche.clients c left join caleche.contacts p on p.operator_id = $1 and p.id = c.self_contact_id
    where c.operator_id = $1 and ((c.type = 'PRIVATE') <> (p.id is not null)
      or (c.stage = 'CLIENT') <> exists (select from caleche.orders o where o.operator_id = $1 and o.client_id = c.id))`,
  "clients worth otherwise than their orders": `
    select c.id from caleche.clients c left join (
      select client_id, sum(revenue) as revenue, sum(known_net) as known_net, sum(known_cost) as known_cost
      from caleche.orders where operator_id = $1 group by client_id
    ) o on o.client_id = c.id left join (
      select m.client_id, sum(m.revenue) as revenue from caleche.client_months m where m.operator_id = $1 group by m.client_id
    ) m on m.client_id = c.id left join bare.client_sales s on s.operator_id = $1 and s.client_id = c.id
    where c.operator_id = $1 and ((c.revenue, c.known_net, c.known_cost)
        is distinct from (coalesce(o.revenue, 0), coalesce(o.known_net, 0), coalesce(o.known_cost, 0))
      or c.revenue <> coalesce(m.revenue, 0) or c.revenue is distinct from s.revenue)`,
  "orders worth otherwise than their lines": `
    select o.id from caleche.orders o join (
      select l.order_id, coalesce(sum(l.net) filter (where l.terms ? 'cost'), 0) as known_net,
        coalesce(sum((l.terms->>'cost')::bigint), 0) as known_cost
      from caleche.order_lines l where l.operator_id = $1 and l.state = 'ACTIVE' group by l.order_id
    ) l on l.order_id = o.id
    where o.operator_id = $1 and o.month is not null and (o.known_net, o.known_cost) is distinct from (l.known_net, l.known_cost)`,
  "years whose numbers have gaps or a wrong counter": `
    select n.kind from (
      select 'ORDER' as kind, number_year, max(number_seq) as last, count(*) as count from caleche.orders where operator_id = $1 group by 2
      union all select 'QUOTE', number_year, max(number_seq), count(*) from caleche.quotes where operator_id = $1 group by 2
    ) n left join caleche.counters c on c.operator_id = $1 and c.kind = n.kind and c.year = n.number_year
    where n.last <> n.count or c.last is distinct from n.last`,
}

export const checkSeed = async (client: Client, operator: string): Promise<void> => {
  for (const [what, text] of Object.entries(checks)) {
    const { rows } = await client.query(`${text} limit 5`, [operator])
    if (rows.length > 0) throw new Error(`${what}: ${JSON.stringify(rows)}`)
  }
}
