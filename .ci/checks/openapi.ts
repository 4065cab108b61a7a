/**
 * The OpenAPI document against the rules of Redocly, Spectral and OWASP: no error is left. The document is the one servers
 * answer with; rules that do not fit it are switched off in `redocly.yaml` and `spectral.yaml`, with their reasons.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OpenApi } from "effect/http-api"
import { makeApi } from "../../packages/http/src/index.ts"
import { rootOf } from "./sources.ts"

const root = rootOf(process.argv)
const folder = mkdtempSync(join(tmpdir(), "openapi-"))
const file = join(folder, "openapi.json")
const rules = join(root, ".ci/checks")

/** Whether a linter is content; what it said is shown when it is not. */
const accepts = (name: string, ...options: ReadonlyArray<string>): boolean => {
  const { error, status, stderr, stdout } = spawnSync(join(root, "node_modules/.bin", name), options, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
  const isContent = error === undefined && status === 0
  console.log(`openapi: ${name} ${isContent ? "finds no error" : "is not content"}`)
  if (!isContent) console.log(error?.message ?? `${stdout}${stderr}`)
  return isContent
}

try {
  const document = OpenApi.fromApi(makeApi())
  writeFileSync(file, JSON.stringify(document, undefined, 1))
  console.log(`openapi: ${Object.keys(document.paths).length} paths`)
  const verdicts = [
    accepts("redocly", "lint", file, "--config", join(rules, "redocly.yaml")),
    accepts("spectral", "lint", file, "--ruleset", join(rules, "spectral.yaml"), "--display-only-failures"),
  ]
  process.exitCode = verdicts.includes(false) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true })
}
