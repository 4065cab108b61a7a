import { defineConfig } from "vitest/config"
import { project } from "./vitest.base.ts"

/** A file that takes the run's numbers as JSON, for those who count them; people read the terminal. */
const tally = process.env["CALECHE_TALLY"]

/**
 * Prices know the operator's zone and never the process's, so everything about them is run again in processes on both
 * sides of the date line and half an hour off the full one: a third zone beside whatever the usual run has.
 */
const elsewhere = ["Pacific/Kiritimati", "America/St_Johns"].map((zone) => {
  const { test, ...usual } = project(`prices in ${zone}`)
  return {
    ...usual,
    root: "packages",
    test: {
      ...test,
      include: ["core/test/pricing/**/*.test.ts", "demo/test/book/*.test.ts"],
      env: { TZ: zone, CALECHE_ROUNDS: "few" },
      pool: "forks" as const,
    },
  }
})

export default defineConfig({
  test: {
    projects: ["packages/*", "examples/*", ...elsewhere],
    reporters: tally === undefined ? ["default"] : ["default", ["json", { outputFile: tally }]],
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
  },
})
