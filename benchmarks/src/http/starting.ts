/** What it takes to have the server stand there: its memory when it does nothing, and its start with the embedded store. */
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

const startOf = async (name: string): Promise<number> => {
  const began = performance.now()
  const server = await startServer(name)
  if (server.port !== 0) await fetch(`http://127.0.0.1:${server.port}/readyz`)
  const took = performance.now() - began
  await server.stop()
  return took
}

export const embeddedStart: Benchmark = {
  name: "embedded-start",
  run: async () => {
    const ratios: Array<number> = []
    for (let round = 0; round < 5; round++)
      ratios.push((await startOf("caleche")) / (await startOf("pgliteAlone")))
    return [
      {
        what: "embedded server, from nothing to its first answer",
        against: "the process of PGlite alone, to its first answer",
        ratio: spread(ratios),
        goal: { atMost: 1.3 },
      },
    ]
  },
}
