import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { expect, it } from "vitest"

it("prices, quotes and sells a hire, and ends by itself", { timeout: 120_000 }, async () => {
  const main = join(import.meta.dirname, "../src/main.ts")
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=source", main], {
    timeout: 110_000,
  })
  expect(stdout).toBe("By the hour 270.00 + VAT 54.00 = 324.00\nDEV → CMD PENDING 324.00\n")
})
