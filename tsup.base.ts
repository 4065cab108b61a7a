import { defineConfig } from "tsup"

/** One build for every package but core (decision 0034): ESM JavaScript by tsup, declarations by `tsc -b`. */
export const library = (entries: ReadonlyArray<string> = ["index"]) =>
  defineConfig({
    entry: entries.map((entry) => `src/${entry}.ts`),
    format: ["esm"],
    target: "node20",
    splitting: true,
    sourcemap: true,
    treeshake: true,
    dts: false,
    outDir: "dist",
  })
