/** Reading an order with its client, quote, lines, missions and history: with everything, beside without anything. */
import type { Benchmark, Finding } from "../Benchmark.ts"
import { findingsOf } from "./findingsOf.ts"
import { compareUnderLoad } from "./rounds.ts"

export const orderById: Benchmark = {
  name: "order-by-id",
  run: async (open) => {
    const bed = await open()
    const found: Array<Finding> = []
    for (const connections of [1, 32]) {
      const compared = await compareUnderLoad(
        bed,
        ({ origin }) => ({ kind: "orders", origin, connections, ids: bed.orderIds, milliseconds: 1_500 }),
        7,
      )
      found.push(...findingsOf("`GET` an order by id", connections, compared, { atLeast: 0.7 }))
    }
    return found
  },
}
