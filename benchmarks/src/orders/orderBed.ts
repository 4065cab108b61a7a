/** What the benchmarks of lists stand on: both servers over the same seeded database, which none of them changes. */
import { startPostgres } from "@caleche/testing/postgres"
import { operatorId } from "../http/credentials.ts"
import { originOf, type Side, type Sides } from "../http/bed.ts"
import { startLoad } from "../http/load.ts"
import { cpuOf, cpuOfChildren, startServer } from "../http/processes.ts"
import { seedOrders } from "./seed.ts"

/** Room for what is read again and again, and for filling it without a pause; nothing runs beside what is measured. */
const inMemory = { autovacuum: "off", shared_buffers: "1GB", max_wal_size: "8GB" }

export const openOrderBed = async (orders: number): Promise<Sides & { readonly url: string }> => {
  const ending: Array<() => Promise<void>> = []
  const kept = <T extends { readonly stop: () => Promise<void> }>(started: T): T => {
    ending.push(started.stop)
    return started
  }
  const close = async () => {
    while (ending.length > 0) await ending.pop()!() // not empty
  }
  try {
    const postgres = kept(await startPostgres({ settings: inMemory }))
    await postgres.createDatabase("orders")
    const url = postgres.url("orders")
    await seedAt(url, orders)
    const start = async (name: string): Promise<Side> => {
      const server = kept(await startServer(name, { DATABASE_URL: url, OPERATOR_ID: operatorId }))
      return { server, origin: originOf(server) }
    }
    return {
      ours: await start("caleche"),
      bare: await start("bare"),
      load: kept(startLoad()),
      url,
      cpu: ({ server }) => ({ server: cpuOf(server.pid), database: cpuOfChildren(postgres.pid()!) }), // it runs
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** Migrates the database at `url`, enters the operator and fills it. */
export const seedAt = async (url: string, orders: number): Promise<void> => {
  await (await startServer("caleche", { DATABASE_URL: url })).stop()
  await seedOrders(url, operatorId, orders)
}
