/** From a new client to an accepted quote and its order, five requests: with everything, beside without anything. */
import type { Benchmark, Finding } from "../Benchmark.ts"
import { findingsOf } from "./findingsOf.ts"
import { compareUnderLoad } from "./rounds.ts"

export const quoteToOrder: Benchmark = {
  name: "quote-to-order",
  run: async (open) => {
    const bed = await open()
    const found: Array<Finding> = []
    for (const connections of [1, 8, 32]) {
      const compared = await compareUnderLoad(
        bed,
        ({ origin }) => ({ kind: "flow", origin, connections, milliseconds: 1_500 }),
        7,
      )
      found.push(
        ...findingsOf("client → quote → sent → accepted → order read", connections, compared, {
          atLeast: 0.5,
        }),
      )
    }
    return found
  },
}
