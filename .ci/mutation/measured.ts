/** What a report of Stryker says of each file: how many mutants there were, how many a test noticed, and which none did. */
import { createHash } from "node:crypto"

interface Position {
  readonly line: number
  readonly column: number
}

export interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string
        readonly mutants: ReadonlyArray<{
          readonly status: string
          readonly replacement?: string
          readonly location: { readonly start: Position; readonly end: Position }
        }>
      }
    >
  >
}

/** A change that no test noticed: `was` became `now`. */
export interface Left {
  readonly line: number
  readonly was: string
  readonly now: string
}

export interface Measured {
  readonly file: string
  readonly date: string
  /** Of the source as it was then: another one is to be measured again. */
  readonly source: string
  readonly found: number
  readonly of: number
  readonly left: ReadonlyArray<Left>
}

export const digestOf = (source: string): string =>
  createHash("sha256").update(source).digest("hex").slice(0, 12)

const killed = new Set(["Killed", "Timeout"])
const survived = new Set(["Survived", "NoCoverage"])

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim()

const between = (source: string, start: Position, end: Position): string => {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1)?.slice(0, end.column - 1) ?? ""
  lines[0] = lines[0]?.slice(start.column - 1) ?? ""
  return oneLine(lines.join("\n"))
}

/** The files of `mutate` in the report of the group, which may hold others from an earlier run. */
export const measured = (report: Report, mutate: ReadonlyArray<string>): ReadonlyArray<Measured> =>
  Object.entries(report.files)
    .filter(([file]) => mutate.some((pattern) => file === pattern || pattern.includes("*")))
    .map(([file, { source, mutants }]) => {
      const left = mutants
        .filter(({ status }) => survived.has(status))
        .map(({ location: { start, end }, replacement = "" }) => ({
          line: start.line,
          was: between(source, start, end),
          now: oneLine(replacement),
        }))
      const found = mutants.filter(({ status }) => killed.has(status)).length
      const date = new Date().toISOString().slice(0, 10)
      return {
        file,
        date,
        source: digestOf(source),
        found,
        of: found + left.length,
        left: left.toSorted((a, b) => a.line - b.line),
      }
    })
    .filter(({ of }) => of > 0)
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
