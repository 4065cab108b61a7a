/**
 * `npm run mutation` mutates prices, totals, transitions and derivation, a group at a time; `npm run mutation -- totals
 * vat` those groups, `npm run mutation -- totals=packages/core/src/pricing/totals/discount.ts` one file of a group. Fails
 * when a group's score is below what `stryker.config.json` asks for. `--write` notes what was found in the reference,
 * `--go-on` keeps what an interrupted run had found.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { groups } from "./groups.ts"
import { measured, type Report } from "./measured.ts"
import { note } from "./reference.ts"

const given = process.argv.slice(2)
const [write, goOn] = ["--write", "--go-on"].map((flag) => given.includes(flag))
const asked = given.filter((argument) => !argument.startsWith("--"))
const chosen = (asked.length === 0 ? Object.keys(groups) : asked).map((argument) => {
  const [name = "", file] = argument.split("=")
  const group = groups[name]
  if (group === undefined) {
    console.error(`No group ${name}. There are: ${Object.keys(groups).join(", ")}`)
    process.exit(1)
  }
  return { name, ...group, mutate: file === undefined ? group.mutate : [file] }
})

const reportPath = "node_modules/.cache/stryker/mutation.json"
let failed = false
for (const { name, mutate, tests } of chosen) {
  rmSync(reportPath, { force: true })
  const { status } = spawnSync(
    "node_modules/.bin/stryker",
    [
      ...[
        "run",
        "--mutate",
        mutate.join(","),
        "--incrementalFile",
        `node_modules/.cache/stryker/${name}.json`,
      ],
      ...(goOn ? [] : ["--force"]),
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
  const files = measured(name, report, mutate)
  for (const { file, found, of } of files) console.log(`${name}: ${file}: ${found} of ${of} mutants found`)
  if (write) note(files)
}
process.exit(failed ? 1 : 0)
