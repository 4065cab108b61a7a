/**
 * What `docs/reference/mutation.md` claims is what was measured of the sources as they are: each file of a group was measured
 * since it was last edited, each change that no test noticed has a reason, no reason stands for one that is gone, and the
 * page says the same. Measures nothing itself; `npm run mutation -- --changed --write` mends what it finds.
 */
import { existsSync, globSync, readFileSync } from "node:fs"
import { groups } from "../mutation/groups.ts"
import { isCurrent, keptOf, unexplained } from "../mutation/kept.ts"
import { page } from "../mutation/reference.ts"
import { report, rootOf } from "./sources.ts"

process.chdir(rootOf(process.argv))
const reference = "docs/reference/mutation.md"

const measured = Object.entries(groups).map(([group, { mutate }]) => ({
  group,
  files: globSync([...mutate]).toSorted(),
  kept: keptOf(group),
}))
const isMeasured = measured.some(({ kept }) => kept.length > 0)

const edited = measured.flatMap(({ group, files, kept }) =>
  files
    .filter((file) => kept.some((each) => each.file === file) && !isCurrent(group, file))
    .map((file) => `${file} was edited since its mutants were measured`),
)
const gone = measured.flatMap(({ kept }) =>
  kept.filter(({ file }) => !existsSync(file)).map(({ file }) => `${file} is gone, and its mutants are kept`),
)
const open = measured.flatMap(({ group, kept }) => unexplained(group, kept))
const drift =
  isMeasured && readFileSync(reference, "utf8") !== page()
    ? [`${reference} differs from what was measured: run \`npm run mutation -- --page\``]
    : []

report("mutants", `${measured.flatMap(({ kept }) => kept).length} files`, [
  ...edited,
  ...gone,
  ...open,
  ...drift,
])
