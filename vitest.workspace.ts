import { defineConfig } from "vitest/config"

/** A file that takes the run's numbers as JSON, for those who count them; people read the terminal. */
const tally = process.env["CALECHE_TALLY"]

export default defineConfig({
  test: {
    projects: ["packages/*", "examples/*"],
    reporters: tally === undefined ? ["default"] : ["default", ["json", { outputFile: tally }]],
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
  },
})
