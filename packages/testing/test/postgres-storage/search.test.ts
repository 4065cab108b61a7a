/** Text search: what the search role may see, for whom it looks, and along which index. */
import { ClientRepository, type OperatorId } from "@caleche/core"
import { newOperator } from "@caleche/testing"
import { Effect } from "effect"
import type { Client } from "pg"
import { beforeAll, describe, expect, test } from "vitest"
import { storageOn, using } from "./database.ts"

const { url, run } = storageOn("search")
let operator: OperatorId

/** 20,000 clients of one operator and one of another, each with a word of its own. */
const filled = (client: Client, of: string, count: number) =>
  client.query(
    `insert into caleche.clients (operator_id, id, type, stage, name, name_key, search_index, version, created_at, updated_at)
     select $1, gen_random_uuid(), 'BUSINESS', 'CLIENT', n, n, chr(10) || 'company ' || md5(n), 1,
       timestamptz '2026-01-01' + make_interval(secs => i), now()
     from generate_series(1, $2) i cross join lateral (select 'n' || i as n) named`,
    [of, count],
  )

beforeAll(async () => {
  operator = (await run(newOperator())).id
  const other = (await run(newOperator())).id
  await using(url, async (client) => {
    await filled(client, operator, 20_000)
    await filled(client, other, 1)
    await client.query("vacuum analyze caleche.clients")
  })
})

/** What the app role, bound to `to`, finds, and the plans the server noted on the way. */
const searched = (to: string, needle: string, sort: string | null, most = 51) =>
  using(url, async (client) => {
    const plans: Array<string> = []
    client.on("notice", ({ message }) => plans.push(message ?? ""))
    await client.query("load 'auto_explain'")
    for (const setting of ["log_min_duration = 0", "log_nested_statements = on"])
      await client.query(`set auto_explain.${setting}`)
    await client.query("begin")
    await client.query("set local role caleche_app")
    await client.query("select set_config('caleche.operator', $1, true)", [to])
    await client.query("set local client_min_messages = log")
    const { rows } = await client.query(
      "select * from caleche.search_parties('clients', $1, null, null, null, $2, null, null, $3)",
      [needle, sort, most],
    )
    await client.query("rollback")
    return {
      count: rows.length,
      plan: plans.findLast((text) => text.includes("from caleche.clients p")) ?? "",
    }
  })

describe("a search", () => {
  test("looks a rare word up in the index, and reads no table as a whole", async () => {
    const md5 = "c4ca4238a0b923820dcc509a6f75849b" // of "1"; no client is called so
    for (const sort of ["createdAt", "-createdAt", "name", "-name", null]) {
      const { count, plan } = await searched(operator, `${md5.slice(0, 12)}`, sort)
      expect(count).toBe(0)
      expect(plan).toContain("clients_search")
      expect(plan).not.toContain("Seq Scan")
    }
  })

  test("for one or two letters walks a stretch of the sorted list, and asks the index when that fills no page", async () => {
    const common = await searched(operator, "\nco", "name")
    expect(common.count).toBe(51)
    expect(common.plan).toContain("clients_name")
    const rare = await searched(operator, "\nzz", "name")
    expect(rare.count).toBe(0)
    expect(rare.plan).toContain("clients_search")
  })

  test("for what everybody has walks the sorted list only as far as the page reaches", async () => {
    const { count, plan } = await searched(operator, "company", "name")
    expect(count).toBe(51)
    expect(plan).toContain("clients_name")
    expect(plan).not.toContain("Sort")
  })

  test("for what everybody has is paged, filtered and turned around like any list", async () => {
    const page = (sort: "name" | "-name", cursor?: string) =>
      run(
        Effect.flatMap(ClientRepository, (clients) =>
          clients.list(
            operator,
            { q: "company", type: "BUSINESS", status: "ACTIVE" },
            { sort, limit: 3, cursor },
          ),
        ),
      )
    const first = await page("name")
    const second = await page("name", first.nextCursor!)
    const names = [...first.items, ...second.items].map(({ name }) => name)
    expect(names).toEqual(["n1", "n10", "n100", "n1000", "n10000", "n10001"])
    expect((await page("-name")).items.map(({ name }) => name)).toEqual(["n9999", "n9998", "n9997"])
  })

  test("finds for the operator it is bound to, and for none when it is bound to none", async () => {
    expect((await searched(operator, "company", null, 100_000)).count).toBe(20_000)
    expect((await searched("", "company", null, 100_000)).count).toBe(0)
  })
})

test("the search role reads what it searches and sorts by, and nothing else", async () => {
  await using(url, async (client) => {
    await client.query("set role caleche_search")
    for (const statement of [
      "select email from caleche.clients",
      "select last_name from caleche.contacts",
      "select * from caleche.quotes",
      "update caleche.clients set search_index = ''",
    ])
      await expect(client.query(statement)).rejects.toThrow("permission denied")
  })
})
