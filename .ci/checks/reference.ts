/**
 * Writes what the core says about itself as data into `docs/reference`: both state tables, drawn and listed, who may
 * do what, which errors there are, and which tests and endpoints stand for each feature. With `--write` the files are written; without it they are compared, and any difference is a violation.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { missionTable, permissions, quoteTable, type Transition } from "../../packages/core/src/index.ts"
import { errorsPage } from "./reference/errors.ts"
import { featuresPage } from "./reference/features.ts"
import { report, rootOf } from "./sources.ts"

type AnyTable = Transition.Table<string, string>

const writes = process.argv.includes("--write")
const root = rootOf(process.argv.filter((argument) => argument !== "--write"))
const folder = "docs/reference"

const spoken = (state: string): string => state.replace(".", " · ")
const identifier = (state: string): string => state.replace(".", "_")

/** Every move of a table: the actions that lead from one state to another. */
const movesOf = (
  table: AnyTable,
): ReadonlyArray<{ readonly from: string; readonly to: string; readonly actions: ReadonlyArray<string> }> =>
  Object.entries(table).flatMap(([from, row]) => {
    const byTarget = new Map<string, Array<string>>()
    for (const [action, to] of Object.entries(row.on))
      if (to !== undefined) byTarget.set(to, [...(byTarget.get(to) ?? []), action])
    return [...byTarget].map(([to, actions]) => ({ from, to, actions }))
  })

const drawn = (table: AnyTable): ReadonlyArray<string> => [
  "```mermaid",
  "stateDiagram-v2",
  ...Object.keys(table).map((state) => `  state "${spoken(state)}" as ${identifier(state)}`),
  `  [*] --> ${identifier(Object.keys(table)[0] ?? "")}`,
  ...movesOf(table)
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, actions }) => `  ${identifier(from)} --> ${identifier(to)}: ${actions.join(", ")}`),
  ...Object.entries(table).flatMap(([state, { terminal }]) =>
    terminal ? [`  ${identifier(state)} --> [*]`] : [],
  ),
  "```",
]

const listed = (table: AnyTable): ReadonlyArray<string> => [
  "| From | Action | To |",
  "| --- | --- | --- |",
  ...movesOf(table).map(
    ({ from, to, actions }) =>
      `| ${spoken(from)} | ${actions.map((action) => `\`${action}\``).join(", ")} | ${from === to ? "stays" : spoken(to)} |`,
  ),
  ...Object.entries(table).flatMap(([state, { repeats = [] }]) =>
    repeats.map(
      (action) => `| ${spoken(state)} | \`${action}\` again | the same answer, nothing is written |`,
    ),
  ),
]

const states = (title: string, source: string, table: AnyTable): string =>
  [
    `# ${title}`,
    "",
    `Generated from \`${source}\` by \`npm run reference\`. The drawing leaves out what stays in a state; the list has`,
    "everything. An action that is not listed for a state is refused with `IllegalTransition`.",
    "",
    ...drawn(table),
    "",
    ...listed(table),
    "",
  ].join("\n")

const grantees = [
  "OPERATOR",
  "MANAGER",
  "ADMIN",
  "AGENCY_ADMIN",
  "AGENCY_BOOKER",
  "INVITEE",
  "DRIVER",
  "LINK",
  "SYSTEM",
] as const

const matrix = (): string =>
  [
    "# Who may do what",
    "",
    "Generated from `packages/core/src/access/Permissions.ts` by `npm run reference`. OPERATOR, MANAGER and ADMIN are the",
    "roles of the operator's staff and of API keys. AGENCY_ADMIN and AGENCY_BOOKER are an agency's people: their grants reach",
    "what is their own agency's, and nothing else is there for them. An INVITEE follows an invitation to an agency's account.",
    "A DRIVER's grants reach the missions assigned to him, a LINK's the one quote it leads to. SYSTEM is the software itself.",
    "Anything else is refused with `Forbidden`.",
    "",
    `| Action | ${grantees.join(" | ")} |`,
    `| --- |${" :-: |".repeat(grantees.length)}`,
    ...Object.entries(permissions).map(([action, allowed]: readonly [string, ReadonlyArray<string>]) => {
      const unknown = allowed.filter((name) => !grantees.some((grantee) => grantee === name))
      if (unknown.length > 0) throw new Error(`${action} names ${unknown.join(", ")}, which has no column`)
      return `| \`${action}\` | ${grantees.map((grantee) => (allowed.includes(grantee) ? "✓" : "–")).join(" | ")} |`
    }),
    "",
  ].join("\n")

const files: Readonly<Record<string, string>> = {
  "quote-states.md": states("The life of a quote", "packages/core/src/quotes/QuoteStatus.ts", quoteTable),
  "mission-states.md": states(
    "The life of a mission",
    "packages/core/src/missions/MissionStatus.ts",
    missionTable,
  ),
  "permissions.md": matrix(),
  "errors.md": errorsPage(),
  "features.md": featuresPage(join(import.meta.dirname, "../..")),
}

const stored = (name: string): string | undefined => {
  try {
    return readFileSync(join(root, folder, name), "utf8")
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined
    throw cause
  }
}

if (writes) {
  mkdirSync(join(root, folder), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text)
}

const drift = Object.entries(files).flatMap(([name, text]) =>
  stored(name) === text
    ? []
    : [`${folder}/${name} differs from what the code says: run \`npm run reference\``],
)

report("reference", `${Object.keys(files).length} files`, drift)
