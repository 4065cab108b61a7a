/**
 * The last line of a run: how many checks and tests passed and failed, counted from vitest's own report, since
 * an exit status alone cannot tell a run without tests from one where all passed.
 */
import { existsSync, readFileSync } from "node:fs"

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly status: string
    readonly assertionResults: ReadonlyArray<{ readonly status: string }>
  }>
}

const [, , file = "", exitStatus, checksPassed, checksFailed] = process.argv
const files: Report["testResults"] = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8")).testResults
  : []
const count = (status: string): number =>
  files.flatMap((each) => each.assertionResults).filter((test) => test.status === status).length

/** Files that failed although none of their tests did: they could not be loaded, or a hook threw. */
const broken = files.filter(
  (each) => each.status === "failed" && !each.assertionResults.some((test) => test.status === "failed"),
)
for (const { name } of broken) console.log(`failed as a whole: ${name}`)

const tests = { passed: count("passed"), failed: count("failed") + broken.length }
const left = files.flatMap((each) => each.assertionResults).length - count("passed") - count("failed")
/** A run that ended badly without a failed test, or found no test, counts as one failure. */
const unexplained = tests.failed === 0 && (exitStatus !== "0" || tests.passed === 0) ? 1 : 0
if (unexplained > 0)
  console.log(`the test command ended with status ${exitStatus} after ${tests.passed} tests`)

const passed = Number(checksPassed) + tests.passed
const failed = Number(checksFailed) + tests.failed + unexplained
console.log(`checks: ${checksPassed} passed, ${checksFailed} failed`)
console.log(`tests: ${tests.passed} passed, ${tests.failed + unexplained} failed, ${left} not run`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
