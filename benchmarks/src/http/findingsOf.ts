/** The lines of the table that a comparison under load gives: the rate has the goal, the CPU times explain it. */
import type { Finding } from "../Benchmark.ts"
import type { Compared } from "./rounds.ts"

export const findingsOf = (
  what: string,
  connections: number,
  { databaseCpu, rate, serverCpu }: Compared,
  goal: NonNullable<Finding["goal"]>,
  note?: string,
): ReadonlyArray<Finding> => {
  const at = `${connections} ${connections === 1 ? "connection" : "connections"}`
  const against = "Hono and `pg`, nothing checked"
  return [
    {
      what: `${what}; ${at}: rate`,
      against,
      ratio: rate,
      goal,
      ...(note === undefined ? {} : { note }),
    },
    ...(serverCpu === undefined
      ? []
      : [{ what: `${what}; ${at}: CPU of the server`, against, ratio: serverCpu }]),
    ...(databaseCpu === undefined
      ? []
      : [{ what: `${what}; ${at}: CPU of PostgreSQL`, against, ratio: databaseCpu }]),
  ]
}
