import { layer } from "@caleche/storage-memory"
import { conformance, sequences } from "@caleche/testing"
import { runSuite } from "../runSuite.ts"

runSuite("the in-memory storage", [...conformance(), ...sequences({ runs: 300 })], layer)
