/** What a hand at the database spoils, the check finds, by record and field; keys that are old are mended. */
import { type Difference, OperatorRepository, StorageCheck } from "@caleche/core"
import { layer } from "@caleche/storage-postgres"
import { Effect, Layer, Redacted, Stream } from "effect"
import { expect, test } from "vitest"
import { order, query, storageOn } from "./database.ts"

const { run, url } = storageOn("check")

const checking = Layer.suspend(() => layer({ url: Redacted.make(url) }))
const over = <A, E>(effect: Effect.Effect<A, E, StorageCheck | OperatorRepository>) =>
  Effect.runPromise(Effect.provide(effect, checking))

const found = (operatorId: string): Promise<ReadonlyArray<Difference>> =>
  over(
    Effect.gen(function* () {
      const check = yield* StorageCheck
      const id = (yield* check.operators).find((one) => one === operatorId)
      const operator = yield* (yield* OperatorRepository).get(id!) // it was just made
      const checked = yield* Stream.runCollect(check.views(operator))
      return [...(yield* check.structure).differences, ...checked.flatMap(({ differences }) => differences)]
    }),
  )

test("each spoilt view is found with the record and what it should be, and nothing else is", async () => {
  const { client, operator, order: kept } = await run(order)
  expect(await found(operator.id)).toEqual([])

  const mine = `operator_id = '${operator.id}'`
  const spoil: ReadonlyArray<readonly [statement: string, view: string, id: string, field: string]> = [
    [`update caleche.orders set status = 'COMPLETED' where ${mine}`, "ORDER", kept.id, "status"],
    [`update caleche.orders set net = net + 1 where ${mine}`, "ORDER", kept.id, "net"],
    [`update caleche.orders set missions_assigned = 2 where ${mine}`, "ORDER", kept.id, "missions"],
    [
      `update caleche.orders set totals = jsonb_set(totals, '{net}', '1') where ${mine}`,
      "ORDER",
      kept.id,
      "totals",
    ],
    [`delete from caleche.order_drivers where ${mine}`, "ORDER_DRIVERS", kept.id, "drivers"],
    [`update caleche.clients set booked = booked - 5 where ${mine}`, "CLIENT_FIGURES", client.id, "booked"],
    [
      `insert into caleche.client_months values ('${operator.id}', '${client.id}', '2026-01', 100, 100, 60)`,
      "CLIENT_MONTHS",
      client.id,
      "months",
    ],
    [
      `update caleche.client_totals set clients = 7 where ${mine}`,
      "CLIENT_TOTALS",
      "PRIVATE ACTIVE",
      "totals",
    ],
  ]
  for (const [statement] of spoil) await query(url, `set session_replication_role = replica; ${statement}`)
  const differences = await found(operator.id)
  for (const [, view, id, field] of spoil)
    expect(differences).toContainEqual(expect.objectContaining({ view, id, field }))
  expect(differences.find(({ field }) => field === "status")).toMatchObject({
    stored: "COMPLETED",
    expected: "PENDING",
  })
  // A status that is not its own also changes what the order contributes.
  const expected = new Set([...spoil.map(([, view]) => view), "ORDER"])
  expect(differences.filter(({ view }) => !expected.has(view))).toEqual([])
})

test("keys of an earlier version are found without saying what is in them, and written anew in one pass", async () => {
  const { client, operator } = await run(order)
  await query(
    url,
    `update caleche.clients set search_version = 0, search_index = '', name_key = '' where operator_id = '${operator.id}'`,
  )
  const old = await found(operator.id)
  expect(old).toEqual([
    {
      view: "SEARCH_KEYS",
      id: client.id,
      field: "clients: name_key, search_index, search_version",
      stored: "version 0",
      expected: "version 1, computed anew",
    },
  ])
  expect(JSON.stringify(old)).not.toMatch(/jeanne/i)
  const rekeyed = await over(
    StorageCheck.use(({ rekey }) =>
      Stream.runFold(
        rekey(operator.id),
        () => 0,
        (n, one) => n + one.rekeyed,
      ),
    ),
  )
  expect(rekeyed).toBe(1)
  expect(await found(operator.id)).toEqual([])
})

test("a table without its policy, a role above them and a step that is missing are found", async () => {
  const { operator } = await run(order)
  await query(url, "alter table caleche.quotes no force row level security")
  await query(url, "delete from caleche.migrations where name = '0003_records'")
  const differences = await found(operator.id)
  await query(url, "alter table caleche.quotes force row level security")
  await query(url, "insert into caleche.migrations (name) values ('0003_records')")
  expect(differences.map(({ field, id }) => `${id}: ${field}`)).toEqual([
    "0003_records: migration",
    "table quotes: row-level security",
  ])
  expect(await found(operator.id)).toEqual([])
})
