/**
 * What the HTTP benchmarks stand on: one PostgreSQL with two equal databases, a server over each, and the load
 * generator.
 */
import { startPostgres } from "@caleche/testing/postgres"
import { deepStrictEqual } from "node:assert"
import { Client } from "pg"
import { apiKey, operatorId } from "./credentials.ts"
import { type Load, startLoad } from "./load.ts"
import { cpuOf, cpuOfChildren, type Started, startServer } from "./processes.ts"

export interface Side {
  readonly server: Started
  readonly origin: string
}

/** What can be put under the same load. */
export interface Sides {
  readonly ours: Side
  readonly bare: Side
  readonly load: Load
  /** CPU milliseconds used so far by a server's process and by PostgreSQL's. */
  readonly cpu: (side: Side) => { readonly server: number | undefined; readonly database: number | undefined }
  /** Ends everything that was started. */
  readonly close: () => Promise<void>
}

export interface Bed extends Sides {
  /** Orders both databases hold. */
  readonly orderIds: ReadonlyArray<string>
  /** One more server of each kind, over the same databases. */
  readonly another: () => Promise<{ readonly ours: Side; readonly bare: Side }>
}

/** Orders in each database, made over HTTP by the commands a person would give. */
const orders = 2_000

export const openBed = async (): Promise<Bed> => {
  const ending: Array<() => Promise<void>> = []
  const kept = <T extends { readonly stop: () => Promise<void> }>(started: T): T => {
    ending.push(started.stop)
    return started
  }
  const close = async () => {
    while (ending.length > 0) await ending.pop()!() // not empty
  }
  try {
    const postgres = kept(await startPostgres({ settings: { autovacuum: "off" } }))
    const load = kept(startLoad())
    await postgres.createDatabase("seeded")
    const seeding = kept(await startServer("caleche", { DATABASE_URL: postgres.url("seeded") }))
    const seeded = await load.run({ kind: "seed", origin: originOf(seeding), connections: 8, count: orders })
    await seeding.stop()
    await analyse(postgres.url("seeded"))
    await postgres.createDatabase("ours", "seeded")
    await postgres.createDatabase("bare", "seeded")
    const start = async (name: string, database: string): Promise<Side> => {
      const env = { DATABASE_URL: postgres.url(database), OPERATOR_ID: operatorId }
      const server = kept(await startServer(name, env))
      return { server, origin: originOf(server) }
    }
    const another = async () => ({ ours: await start("caleche", "ours"), bare: await start("bare", "bare") })
    const sides = await another()
    await compare(sides, seeded.ids.slice(0, 20))
    return {
      ...sides,
      load,
      orderIds: seeded.ids,
      cpu: ({ server }) => ({ server: cpuOf(server.pid), database: cpuOfChildren(postgres.pid()!) }), // it runs
      another,
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** What autovacuum would do in time: it is off, so that it falls on neither side. */
async function analyse(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query("vacuum analyze")
  await client.end()
}

export const originOf = ({ port }: Started): string => `http://127.0.0.1:${port}`

/** Both answer the same JSON, or nothing is worth measuring. */
async function compare(
  { bare, ours }: { readonly ours: Side; readonly bare: Side },
  ids: ReadonlyArray<string>,
): Promise<void> {
  const read = async ({ origin }: Side, id: string): Promise<unknown> => {
    const answer = await fetch(`${origin}/v1/orders/${id}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    })
    return answer.json()
  }
  for (const id of ids) deepStrictEqual(await read(ours, id), await read(bare, id))
}
