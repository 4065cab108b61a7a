import { defineConfig } from "vitest/config"
import { project } from "./vitest.base.ts"

/** What mutants are held against: the core's tests that `.ci/mutation/groups.ts` names for them. */
const core = project("core")

export default defineConfig({
  ...core,
  test: {
    ...core.test,
    root: "packages/core",
    include: (process.env["CALECHE_MUTATION_TESTS"] ?? "test/pricing/**/*.test.ts").split(" "),
    env: { CALECHE_ROUNDS: "few" },
  },
})
