/** The table of what was measured, for a terminal and for `docs/reference/benchmarks.md`. */
import { cpus, totalmem } from "node:os"
import { type Finding, isMet } from "./Benchmark.ts"

/** What one benchmark has found. */
export interface Measured {
  readonly name: string
  readonly findings: ReadonlyArray<Finding>
}

export const commandOf = (name: string): string => `npm run bench -- ${name}`

const digits = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0))

export const ratioOf = ({ ratio }: Finding): string =>
  `${digits(ratio.median)} × (${digits(ratio.low)}–${digits(ratio.high)})`

export const goalOf = (finding: Finding): string => {
  const { goal } = finding
  if (goal === undefined) return ""
  const aim = "atMost" in goal ? `≤ ${goal.atMost} ×` : `≥ ${goal.atLeast} ×`
  return `${aim}${isMet(finding) === true ? "" : ", missed"}`
}

/** When and on what; nothing that names the machine. */
export const circumstances = (): string => {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const processor = `${all.length} × ${all[0]?.model ?? "unknown processor"}`
  return `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${processor}, ${memory} GiB, ${process.platform} ${process.arch}`
}

const rateOf = ({ perCpuSecond }: Finding): string =>
  perCpuSecond === undefined
    ? ""
    : `; ${Math.round(perCpuSecond / 1_000).toLocaleString("en")},000 a CPU-second`

/** Of what missed its goal. */
const notesOn = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  findings.flatMap((finding) =>
    finding.note !== undefined && isMet(finding) === false ? [`${finding.what}: ${finding.note}`] : [],
  )

export const inTerminal = (findings: ReadonlyArray<Finding>): string =>
  findings
    .map(
      (finding) =>
        `  ${ratioOf(finding).padEnd(22)} ${goalOf(finding).padEnd(16)} ${finding.what}; against ${finding.against}${rateOf(finding)}${notesOn(
          [finding],
        )
          .map((note) => `\n      ${note}`)
          .join("")}`,
    )
    .join("\n")

/** How PostgreSQL answers the lists: no times, so that what changes from release to release is seen. */
export const plansInMarkdown = (
  orders: number,
  all: ReadonlyArray<{ readonly what: string; readonly path: string; readonly plans: ReadonlyArray<string> }>,
): string =>
  [
    "# Plans of the lists",
    "",
    `What PostgreSQL does for each list that is measured, over ${orders.toLocaleString("en")} seeded orders: as the app role, under the`,
    "policies, with the plan that serves any parameters, and with the statements inside of functions before the one that",
    "calls them. Rows and buffers are those of one run; there are no times.",
    "",
    "Written with `npm run bench -- plans --write`.",
    ...all.flatMap(({ path, plans, what }) => [
      "",
      `## ${what}`,
      "",
      `\`GET ${path}\``,
      ...plans.flatMap((plan) => ["", "```text", plan, "```"]),
    ]),
    "",
  ].join("\n")

export const inMarkdown = (measured: ReadonlyArray<Measured>): string => {
  const notes = notesOn(measured.flatMap(({ findings }) => findings))
  return [
    "# Benchmarks",
    "",
    "Ratios of two things measured in turns in one run on one machine: the median of the rounds and, in brackets, the",
    "middle half of them. A rate above 1 is faster than what it is measured against; CPU, memory and time above 1 cost",
    "more. No figure here says how long anything takes elsewhere. PostgreSQL runs without `fsync`, so that a slow disk",
    "does not hide what the code costs. [Plans](plans.md) show how PostgreSQL answers the lists.",
    "",
    `Measured with \`npm run bench -- --write\`: ${circumstances()}.`,
    "",
    "| What | Measured against | Ratio | Goal | Command |",
    "| --- | --- | --- | --- | --- |",
    ...measured.flatMap(({ name, findings }) =>
      findings.map(
        (finding) =>
          `| ${finding.what} | ${finding.against} | ${ratioOf(finding)} | ${goalOf(finding)} | \`${commandOf(name)}\` |`,
      ),
    ),
    "",
    ...(notes.length === 0 ? [] : ["Where the time goes, where a goal is missed:", ""]),
    ...notes.map((note) => `- ${note}`),
    ...(notes.length === 0 ? [] : [""]),
  ].join("\n")
}
