/** What it takes to have the server stand there: its memory when it does nothing, and its start with the embedded store. */
import { migratedSnapshot } from "@caleche/storage-pglite"
import { Effect } from "effect"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Benchmark } from "../Benchmark.ts"
import { spread } from "../spread.ts"
import { memoryOf, startServer } from "./processes.ts"

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export const idleMemory: Benchmark = {
  name: "idle-memory",
  run: async (open) => {
    const { bare, ours } = await (await open()).another()
    const ratios: Array<number> = []
    for (const wait of [10_000, 1_000, 1_000]) {
      await pause(wait)
      const [mine, theirs] = [memoryOf(ours.server.pid), memoryOf(bare.server.pid)]
      if (mine === undefined || theirs === undefined) return []
      ratios.push(mine / theirs)
    }
    await Promise.all([ours.server.stop(), bare.server.stop()])
    const against = "Hono and `pg`"
    return [
      { what: "memory when idle, on PostgreSQL", against, ratio: spread(ratios), goal: { atMost: 1.5 } },
    ]
  },
}

const startOf = async (name: string, env: Readonly<Record<string, string>> = {}): Promise<number> => {
  const began = performance.now()
  const server = await startServer(name, env)
  if (server.port !== 0) await fetch(`http://127.0.0.1:${server.port}/readyz`)
  const took = performance.now() - began
  await server.stop()
  return took
}

const against = "the process of PGlite alone, to its first answer"

export const embeddedStart: Benchmark = {
  name: "embedded-start",
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "caleche-snapshot-"))
    try {
      const SNAPSHOT = join(folder, "migrated.tar")
      const snapshot = await Effect.runPromise(migratedSnapshot())
      writeFileSync(SNAPSHOT, new Uint8Array(await snapshot.arrayBuffer()))
      const [fresh, saved]: [Array<number>, Array<number>] = [[], []]
      for (let round = 0; round < 5; round++) {
        const alone = await startOf("pgliteAlone")
        saved.push((await startOf("caleche", { SNAPSHOT })) / alone)
        fresh.push((await startOf("caleche")) / alone)
      }
      return [
        {
          what: "embedded server from a saved, migrated snapshot, to its first answer",
          against,
          ratio: spread(saved),
          goal: { atMost: 1.3 },
        },
        { what: "embedded server from nothing, to its first answer", against, ratio: spread(fresh) },
      ]
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
