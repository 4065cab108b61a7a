import { layer } from "@caleche/storage-pglite"
import { conformance, sequences } from "@caleche/testing"
import { rounds } from "../rounds.ts"
import { runSuite } from "../runSuite.ts"
import { standing } from "./standing.ts"

runSuite(
  "the embedded storage",
  [...conformance({ rounds: rounds(5) }), ...sequences({ runs: rounds(20) }), standing],
  layer(),
)
