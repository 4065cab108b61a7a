/** Whatever is kept for the lists of clients and does not follow from the facts is told; what an older release left is taken over. */
import {
  Acceptance,
  Clients,
  Communications,
  Corrections,
  type OperatorId,
  Quotes,
  ViewCheck,
} from "@caleche/core"
import { migrate } from "@caleche/storage-postgres"
import { as, inputs, newOperator, staff } from "@caleche/testing"
import { Effect, Redacted } from "effect"
import { beforeAll, expect, test } from "vitest"
import { query, storageOn } from "./database.ts"

const { url, run } = storageOn("view_check")
let operatorId: OperatorId

/** Two clients: one whose order is over with a known cost, one whose order is booked. */
const lived = Effect.gen(function* () {
  const operator = yield* newOperator({ timeZone: "Pacific/Auckland" })
  yield* Effect.gen(function* () {
    const clients = yield* Clients
    const quotes = yield* Quotes
    for (const [name, over] of [
      ["Over SA", true],
      ["Booked SA", false],
    ] as const) {
      const client = yield* clients.create(inputs.businessClient(name))
      const ride = inputs.transport("2027-12-01T06:30:00+01:00", { cost: "60.00" })
      const fee = { kind: "FEE", description: "Sign", unitPrice: "5.00", vatRate: "0.20" }
      const quote = yield* quotes.create(inputs.quote(client.id, [ride, fee]))
      yield* quotes.send(quote.id, { channel: "MANUAL" })
      const { order } = yield* (yield* Acceptance).accept(quote.id, {})
      if (over) yield* (yield* Corrections).raise(order.id, { status: "COMPLETED", reason: "subcontracted" })
    }
    const person = yield* clients.create(inputs.privateClient())
    yield* clients.edit(person.id, { notes: "pays late" })
    yield* clients.archive(person.id)
    const idle = yield* clients.create(inputs.businessClient("Idle SA"))
    yield* (yield* Communications).write(idle.id, { channel: "MANUAL", subject: "Called" })
  }).pipe(as(staff(operator)))
  return operator.id
})

const differences = () =>
  run(
    Effect.provide(
      ViewCheck.use((check) => check.clients(operatorId)),
      ViewCheck.layer,
    ),
  )

beforeAll(async () => {
  operatorId = await run(lived)
})

test("what the release keeps itself follows from the facts", async () => {
  expect(await differences()).toEqual([])
})

test.each([
  ["CLIENT_FIGURES", "update caleche.clients set booked = booked + 1 where booked > 0"],
  ["CLIENT_FIGURES", "update caleche.clients set last_activity_at = '2020-01-01' where name = 'Over SA'"],
  ["CLIENT_FIGURES", "update caleche.clients set last_activity_at = '-infinity' where name = 'Idle SA'"],
  ["CLIENT_MONTHS", "update caleche.client_months set revenue = revenue - 1"],
  ["CLIENT_MONTHS", "update caleche.client_months set month = '2020-01'"],
  ["CLIENT_TOTALS", "update caleche.client_totals set clients = clients + 1 where status = 'ARCHIVED'"],
  ["ORDER_CONTRIBUTION", "update caleche.orders set known_cost = 1 where revenue > 0"],
  ["ORDER_CONTRIBUTION", "update caleche.orders set month = '2020-01' where revenue > 0"],
  ["ORDER_CONTRIBUTION", "update caleche.missions set ended_at = '2030-01-01' where ended_at is not null"],
])("tells of a wrong %s: %s", async (view, spoil) => {
  const tables = ["clients", "client_months", "client_totals", "orders", "missions"]
  for (const table of tables) await query(url, `create table kept_${table} as table caleche.${table}`)
  expect(await query(url, `${spoil} returning 1`)).not.toEqual([])
  const found = await differences()
  expect(found.map((difference) => difference.view)).toContain(view)
  await putBack(tables)
  expect(await differences()).toEqual([])
})

/** The tables as they were, without any trigger having its say. */
async function putBack(tables: ReadonlyArray<string>): Promise<void> {
  const restored: Readonly<Record<string, string>> = {
    clients: "revenue, booked, known_net, known_cost, average_margin, last_activity_at",
    orders: "month, revenue, booked, known_net, known_cost, ended_at",
    missions: "ended_at",
  }
  for (const table of tables) {
    const columns = restored[table]
    const from = `kept_${table}`
    const statement =
      columns === undefined
        ? `insert into caleche.${table} select * from ${from}`
        : `update caleche.${table} t set (${columns}) = row(${columns.replaceAll(/(^|, )/g, "$1k.")}) from ${from} k where k.operator_id = t.operator_id and k.id = t.id`
    await query(url, `alter table caleche.${table} disable trigger user`)
    if (columns === undefined) await query(url, `delete from caleche.${table}`)
    await query(url, statement)
    await query(url, `alter table caleche.${table} enable trigger user`)
    await query(url, `drop table ${from}`)
  }
}

test("what an older release has left is taken over when it is migrated, in the months of its operator", async () => {
  const before = await query(
    url,
    "select id, month, revenue, booked, known_net, known_cost from caleche.orders order by id",
  )
  for (const statement of [
    "drop trigger client_credited on caleche.orders",
    "drop trigger client_credited_anew on caleche.orders",
    "drop trigger clients_counted on caleche.clients",
    "drop trigger client_recounted on caleche.clients",
    "drop function caleche.credit_client, caleche.count_clients, caleche.recount_client, caleche.margin_of",
    "drop index caleche.clients_by_type",
    "drop table caleche.client_months, caleche.client_totals",
    "alter table caleche.orders drop column month, drop column revenue, drop column booked, drop column known_net, drop column known_cost, drop column ended_at",
    `alter table caleche.clients drop column company_key, drop column status, drop column revenue, drop column booked,
       drop column known_net, drop column known_cost, drop column average_margin, drop column last_activity_at`,
    "delete from caleche.migrations where name like '%client_figures'",
    // Such a release kept no communications either.
    "drop table caleche.communications",
    "delete from caleche.migrations where name like '%_communications'",
  ])
    await query(url, statement)
  await Effect.runPromise(migrate({ url: Redacted.make(url) }))
  expect(await differences()).toEqual([])
  const after = await query(
    url,
    "select id, month, revenue, booked, known_net, known_cost from caleche.orders order by id",
  )
  expect(after).toEqual(before)
})
