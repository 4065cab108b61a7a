/** Writes `docs/reference/mutation.md` from what was measured, on whatever days, and from the reasons for what was left. */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { groups } from "./groups.ts"
import type { Left, Measured } from "./measured.ts"
import { reasons } from "./reasons.ts"

const kept = ".ci/mutation/measured.json"
const page = "docs/reference/mutation.md"
const sources = "packages/core/src/"

/** Takes the place of what was measured of these files before. */
export const note = (files: ReadonlyArray<Measured>): void => {
  // Written below with this shape.
  const before = JSON.parse(readFileSync(kept, "utf8")) as ReadonlyArray<Measured>
  const others = before.filter(({ file }) => !files.some((now) => now.file === file))
  const all = [...others, ...files].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  writeFileSync(kept, `${JSON.stringify(all, undefined, 2)}\n`)
  writeFileSync(page, written(all))
}

const share = (found: number, of: number): string => `${((100 * found) / of).toFixed(1)} %`
const short = (file: string): string => file.slice(sources.length)
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, each) => all + each, 0)

const introduction = `# Mutation score

Written by \`npm run mutation -- --write\`, which changes prices, totals, transitions and derivation a piece at a time and
asks whether a test notices; \`npm run mutation -- totals vat --write\` does so for those groups (\`.ci/mutation/groups.ts\`),
\`npm run mutation -- totals=packages/core/src/pricing/totals/discount.ts --write\` for one file. Each group is held against
the tests of its own room, with a tenth of the usual rounds of each property. A group below 85 % fails. Sources and tests
are loaded anew for each change, in one process (\`.ci/mutation/runner.ts\`). All of Stryker's operators are applied; left
out are texts for people alone: what is wrong with a value, and the messages of errors. A test written after a file was
measured does not count in its row yet.

What is about the records of a storage (\`PriceBooks\`, \`Pricing\`, \`bookOwners\`) is tested in \`packages/testing\` and not mutated.
`

const written = (all: ReadonlyArray<Measured>): string => {
  const sections = Object.entries(groups).map(([group, { mutate }]) => {
    const done = all.filter((each) => each.group === group)
    const left = globSync([...mutate])
      .filter((file) => !done.some((each) => each.file === file))
      .map(short)
      .toSorted()
    return {
      group,
      done,
      left,
      found: sum(done.map(({ found }) => found)),
      of: sum(done.map(({ of }) => of)),
    }
  })
  const found = sum(sections.map((section) => section.found))
  const of = sum(sections.map((section) => section.of))
  const rows = sections.flatMap(({ group, done, found, of }) =>
    done.length === 0
      ? []
      : [
          `| **${group}** | | **${found} of ${of}** | **${share(found, of)}** | |`,
          ...done.map(
            (each) =>
              `| ${group} | \`${short(each.file)}\` | ${each.found} of ${each.of} | ${share(each.found, each.of)} | ${each.date} |`,
          ),
        ],
  )
  const notRun = sections.filter(({ done }) => done.length === 0).map(({ group }) => group)
  return `${introduction}
All in all ${found} of ${of}, ${share(found, of)}.

| Group | File | Found | Score | Measured |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

${notRun.length === 0 ? "Every group was run to its end." : `Not run: ${notRun.join(", ")}.`} A file of the other groups that is not in the table has nothing to change but types.

## What was left

Each change that no test notices, and why.

${all.flatMap(leftOf).join("\n")}
`
}

const code = (text: string): string => {
  const cut = text.length > 90 ? `${text.slice(0, 88)} …` : text
  return cut.includes("`") ? `\`\` ${cut} \`\`` : `\`${cut}\``
}

const leftOf = ({ file, left }: Measured): ReadonlyArray<string> =>
  left.length === 0
    ? []
    : [
        `### \`${short(file)}\`\n`,
        ...left.map(
          (each) =>
            `- ${each.line}: ${code(each.was)} → ${each.now === "" ? "nothing" : code(each.now)}: ${reasonOf(file, each)}`,
        ),
        "",
      ]

const reasonOf = (file: string, { was, now }: Left): string =>
  reasons.find(
    (reason) =>
      sources + reason.file === file &&
      was.includes(reason.was) &&
      (reason.now === undefined || reason.now === now),
  )?.why ?? "no test yet."
