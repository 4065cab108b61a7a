import { defineProject } from "vitest/config"

/**
 * One test project a package: TypeScript sources are run as they are, through the `source` export condition. Files of a
 * project share a process, as nothing here keeps state outside of what is handed to it: loading the sources anew for each
 * file took longer than most files' tests. One worker a core, as many tests wait for servers they started.
 */
export const project = (name: string) =>
  defineProject({
    resolve: { conditions: ["source"] },
    ssr: { resolve: { conditions: ["source", "node"] } },
    test: {
      name,
      include: ["test/**/*.test.ts"],
      isolate: false,
      maxWorkers: "100%",
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  })
