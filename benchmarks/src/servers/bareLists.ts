/**
 * Lists as one would write them by hand, knowing the tables and their indexes: one prepared statement for each
 * combination of filters, clients looked up in the same statement as their orders.
 */
import { searchNeedles } from "@caleche/core"
import type { Pool } from "pg"
import { clientJson, type ClientRow, rowJson, type ListRow, money, quoted } from "./bareListRows.ts"

export interface Asked {
  readonly status: ReadonlyArray<string>
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly client?: string | undefined
  readonly cursor?: string | undefined
}

const pageSize = 50

/** A statement under a name of its own text, with values collected as it is written. */
const writing = () => {
  const values: Array<unknown> = []
  return { values, value: (given: unknown): string => `$${values.push(given)}` }
}
type Values = ReturnType<typeof writing>

const patternOf = (text: string): string => `%${searchNeedles(text)[0].replace(/[\\%_]/g, "\\$&")}%`

/** Whole orders that are asked for, walked along the index that fits. */
const walk = (
  operator: string,
  asked: Asked,
  { value }: Values,
  direction: string,
  limit: number,
): string => {
  const day = (date: string, days: number) =>
    `((${value(date)}::date + ${days})::timestamp at time zone 'Europe/Paris')`
  const [key, id] = asked.cursor === undefined ? [] : (JSON.parse(atob(asked.cursor)) as [string, string]) // its own
  const range = [
    asked.from === undefined ? "" : `and o.trip_at >= ${day(asked.from, 0)}`,
    asked.to === undefined ? "" : `and o.trip_at < ${day(asked.to, 1)}`,
    key === undefined
      ? ""
      : `and (o.trip_at, o.id) ${direction === "desc" ? "<" : ">"} (${value(key)}::timestamptz, ${value(id)}::uuid)`,
  ].join(" ")
  const mine = `o.operator_id = ${value(operator)}::uuid`
  const sorted = `order by o.trip_at ${direction}, o.id ${direction} limit ${value(limit)}`
  if (asked.client !== undefined) {
    const inStatus = asked.status.length === 0 ? "" : `and o.status = any(${value(asked.status)}::text[])`
    return `
      select o.* from (
        select c.id from caleche.clients c where c.operator_id = ${value(operator)}::uuid and c.search_index like ${value(patternOf(asked.client))}
      ) c cross join lateral (
        select o.* from caleche.orders o where ${mine} and o.client_id = c.id ${inStatus} ${range} ${sorted}
      ) o ${sorted}`
  }
  if (asked.status.length === 0) return `select o.* from caleche.orders o where ${mine} ${range} ${sorted}`
  return `
    select o.* from unnest(${value(asked.status)}::text[]) s cross join lateral (
      select o.* from caleche.orders o where ${mine} and o.status = s ${range} ${sorted}
    ) o ${sorted}`
}

/** What a file shows of an order beside what a list does. */
const more = `, o.totals, to_char(o.trip_at at time zone 'Europe/Paris', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as local,
        extract(hour from (o.trip_at at time zone 'Europe/Paris') - (o.trip_at at time zone 'UTC'))::int as ahead`

const named = (operator: string, asked: Asked, direction: string, limit: number, also = "") => {
  const values = writing()
  const walked = walk(operator, asked, values, direction, limit)
  return {
    values: values.values,
    text: `
      select o.id, o.number, o.status, o.trip_at, o.missions_total, o.missions_assigned, o.invoice_status, o.version, o.client_id,
        coalesce(c.name, concat_ws(' ', p.first_name, p.last_name)) as client_name, d.id as driver_id, d.name as driver_name
        ${also}
      from (${walked}) o
      join caleche.clients c on c.operator_id = ${values.value(operator)}::uuid and c.id = o.client_id
      left join caleche.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id
      left join caleche.drivers d on d.operator_id = c.operator_id and d.id = o.primary_driver_id
      order by o.trip_at ${direction}, o.id ${direction}`,
  }
}

/** Prepared once for each combination of filters. */
const run = async <Row extends object>(
  pool: Pool,
  what: string,
  asked: object,
  { text, values }: { readonly text: string; readonly values: ReadonlyArray<unknown> },
): Promise<ReadonlyArray<Row>> => {
  const given = Object.entries(asked).map(([key, value]) =>
    value === undefined || value.length === 0 ? "" : key,
  ) // texts and lists
  const { rows } = await pool.query<Row>({ name: [what, ...given].join("-"), text, values: [...values] })
  return rows
}

