/** All that a storage holds, as a value that is equal as long as nothing was written. */
import type { StoragePorts } from "@caleche/core"
import { layer as postgres } from "@caleche/storage-postgres"
import { Context, Effect, Layer, type ManagedRuntime, Redacted } from "effect"
import { Client } from "pg"
import { type Data, Store } from "../../../storage-memory/src/Store.ts"
import { migratedDatabase } from "../migratedDatabase.ts"

/** Table by table, something that changes with the table. */
export type Kept = Readonly<Record<string, unknown>>

/** What there is, and the means to have it back. */
export interface Held {
  readonly kept: () => Promise<Kept>
  readonly restore: (kept: Kept) => Promise<void>
}

/** The memory's tables are immutable: the same value is the same content. */
export const memoryOf = async <R, E>(runtime: ManagedRuntime.ManagedRuntime<R, E>): Promise<Held> => {
  const store = await runtime.runPromise(
    Effect.map(
      Effect.context<never>(),
      (context) => Context.getUnsafe(context as unknown as Context.Context<Store>, Store), // the memory's ports stand on it
    ),
  )
  return {
    kept: async () => ({ ...(await Effect.runPromise(store.read((all) => all))) }),
    restore: (kept) => Effect.runPromise(store.write(() => [undefined, kept as unknown as Data])), // as it was read
  }
}

/** A database of its own, and a superuser's view of it: a digest of each of its tables. */
export const postgresKept = () => {
  let url: string | undefined
  const layer: Layer.Layer<StoragePorts> = Layer.orDie(
    Layer.unwrap(
      Effect.map(migratedDatabase, (made) => {
        url = made
        return postgres({ url: Redacted.make(made) })
      }),
    ),
  )
  const query = async <Row extends object>(text: string): Promise<ReadonlyArray<Row>> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    return client
      .query<Row>(text)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  const kept = async (): Promise<Kept> => {
    const tables = await query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'caleche'::regnamespace
         and relkind in ('r', 'p') and not relispartition and relname <> 'migrations' order by 1`,
    )
    const digests = tables.map(
      ({ name }) =>
        `select '${name}' as name,
           count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
         from caleche.${name} t`,
    )
    const rows = await query<{ name: string; digest: string }>(digests.join(" union all "))
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
  }
  return { layer, kept, query }
}

/** The tables that differ. */
export const changed = (before: Kept, after: Kept): ReadonlyArray<string> =>
  Object.keys(before).filter((name) => before[name] !== after[name])

/** Runs `request`; fails when anything the storage holds is different afterwards. */
export const changingNothing = async <A>(
  kept: () => Promise<Kept>,
  request: () => Promise<A>,
): Promise<A> => {
  const before = await kept()
  const answer = await request()
  const differing = changed(before, await kept())
  if (differing.length > 0) throw new Error(`changed ${differing.join(", ")}`)
  return answer
}
