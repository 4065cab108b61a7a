/**
 * `npm run mutation` mutates prices, totals, transitions and derivation, a group at a time; `npm run mutation -- totals
 * vat` those groups, `npm run mutation -- totals=packages/core/src/pricing/totals/discount.ts` one file of a group. Fails
 * when a group's score is below what `stryker.config.json` asks for, and on a change that neither a test notices nor a
 * reason explains. `--changed` leaves out files that are as they were when they were measured, `--write` notes what was
 * found in the reference, `--page` writes the reference alone, `--go-on` keeps what an interrupted run had found.
 */
import { spawnSync } from "node:child_process"
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { groups } from "./groups.ts"
import { isCurrent, keep, unexplained } from "./kept.ts"
import { measured, type Report } from "./measured.ts"
import { page } from "./reference.ts"

const given = process.argv.slice(2)
const [write, changed, pageOnly, goOn] = ["--write", "--changed", "--page", "--go-on"].map((flag) =>
  given.includes(flag),
)
const asked = given.filter((argument) => !argument.startsWith("--"))

const filesOf = (group: string, pattern: ReadonlyArray<string>): ReadonlyArray<string> =>
  changed === true ? globSync([...pattern]).filter((file) => !isCurrent(group, file)) : pattern

const chosen = (asked.length === 0 ? Object.keys(groups) : asked).flatMap((argument) => {
  const [name = "", file] = argument.split("=")
  const group = groups[name]
  if (group === undefined) {
    console.error(`No group ${name}. There are: ${Object.keys(groups).join(", ")}`)
    process.exit(1)
  }
  const mutate = filesOf(name, file === undefined ? group.mutate : [file])
  return mutate.length === 0 ? [] : [{ name, ...group, mutate }]
})

const cache = "node_modules/.cache/stryker"
/** Each run with paths of its own, so that several may run beside each other. */
const mine = `${cache}/${process.pid}`
const [configPath, reportPath] = [`${mine}.config.json`, `${mine}.report.json`]
mkdirSync(cache, { recursive: true })
const config = JSON.parse(readFileSync("stryker.config.json", "utf8")) as object
writeFileSync(
  configPath,
  JSON.stringify({
    ...config,
    tempDirName: `.stryker-tmp/${process.pid}`,
    jsonReporter: { fileName: reportPath },
  }),
)

let failed = false
for (const { name, mutate, tests } of pageOnly === true ? [] : chosen) {
  rmSync(reportPath, { force: true })
  const { status } = spawnSync(
    "node_modules/.bin/stryker",
    [
      ...["run", configPath, "--mutate", mutate.join(","), "--incrementalFile", `${cache}/${name}.json`],
      ...(goOn === true ? [] : ["--force"]),
    ],
    {
      stdio: "inherit",
      env: { ...process.env, CALECHE_ROUNDS: "few", CALECHE_MUTATION_TESTS: tests.join(" ") },
    },
  )
  failed ||= status !== 0
  if (!existsSync(reportPath)) {
    console.error(`${name}: was not run to its end`)
    continue
  }
  // Stryker has written it with this shape.
  const report = JSON.parse(readFileSync(reportPath, "utf8")) as Report
  const files = measured(report, mutate)
  for (const { file, found, of } of files) console.log(`${name}: ${file}: ${found} of ${of} mutants found`)
  const wrong = unexplained(name, files)
  for (const each of wrong) console.error(each)
  failed ||= wrong.length > 0
  if (write === true) keep(name, files)
}
for (const path of [configPath, reportPath]) rmSync(path, { force: true })
if (write === true || pageOnly === true) writeFileSync("docs/reference/mutation.md", page())
process.exit(failed ? 1 : 0)
