import { defineProject } from "vitest/config"

/** One test project a package: TypeScript sources are run as they are, through the `source` export condition. */
export const project = (name: string) =>
  defineProject({
    resolve: { conditions: ["source"] },
    ssr: { resolve: { conditions: ["source", "node"] } },
    test: { name, include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
  })
