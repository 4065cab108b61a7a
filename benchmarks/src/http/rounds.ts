/** Both servers under the same load in turns, first the one, then the other; each round gives one ratio. */
import { type Spread, spread } from "../spread.ts"
import type { Side, Sides } from "./bed.ts"
import type { Job } from "./load.ts"

/** Ours relative to bare: rate of completed jobs, and CPU for each, of the server and of PostgreSQL. */
export interface Compared {
  readonly rate: Spread
  readonly serverCpu: Spread | undefined
  readonly databaseCpu: Spread | undefined
}

export const compareUnderLoad = async (
  bed: Sides,
  jobFor: (side: Side) => Job,
  rounds: number,
): Promise<Compared> => {
  const measure = async (side: Side) => {
    const before = bed.cpu(side)
    const { done, milliseconds } = await bed.load.run(jobFor(side))
    const after = bed.cpu(side)
    const each = (from: number | undefined, to: number | undefined) =>
      from === undefined || to === undefined ? Number.NaN : (to - from) / done
    return {
      rate: done / milliseconds,
      serverCpu: each(before.server, after.server),
      databaseCpu: each(before.database, after.database),
    }
  }
  await measure(bed.ours) // warms up
  await measure(bed.bare)
  const ratios: Array<{ rate: number; serverCpu: number; databaseCpu: number }> = []
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [bed.ours, bed.bare] : [bed.bare, bed.ours]
    const first = await measure(order[0]!) // there are two
    const second = await measure(order[1]!)
    const [ours, bare] = round % 2 === 0 ? [first, second] : [second, first]
    ratios.push({
      rate: ours.rate / bare.rate,
      serverCpu: ours.serverCpu / bare.serverCpu,
      databaseCpu: ours.databaseCpu / bare.databaseCpu,
    })
  }
  const told = (values: ReadonlyArray<number>) => (values.some(Number.isFinite) ? spread(values) : undefined)
  return {
    rate: spread(ratios.map(({ rate }) => rate)),
    serverCpu: told(ratios.map(({ serverCpu }) => serverCpu)),
    databaseCpu: told(ratios.map(({ databaseCpu }) => databaseCpu)),
  }
}
