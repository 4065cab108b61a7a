/** What was measured, on whatever days, a file for each group; and what nobody has said a reason for. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { digestOf, type Left, type Measured } from "./measured.ts"
import { reasons } from "./reasons/index.ts"

const pathOf = (group: string): string => `.ci/mutation/measured/${group}.json`
export const sources = "packages/core/src/"

export const keptOf = (group: string): ReadonlyArray<Measured> =>
  // Written below with this shape.
  existsSync(pathOf(group))
    ? (JSON.parse(readFileSync(pathOf(group), "utf8")) as ReadonlyArray<Measured>)
    : []

/** Takes the place of what was measured of these files before; what is said of files that are gone goes with them. */
export const keep = (group: string, files: ReadonlyArray<Measured>): void => {
  const others = keptOf(group).filter(
    ({ file }) => existsSync(file) && !files.some((now) => now.file === file),
  )
  const all = [...others, ...files].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  writeFileSync(pathOf(group), `${JSON.stringify(all, undefined, 2)}\n`)
}

/** Whether the file was measured as it is now. */
export const isCurrent = (group: string, file: string): boolean =>
  keptOf(group).some((each) => each.file === file && each.source === digestOf(readFileSync(file, "utf8")))

export const reasonOf = (group: string, file: string, { was, now }: Left): string | undefined =>
  reasons[group]?.[file.slice(sources.length)]?.find(({ changes }) =>
    changes.some(([whole, ...to]) => whole === was && to.includes(now)),
  )?.why

/** Changes no test notices and no reason explains, and reasons for changes that a test does notice or that are gone. */
export const unexplained = (group: string, files: ReadonlyArray<Measured>): ReadonlyArray<string> =>
  files.flatMap((measured) => {
    const { file, left } = measured
    const said = reasons[group]?.[file.slice(sources.length)] ?? []
    return [
      ...left
        .filter((each) => reasonOf(group, file, each) === undefined)
        .map(({ line, was, now }) => `${file}:${line}: ${was} → ${now}: no test notices, no reason says why`),
      ...said.flatMap(({ changes }) =>
        changes.flatMap(([was, ...to]) =>
          to
            .filter((now) => !left.some((each) => each.was === was && each.now === now))
            .map((now) => `${file}: ${was} → ${now}: has a reason and is not left`),
        ),
      ),
    ]
  })
