/** History is append-only for everybody, the owner of the tables and the superuser included. */
import { CurrentActor, History, type HistoryEntry } from "@caleche/core"
import { freshUuid, newOperator, staff } from "@caleche/testing"
import { DateTime, Effect } from "effect"
import { expect, test } from "vitest"
import { query, storageOn, using } from "./database.ts"

const { url, run } = storageOn("history")

const entry = (
  at: DateTime.Utc,
  id: string,
  action: string,
): Effect.Effect<HistoryEntry, never, CurrentActor> =>
  Effect.map(CurrentActor, (actor) => ({ aggregate: "QUOTE", id, at, actor, action, data: {} }))

/** An entry now, one in a month long past, one far ahead: three partitions, two of them the default one. */
const written = Effect.gen(function* () {
  const operator = yield* newOperator()
  const history = yield* History
  const id = freshUuid()
  const days = [
    yield* DateTime.now,
    DateTime.makeUnsafe("1999-01-01T00:00:00Z"),
    DateTime.makeUnsafe("2199-01-01T00:00:00Z"),
  ]
  for (const [i, at] of days.entries()) {
    const one = yield* Effect.provideService(entry(at, id, `Entry${i}`), CurrentActor, staff(operator))
    yield* history.append(operator.id, [one])
  }
  return { operator, id }
})

test("entries of any time are kept and read in the order they were written", async () => {
  const { id, operator } = await run(written)
  const page = await run(
    Effect.flatMap(History, (history) =>
      history.list(operator.id, [{ aggregate: "QUOTE", id }], { limit: 10 }),
    ),
  )
  expect(page.items.map(({ action }) => action)).toEqual(["Entry0", "Entry1", "Entry2"])
  const parts = await query<{ part: string }>(
    url,
    "select tableoid::regclass::text as part from caleche.history where ref = $1 order by sequence",
    [id],
  )
  expect(parts.map(({ part }) => part)).toEqual([
    `caleche.history_${new Date().toISOString().slice(0, 7).replace("-", "_")}`,
    "caleche.history_default",
    "caleche.history_default",
  ])
})

test.each(["postgres", "caleche_owner"])("%s cannot change, delete or truncate entries", async (role) => {
  const { id, operator } = await run(written)
  const month = `history_${new Date().toISOString().slice(0, 7).replace("-", "_")}`
  await using(url, async (client) => {
    await client.query(`set role ${role}`)
    await client.query("select set_config('caleche.operator', $1, false)", [operator.id])
    const tables = ["history", "history_default", month]
    // Partitions have no policy of their own: to their owner they look empty.
    const shown = role === "postgres" ? tables : ["history"]
    const statements = [
      ...shown.map((table) => `update caleche.${table} set action = 'x' where ref = '${id}'`),
      ...shown.map((table) => `delete from caleche.${table}`),
      ...tables.map((table) => `truncate caleche.${table}`),
    ]
    for (const statement of statements) await expect(client.query(statement)).rejects.toThrow("append-only")
  })
})

test("partitions are made ahead again and again, and rows that came before theirs stay where they are", async () => {
  const made = () => query<{ made: number }>(url, "select caleche.ensure_history_partitions(6) as made")
  const { id, operator } = await run(written)
  const inFiveMonths = "date_trunc('month', now() at time zone 'UTC') + interval '5 months'"
  await query(
    url,
    `insert into caleche.history (operator_id, at, aggregate, ref, actor, action, data)
     values ($1, (${inFiveMonths}) at time zone 'UTC', 'QUOTE', $2, '{}', 'Early', '{}')`,
    [operator.id, id],
  )
  expect(await made()).toEqual([{ made: 2 }])
  expect(await made()).toEqual([{ made: 0 }])
  const [early] = await query(
    url,
    "select tableoid::regclass::text as part from caleche.history where action = 'Early'",
  )
  expect(early).toEqual({ part: "caleche.history_default" })
})
