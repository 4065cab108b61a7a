/** `docs/reference/mutation.md`: what was measured, and for what was left the reasons. */
import { globSync } from "node:fs"
import { groups } from "./groups.ts"
import { keptOf, reasonOf, sources } from "./kept.ts"
import type { Measured } from "./measured.ts"

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
measured does not count in its row yet. Each change that is left has its reason in \`.ci/mutation/reasons\`, said of that
change alone: a run fails on one without, and on a reason whose change is found or gone.

What reads and writes the records of a storage (\`PriceBooks\`, \`CompiledBooks\`, \`Pricing\`) is tested in \`packages/testing\` and
not mutated; neither are the ports and errors of pricing.
`

export const page = (): string => {
  const sections = Object.entries(groups).map(([group, { mutate }]) => {
    const done = keptOf(group)
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

${sections
  .flatMap(({ group, done }) => done.map((each) => ({ group, each })))
  .toSorted((a, b) => (a.each.file < b.each.file ? -1 : 1))
  .flatMap(({ group, each }) => leftOf(group, each))
  .join("\n")}
`
}

const code = (text: string): string => {
  const cut = text.length > 90 ? `${text.slice(0, 88)} …` : text
  return cut.includes("`") ? `\`\` ${cut} \`\`` : `\`${cut}\``
}

const leftOf = (group: string, { file, left }: Measured): ReadonlyArray<string> =>
  left.length === 0
    ? []
    : [
        `### \`${short(file)}\`\n`,
        ...left.map(
          (each) =>
            `- ${each.line}: ${code(each.was)} → ${each.now === "" ? "nothing" : code(each.now)}: ${reasonOf(group, file, each) ?? "no test and no reason yet."}`,
        ),
        "",
      ]