const paged = <R, A>(
  rows: ReadonlyArray<R>,
  json: (row: R) => A,
  key: (row: R) => readonly [Date, string],
) => {
  const last = rows[pageSize - 1]
  return {
    items: rows.slice(0, pageSize).map(json),
    nextCursor: rows.length > pageSize && last !== undefined ? btoa(JSON.stringify(key(last))) : null,
  }
}

export const listOrders = async (pool: Pool, operator: string, asked: Asked) => {
  const rows = await run<ListRow>(pool, "orders", asked, named(operator, asked, "desc", pageSize + 1))
  return paged(rows, rowJson, (row) => [row.trip_at, row.id])
}

const header = "number,client,tripAt,status,missions,assigned,driver,invoiceStatus,net,tax,payable,currency"

/** All at once: memory grows with the file, as it does when nobody thinks of it. */
export const exportOrders = async (pool: Pool, operator: string, asked: Asked): Promise<string> => {
  const rows = await run<ListRow>(pool, "export", asked, named(operator, asked, "asc", 1_000_000, more))
  const lines = rows.map((row) =>
    [
      ...[
        row.number,
        quoted(row.client_name),
        `${row.local}+0${row.ahead}:00`,
        row.status,
        row.missions_total,
      ],
      ...[row.missions_assigned, quoted(row.driver_name ?? ""), row.invoice_status, money(row.totals.net)],
      ...[money(row.totals.tax), money(row.totals.payable), "EUR"],
    ].join(","),
  )
  return [header, ...lines, ""].join("\r\n")
}

const reach = 10_000

export const summarise = async (pool: Pool, operator: string, asked: Asked) => {
  const values = writing()
  const walked = walk(operator, asked, values, "desc", reach)
  const text = `
    select o.status, count(*)::int as orders, sum(o.net)::float8 as net, (count(*) filter (where exists (
      select from caleche.missions m where m.operator_id = ${values.value(operator)}::uuid and m.order_id = o.id and m.trip_type = 'OFF_GRID'
    )))::int as off_grid
    from (${walked}) o group by o.status`
  const rows = await run<{ status: string; orders: number; net: number; off_grid: number }>(
    pool,
    "summary",
    asked,
    { text, values: values.values },
  )
  const byStatus = { PENDING: 0, CONFIRMED: 0, IN_PROGRESS: 0, COMPLETED: 0, CANCELLED: 0 }
  const [sums, all] = [{ count: 0, net: 0, offGrid: 0 }, byStatus as Record<string, number>] // names the table allows
  for (const { net, off_grid, orders, status } of rows) {
    all[status] = orders
    sums.count += orders
    sums.net += net
    sums.offGrid += off_grid
  }
  return {
    count: sums.count,
    byStatus,
    currency: "EUR",
    totals: { net: money(sums.net) },
    offGrid: { count: sums.offGrid, share: sums.count === 0 ? null : (sums.offGrid / sums.count).toFixed(4) },
    atLeast: sums.count >= reach,
  }
}

const shown = `coalesce(c.name, concat_ws(' ', p.first_name, p.last_name)) as shown, coalesce(c.email, p.email) as reach,
      coalesce(c.phone, p.phone) as dialled, coalesce(c.address, p.address) as place`

export const listClients = async (pool: Pool, operator: string, q: string) => {
  const text = `
    select c.*, nullif(c.last_activity_at, '-infinity') as active_at, ${shown}
    from (
      select c.* from caleche.clients c where c.operator_id = $1 and c.search_index like $2
      order by c.created_at desc, c.id desc limit ${pageSize + 1}
    ) c left join caleche.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id
    order by c.created_at desc, c.id desc`
  const { rows } = await pool.query<ClientRow>({ name: "clients", text, values: [operator, patternOf(q)] })
  return paged(rows, clientJson, (row) => [row.created_at, row.id])
}

/** Those who bring most, from a table of one row a client that is kept beside the clients. */
export const listBestClients = async (pool: Pool, operator: string) => {
  const text = `
    select c.*, s.revenue, s.known_net, s.known_cost, s.last_activity_at as active_at, ${shown}
    from (
      select s.* from bare.client_sales s where s.operator_id = $1
      order by s.revenue desc, s.client_id desc limit ${pageSize + 1}
    ) s join caleche.clients c on c.operator_id = s.operator_id and c.id = s.client_id
    left join caleche.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id
    order by s.revenue desc, s.client_id desc`
  const { rows } = await pool.query<ClientRow>({ name: "best", text, values: [operator] })
  return paged(rows, clientJson, (row) => [row.created_at, row.id])
}
