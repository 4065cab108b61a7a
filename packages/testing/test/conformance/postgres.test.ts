import { layer } from "@caleche/storage-postgres"
import { conformance, sequences } from "@caleche/testing"
import { Effect, Layer, Redacted } from "effect"
import { migratedDatabase } from "../migratedDatabase.ts"
import { rounds } from "../rounds.ts"
import { runSuite } from "../runSuite.ts"
import { standing } from "./standing.ts"

const postgres = Layer.unwrap(
  Effect.map(migratedDatabase, (url) => layer({ url: Redacted.make(url), pools: { writes: 24 } })),
)

runSuite(
  "the PostgreSQL storage",
  [...conformance({ rounds: rounds(30) }), ...sequences({ runs: rounds(60) }), standing],
  postgres,
)
