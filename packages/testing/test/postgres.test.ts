import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createDatabase, dropDatabase, startPostgres } from "@caleche/testing/postgres"
import { Client } from "pg"
import { expect, inject, test, vi } from "vitest"
import { run } from "./child.ts"

const using = async <A>(url: string, task: (client: Client) => Promise<A>): Promise<A> => {
  const client = new Client({ connectionString: url })
  client.on("error", () => {}) // a killed server ends the connection
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}

const query = async (url: string, text: string): Promise<ReadonlyArray<unknown>> =>
  (await using(url, (client) => client.query(text))).rows

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
}

test("a database is a copy of its template, sorts by code point and knows our extensions", async () => {
  const server = inject("postgresUrl")
  const at = (name: string) => new URL(`/${name}`, server).href
  await createDatabase(server, "pattern")
  await query(at("pattern"), "create table held as select * from (values ('b'), ('B'), ('a')) v (name)")
  for (const extension of ["pg_trgm", "btree_gist", "btree_gin"]) {
    await query(at("pattern"), `create extension ${extension}`)
  }
  await createDatabase(server, 'the "copy"', "pattern")
  const copy = at(encodeURIComponent('the "copy"'))
  expect(await query(copy, "select name from held order by name")).toEqual([
    { name: "B" },
    { name: "a" },
    { name: "b" },
  ])
  expect(await query(copy, "select similarity('caleche', 'caleches') > 0.5 as alike")).toEqual([
    { alike: true },
  ])
  expect(await query(copy, "show server_encoding")).toEqual([{ server_encoding: "UTF8" }])
  await dropDatabase(server, 'the "copy"')
  await dropDatabase(server, "pattern")
  await expect(query(copy, "select 1")).rejects.toThrow("does not exist")
})

test("two servers run at once, apart; a stopped one leaves no process and no folder", async () => {
  const [first, second] = await Promise.all([
    startPostgres(),
    startPostgres({ settings: { work_mem: "5MB" } }),
  ])
  await first.createDatabase("only_here")
  const names = "select datname from pg_database where datname = 'only_here'"
  expect(await query(first.url(), names)).toHaveLength(1)
  expect(await query(second.url(), names)).toHaveLength(0)
  expect(await query(second.url(), "show work_mem")).toEqual([{ work_mem: "5MB" }])
  const pids = [first.pid()!, second.pid()!]
  expect(pids.map(lives)).toEqual([true, true])
  await Promise.all([first.stop(), second.stop()])
  await first.stop()
  expect(pids.map(lives)).toEqual([false, false])
  expect([first.dataDir, second.dataDir].map(existsSync)).toEqual([false, false])
})

test("a durable server keeps every acknowledged row over kill and restart, on the same address", async () => {
  const server = await startPostgres({ durable: true })
  try {
    expect(await query(server.url(), "show fsync")).toEqual([{ fsync: "on" }])
    await query(server.url(), "create table kept (id int)")
    for (let round = 1; round <= 3; round++) {
      const pid = server.pid()!
      const acknowledged = await using(server.url(), async (client) => {
        let rows = 0
        const killed = new Promise((resolve) => setTimeout(resolve, 50)).then(server.kill)
        try {
          for (;;) rows = (await client.query(`insert into kept values (${round})`)) && rows + 1
        } catch {
          await killed
          return rows
        }
      })
      expect(lives(pid)).toBe(false)
      expect(server.pid()).toBeUndefined()
      await server.restart()
      const [kept] = await query(server.url(), `select count(*)::int as n from kept where id = ${round}`)
      expect(acknowledged).toBeGreaterThan(0)
      // The last insert may have been committed without its answer arriving.
      expect([{ n: acknowledged }, { n: acknowledged + 1 }]).toContainEqual(kept)
    }
  } finally {
    await server.stop()
  }
})

test("a folder of the caller's is kept by stop and opened again with its data", async () => {
  const parent = await mkdtemp(join(tmpdir(), "caleche-"))
  const { chmodSync } = await import("node:fs")
  chmodSync(parent, 0o755)
  const dataDir = join(parent, "data")
  for (const tables of [0, 1]) {
    const server = await startPostgres({ dataDir })
    expect(await query(server.url(), "select 1 from pg_tables where tablename = 'kept'")).toHaveLength(tables)
    await query(server.url(), "create table if not exists kept (id int)")
    await server.stop()
  }
  writeFileSync(join(dataDir, "postgresql.conf"), "no_such_parameter = 1")
  await expect(startPostgres({ dataDir })).rejects.toThrow("no_such_parameter")
  await rm(parent, { recursive: true })
})

test("the server dies with a killed owner, and its temporary folder goes", async () => {
  const owner = run("fixtures/servePostgres")
  const [pid, dataDir] = (await owner.line())!.split(" ")
  expect(lives(Number(pid))).toBe(true)
  await owner.kill()
  await vi.waitFor(() => expect([lives(Number(pid)), existsSync(dataDir!)]).toEqual([false, false]), 8_000)
})
