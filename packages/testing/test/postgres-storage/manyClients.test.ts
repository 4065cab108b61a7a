/** A text that finds more clients than are walked one by one still finds their orders, and only theirs. */
import { Acceptance, Clients, type PipelineFilters, Quotes, Views } from "@caleche/core"
import { as, inputs, newOperator, staff } from "@caleche/testing"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { query, recorded, type Services, storageOn, using } from "./database.ts"

const { url, run } = storageOn("many_clients")

const orderFor = Effect.fnUntraced(function* (name: string, pickupAt: string) {
  const client = yield* (yield* Clients).create(inputs.businessClient(name))
  const quotes = yield* Quotes
  const quote = yield* quotes.create(inputs.quote(client.id, [inputs.transport(pickupAt)]))
  yield* quotes.send(quote.id, { channel: "MANUAL" })
  return (yield* (yield* Acceptance).accept(quote.id, {})).order.id
})

test("1,200 clients of one name: the walk goes along the dates, page by page, under every other filter", async () => {
  const operator = await run(newOperator())
  const actor = staff(operator)
  const made = await run(
    Effect.all([
      orderFor("Lumière 1", "2027-01-03T08:00:00Z"),
      orderFor("Other SA", "2027-01-02T08:00:00Z"),
      orderFor("Lumière 2", "2027-01-01T08:00:00Z"),
    ]).pipe(as(actor)),
  )
  await query(
    url,
    `insert into caleche.clients (operator_id, id, type, stage, name, phone, name_key, search_index, search_version, version, created_at, updated_at)
     select operator_id, gen_random_uuid(), type, stage, name, phone, name_key, search_index, search_version, version, created_at, updated_at
     from caleche.clients, generate_series(1, 1200) where operator_id = $1 and name = 'Lumière 1'`,
    [operator.id],
  )
  const list = (filters: PipelineFilters) =>
    Effect.gen(function* () {
      const views = yield* Views
      const first = yield* views.pipeline(filters, { sort: "tripAt", limit: 1 })
      const cursor = first.nextCursor ?? undefined
      const rest =
        cursor === undefined
          ? []
          : (yield* views.pipeline(filters, { sort: "tripAt", limit: 9, cursor })).items
      return [...first.items, ...rest].map(({ id }) => id)
    }).pipe(as(actor))
  expect(await run(list({ client: "lumiere" }))).toEqual([made[2], made[0]])
  expect(await run(list({ client: "lumiere", status: ["PENDING"] }))).toEqual([made[2], made[0]])
  expect(await run(list({ client: "lumiere", driverId: "none" }))).toEqual([made[2], made[0]])
  expect(await run(list({ client: "33 1 42" }))).toHaveLength(3)
  expect(await run(list({ client: "other" }))).toEqual([made[1]])
  const [many, few] = [await executed(list({ client: "lumiere" })), await executed(list({ client: "other" }))]
  expect(many.filter((line) => line.includes("orders_of_client"))).toEqual([])
  expect(many.filter((line) => line.includes("orders_trip"))).not.toEqual([])
  expect(few.filter((line) => line.includes("orders_of_client"))).not.toEqual([])
  expect(few.filter((line) => line.includes("orders_trip"))).toEqual([])
})

/** The lines of the plan that were executed when the app role ran the last statement of `effect`. */
const executed = async (
  effect: Effect.Effect<unknown, unknown, Services>,
): Promise<ReadonlyArray<string>> => {
  const { statements } = await run(recorded(effect))
  const [text, values] = statements.at(-1)!
  return using(url, async (client) => {
    for (const setting of ["enable_seqscan", "enable_bitmapscan", "enable_sort"])
      await client.query(`set ${setting} = off`)
    await client.query("set role caleche_app")
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (analyze, costs off) ${text}`, [
      ...values,
    ])
    return rows.map((row) => row["QUERY PLAN"]).filter((line) => !line.includes("never executed"))
  })
}
