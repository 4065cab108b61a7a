/**
 * A check that cannot fail is none. Each folder of `planted` is laid over the tree `planted/clean`, on which all
 * checks pass; the check it is meant for must then fail, and say why in the words expected here.
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { report } from "./sources.ts"

const root = join(import.meta.dirname, "../..")
const build = "(cd packages/core && tsup --silent && tsc -b)"
const run = (check: string): string => `node "${import.meta.dirname}/${check}.ts" .`

/** How each check is run in a tree. */
const checks = {
  format: "oxfmt --check packages/core/src",
  lint: "oxlint packages",
  boundaries: run("boundaries"),
  stableImports: run("stableImports"),
  types: "tsc -b packages/core",
  effects: "effect-tsgo diagnostics --project packages/core/tsconfig.json --severity error,warning --strict",
  api: `tsc -b packages/core && ${run("apiReport")}`,
  reference: run("reference").replace("node", "node --conditions=source"),
  mutants: run("mutants"),
  readme: run("readme"),
  unused: "knip --no-progress --no-config-hints --workspace packages/core",
  publishing: `${build} && ${run("publishing")}`,
  consumer: `${build} && ${run("consumer")}`,
  tests: `vitest run --reporter=json --outputFile=tally.json; node "${import.meta.dirname}/tally.ts" tally.json $? 0 0`,
} as const

/** The check that must find each plant, and what it must say. */
const plants: Readonly<Record<string, readonly [check: keyof typeof checks, says: RegExp]>> = {
  format: ["format", /Kilometres\.ts/],
  "lint-any": ["lint", /no-explicit-any/],
  "lint-unused": ["lint", /no-unused-vars/],
  "lint-cycle": ["lint", /no-cycle/],
  "lint-focused": ["lint", /no-focused-tests/],
  "lint-postponed": ["lint", /no-warning-comments/],
  "core-date": ["lint", /Time comes from Effect's Clock/],
  "core-now": ["lint", /Time comes from Effect's Clock/],
  "core-chance": ["lint", /Chance comes from a port/],
  "core-crypto": ["lint", /Ids and secrets come from a port/],
  "core-global": ["lint", /Core touches no global/],
  "core-console": ["lint", /no-console/],
  "core-node": ["lint", /no-nodejs-modules/],
  "sql-client": ["lint", /Only the tenancy module runs SQL/],
  "sql-driver": ["lint", /Only the tenancy module runs SQL/],
  "capability-order": ["boundaries", /Mission\.ts:1: missions may not import orders/],
  "capability-root": ["boundaries", /missions may not import core's root/],
  "capability-type": ["boundaries", /missions may not import orders/],
  "capability-unknown": ["boundaries", /rides has no place/],
  "package-core": ["boundaries", /core may not import @caleche\/http/],
  "package-testing": ["boundaries", /http may not import @caleche\/testing/],
  "package-dynamic": ["boundaries", /http may not import @caleche\/demo/],
  "package-relative": ["boundaries", /reaches out of its package/],
  "package-unknown": ["boundaries", /packages\/fleet: has no line/],
  "core-tests": ["boundaries", /core may not import @caleche\/storage-memory/],
  "empty-name": ["boundaries", /"utils" names nothing/],
  "unstable-module": ["stableImports", /Arbitrary of "effect" is unstable/],
  "unstable-path": ["stableImports", /SqlClient of "effect\/sql" is unstable/],
  "unstable-member": ["stableImports", /Schema\.MacAddress of "effect" is unstable/],
  "unstable-destructured": ["stableImports", /SemVer of "effect\/Schema" is unstable/],
  types: ["types", /TS2322/],
  "floating-effect": ["effects", /floatingEffect/],
  api: ["api", /core\.api\.md differs/],
  "reference-drift": ["reference", /permissions\.md differs/],
  "mutant-edited": ["mutants", /free\.ts was edited since/],
  "mutant-unexplained": ["mutants", /free\.ts:2: 15 → 16: no test notices, no reason says why/],
  "readme-output": ["readme", /README\.md:3 prints something else/],
  "readme-types": ["readme", /TS2322/],
  "readme-shell": ["readme", /README\.md:3 fails with status 1/],
  "unused-file": ["unused", /Miles\.ts/],
  "unused-dependency": ["unused", /hono/],
  "missing-entry": ["publishing", /publint says/],
  "missing-types": ["publishing", /attw says/],
  "packed-cache": ["publishing", /should not be packed: package\/dist\/\.tsbuildinfo/],
  "empty-entry": ["consumer", /@caleche\/core exports nothing/],
  "undeclared-type": ["consumer", /Kilometres\.d\.ts.*TS2307/],
  "source-condition": [
    "consumer",
    /--conditions=source use\.js fails[^]*ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING/,
  ],
  "broken-entry": ["consumer", /cannot be imported/],
  "failing-test": ["tests", /^1 passed, 1 failed$/m],
  "broken-test": ["tests", /failed as a whole[^]*^0 passed, 1 failed$/m],
}

/** A tree of its own: the workspace's settings, the clean sources, and the plant over them. */
const treeWith = (plant: string | undefined): string => {
  const tree = mkdtempSync(join(tmpdir(), "caleche-planted-"))
  process.once("exit", () => rmSync(tree, { recursive: true, force: true }))
  for (const file of [
    ".oxlintrc.json",
    ".oxfmtrc.json",
    "tsconfig.base.json",
    "tsup.base.ts",
    ".pnpmfile.mjs",
    "LICENSE",
  ])
    cpSync(join(root, file), join(tree, file))
  cpSync(join(root, "docs/reference"), join(tree, "docs/reference"), { recursive: true })
  writeFileSync(join(tree, ".gitignore"), "node_modules\ndist\n")
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"))
  for (const layer of ["clean", ...(plant === undefined ? [] : [plant])])
    cpSync(join(import.meta.dirname, "planted", layer), tree, { recursive: true })
  return tree
}

const outcome = (
  check: keyof typeof checks,
  plant: string | undefined,
): { failed: boolean; output: string } => {
  const bin = join(root, "node_modules/.bin")
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, NO_COLOR: "1", FORCE_COLOR: undefined }
  const { status, stdout, stderr } = spawnSync(checks[check], {
    cwd: treeWith(plant),
    shell: true,
    encoding: "utf8",
    env,
  })
  return { failed: status !== 0, output: stdout + stderr }
}

const quote = (output: string): string => output.trim().replace(/^/gm, "  | ")

const names = Object.keys(checks) as ReadonlyArray<keyof typeof checks> // keys of the literal above
/** Plants named on the command line are tried alone. */
const only = process.argv.slice(2)
const chosen = Object.entries(plants).filter(([plant]) => only.length === 0 || only.includes(plant))

const onClean = (only.length === 0 ? names : []).flatMap((check) => {
  const { failed, output } = outcome(check, undefined)
  return failed ? [`${check} fails on the clean tree\n${quote(output)}`] : []
})

const onPlants = chosen.flatMap(([plant, [check, says]]) => {
  const { failed, output } = outcome(check, plant)
  if (!failed) return [`${check} lets the plant "${plant}" pass`]
  return says.test(output) ? [] : [`${check} fails on "${plant}" without saying ${says}\n${quote(output)}`]
})

const unlisted = readdirSync(join(import.meta.dirname, "planted"))
  .filter((folder) => folder !== "clean" && plants[folder] === undefined)
  .map((folder) => `planted/${folder} is laid out but no check is named for it`)

report("planted", `${chosen.length} plants`, [...onClean, ...onPlants, ...unlisted])
