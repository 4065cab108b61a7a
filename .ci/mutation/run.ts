/**
 * `npm run mutation` mutates prices, totals, transitions and derivation, a group at a time; `npm run mutation -- totals
 * vat` those groups, `npm run mutation -- totals=packages/core/src/pricing/totals/discount.ts` one file of a group. Fails
 * when a group's score is below what `stryker.config.json` asks for.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { groups } from "./groups.ts"

const asked = process.argv.slice(2)
const chosen = (asked.length === 0 ? Object.keys(groups) : asked).map((argument) => {
  const [name = "", file] = argument.split("=")
  const group = groups[name]
  if (group === undefined) {
    console.error(`No group ${name}. There are: ${Object.keys(groups).join(", ")}`)
    process.exit(1)
  }
  return { name, ...group, mutate: file === undefined ? group.mutate : [file] }
})

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: ReadonlyArray<{ readonly status: string }> }>>
}

const reportPath = "node_modules/.cache/stryker/mutation.json"
const killed = new Set(["Killed", "Timeout"])
const counted = new Set([...killed, "Survived", "NoCoverage"])
let failed = false
for (const { name, mutate, tests } of chosen) {
  const { status } = spawnSync(
    "node_modules/.bin/stryker",
    ["run", "--mutate", mutate.join(","), "--incrementalFile", `node_modules/.cache/stryker/${name}.json`],
    { stdio: "inherit", env: { ...process.env, CALECHE_MUTATION_TESTS: tests.join(" ") } },
  )
  failed ||= status !== 0
  // Stryker has written it with this shape.
  const report = JSON.parse(readFileSync(reportPath, "utf8")) as Report
  for (const [file, { mutants }] of Object.entries(report.files)) {
    const all = mutants.filter((mutant) => counted.has(mutant.status))
    const found = all.filter((mutant) => killed.has(mutant.status)).length
    console.log(`${name}: ${file}: ${found} of ${all.length} mutants found`)
  }
}
process.exit(failed ? 1 : 0)
