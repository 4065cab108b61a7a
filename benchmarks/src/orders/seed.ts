/** Fills a migrated database that has an operator without orders; says what it does and how long each step took. */
import { Client } from "pg"
import { checkSeed } from "./check.ts"
import { extentOf } from "./extent.ts"
import { figureSteps } from "./figures.ts"
import { orderSteps } from "./orders.ts"
import { seedParties } from "./parties.ts"

export const seedOrders = async (url: string, operator: string, orders: number): Promise<void> => {
  const extent = extentOf(orders, new Date())
  const client = new Client({ connectionString: url })
  await client.connect()
  const step = async (what: string, run: () => Promise<unknown>) => {
    const began = performance.now()
    await run()
    console.log(`  ${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${what}`)
  }
  try {
    const { rows } = await client.query("select from caleche.orders where operator_id = $1 limit 1", [
      operator,
    ])
    if (rows.length > 0) throw new Error("the operator has orders already")
    await client.query("begin")
    // Neither triggers nor foreign keys row by row: the check below sees to what they would have seen to.
    await client.query("set local session_replication_role = replica")
    await client.query("set local work_mem = '128MB'")
    await client.query("set local jit = off")
    await step(`${extent.clients} clients, ${extent.drivers} drivers`, () =>
      seedParties(client, operator, extent),
    )
    for (const { text, what } of [...orderSteps(operator, extent), ...figureSteps(operator)])
      await step(what, () => client.query(text))
    await client.query("commit")
    await step("vacuum and analyze", () => client.query("vacuum analyze"))
    await step("checked against missions and lines", () => checkSeed(client, operator))
  } finally {
    await client.end()
  }
}
