import { layer } from "@caleche/storage-memory"
import { sequences } from "@caleche/testing"
import { runSuite } from "../runSuite.ts"

runSuite("memory: sequences", sequences({ runs: 100 }), layer)
