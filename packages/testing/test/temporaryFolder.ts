/** A folder of its own for a test, removed with its scope. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

export const temporaryFolder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "caleche-"))),
  (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true })),
)
