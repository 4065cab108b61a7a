/** An order with its client, quote, lines, missions and history, as one would read it by hand: one prepared statement. */
import type { Pool } from "pg"
import {
  historyJson,
  type HistoryRow,
  missionJson,
  type MissionRow,
  orderJson,
  type OrderLineRow,
  type OrderRow,
  quoteJson,
  type QuoteRow,
} from "./bareRows.ts"

type Row = OrderRow & {
  readonly client_name: string
  readonly quote: QuoteRow
  readonly lines: ReadonlyArray<OrderLineRow>
  readonly all_missions: ReadonlyArray<MissionRow & { readonly driver_name: string | null }>
  readonly entries: ReadonlyArray<HistoryRow> | null
}

const text = `
  select o.*, coalesce(c.name, concat_ws(' ', p.first_name, p.last_name)) as client_name, row_to_json(q) as quote,
    (select json_agg(l order by l.position) from caleche.order_lines l
     where l.operator_id = $1 and l.order_id = o.id) as lines,
    (select json_agg(m order by m.pickup_at, m.id) from (
       select m.*, d.name as driver_name from caleche.missions m
       left join caleche.drivers d on d.operator_id = m.operator_id and d.id = m.driver_id
       where m.operator_id = $1 and m.order_id = o.id
     ) m) as all_missions,
    (select json_agg(e order by e.sequence) from (
       select h.* from (
         select 'ORDER' as aggregate, o.id as ref union all select 'QUOTE', o.quote_id
         union all select 'MISSION', m.id from caleche.missions m where m.operator_id = $1 and m.order_id = o.id
       ) t join caleche.history h on h.operator_id = $1 and h.aggregate = t.aggregate and h.ref = t.ref
       order by h.sequence limit 200
     ) e) as entries
  from caleche.orders o
  join caleche.quotes q on q.operator_id = o.operator_id and q.id = o.quote_id
  join caleche.clients c on c.operator_id = o.operator_id and c.id = o.client_id
  left join caleche.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id
  where o.operator_id = $1 and o.id = $2`

export const readOrder = async (pool: Pool, operator: string, id: string) => {
  const { rows } = await pool.query<Row>({ name: "order-page", text, values: [operator, id] })
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    ...orderJson(row, row.lines),
    client: { id: row.client_id, name: row.client_name },
    quote: quoteJson(row.quote),
    missions: row.all_missions.map((mission) => ({
      ...missionJson(mission),
      driver: mission.driver_id === null ? null : { id: mission.driver_id, name: mission.driver_name },
    })),
    history: (row.entries ?? []).map(historyJson),
  }
}
