/** Long lists and single rows of long tables, planned as PostgreSQL plans them there: joined row by row, as far as is asked. */
import {
  ClientRepository,
  type Communication,
  CommunicationRepository,
  MessageId,
  type OperatorId,
  OrderPageReader,
  PipelineReader,
  QuoteRepository,
  type StoragePorts,
} from "@caleche/core"
import { freshUuid } from "@caleche/testing"
import { DateTime, Effect } from "effect"
import { beforeAll, describe, expect, test } from "vitest"
import { order, query, recorded, storageOn, using } from "./database.ts"

const { url, run } = storageOn("plans_at_size", { pools: { reads: 3, writes: 1 } })
let made: Effect.Success<typeof order>

/** The order, its client and its card, 10,000 times over. */
beforeAll(async () => {
  made = await run(order)
  const copied = (table: string, columns: Readonly<Record<string, string>>) =>
    `insert into caleche.${table} select (jsonb_populate_record(t, jsonb_build_object(${Object.entries(
      columns,
    )
      .map(([column, value]) => `'${column}', ${value}`)
      .join(
        ", ",
      )}))).* from caleche.${table} t, generate_series(1, 10000) i where t.operator_id = '${made.operator.id}'`
  const id = (kind: number) => `('0190a00${kind}-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))`
  await using(url, async (client) => {
    await client.query("set session_replication_role = replica")
    await client.query(copied("contacts", { id: id(1) }))
    const { rows } = await client.query<{ columns: string }>(
      `select string_agg(attname, ', ') as columns from pg_attribute
       where attrelid = 'caleche.clients'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    )
    const { columns } = rows[0]!
    await client.query(
      `insert into caleche.clients (${columns}) select ${columns} from (
         select (jsonb_populate_record(t, jsonb_build_object('id', ${id(2)}, 'self_contact_id', ${id(1)},
           'search_index', chr(10) || md5(i::text), 'revenue', i))).*
         from caleche.clients t, generate_series(1, 10000) i where t.operator_id = '${made.operator.id}'
       ) c`,
    )
    await client.query(
      copied("orders", {
        ...{ id: id(3), client_id: id(2), quote_id: id(4), number_seq: "i + 1000" },
        trip_at: "t.trip_at + make_interval(mins => i)",
      }),
    )
    await client.query("vacuum analyze")
  })
})

/** The lines of the plan that serves any parameters, of the last statement of `effect`, as the app role. */
const planOf = async (
  effect: Effect.Effect<unknown, unknown, StoragePorts>,
): Promise<ReadonlyArray<string>> => {
  const { statements } = await run(recorded(effect))
  return using(url, async (client) => {
    await client.query("set role caleche_app")
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `explain (generic_plan) ${statements.at(-1)![0]}`,
    )
    return rows.map((row) => row["QUERY PLAN"])
  })
}

const pipeline = (filters: object) => (operatorId: OperatorId) =>
  Effect.flatMap(PipelineReader, (port) => port.list(operatorId, filters, { sort: "-tripAt", limit: 50 }))
const clients = (filters: object, sort: "-revenue" | "-createdAt") => (operatorId: OperatorId) =>
  Effect.flatMap(ClientRepository, (port) => port.list(operatorId, filters, { sort, limit: 50 }))

const message = (): Communication => ({
  id: MessageId.make(freshUuid()),
  clientId: made.client.id,
  kind: "MANUAL",
  channel: "MANUAL",
  status: "SENT",
  at: DateTime.makeUnsafe("2027-01-01T00:00:00Z"),
})

describe("a page of", () => {
  for (const [name, read] of Object.entries({
    "the latest orders": pipeline({}),
    "orders in some statuses": pipeline({ status: ["PENDING", "CONFIRMED"] }),
    "orders of the clients a text finds": pipeline({ client: "c4ca42" }),
    "clients by revenue": clients({}, "-revenue"),
    "clients a text finds": clients({ q: "c4ca42" }, "-createdAt"),
  })) {
    test(`${name} reads no long table as a whole, and asks for its operator once`, async () => {
      const plan = await planOf(read(made.operator.id))
      expect(plan.filter((line) => /Seq Scan on (orders|clients|contacts)/.test(line))).toEqual([])
      expect(plan.filter((line) => /Hash Cond|Merge Cond/.test(line) && !line.includes("driver"))).toEqual([])
      expect(plan.filter((line) => line.includes("current_setting") && /Filter|Cond/.test(line))).toEqual([])
    })
  }
})

describe("of what every sale asks for,", () => {
  const asked = {
    "a quote with whom it is from and to": () =>
      Effect.flatMap(QuoteRepository, (port) => port.addressed(made.operator.id, made.quote.id)),
    "clients that are alike": () =>
      Effect.flatMap(ClientRepository, (port) => port.alike(made.operator.id, made.client, 10)),
    "the client a message is about": () =>
      Effect.flatMap(CommunicationRepository, (port) => port.insert(made.operator.id, [message()])),
    "the client of several messages": () =>
      Effect.flatMap(CommunicationRepository, (port) =>
        port.insert(made.operator.id, [message(), message()]),
      ),
  }
  for (const [name, ask] of Object.entries(asked)) {
    test(`${name} reads no long table as a whole`, async () => {
      const plan = await planOf(ask())
      expect(plan.filter((line) => /Seq Scan on (orders|clients|contacts)/.test(line))).toEqual([])
      expect(plan.some((line) => /Index (Only )?Scan using (clients|contacts)_/.test(line))).toBe(true)
    })
  }
})

test("reads that are under way together spread over their connections", async () => {
  const look = Effect.flatMap(OrderPageReader, (port) => port.get(made.operator.id, made.order.id))
  await run(Effect.all([look, look, look, look, look, look], { concurrency: "unbounded" }))
  const [row] = await query<{ open: number }>(
    url,
    "select count(*)::int as open from pg_stat_activity where datname = current_database() and application_name = 'caleche'",
  )
  expect(row?.open).toBe(4)
})
