/** What commands print: results on standard output, everything else on standard error. */
import { Effect } from "effect"

/** A line of the result. */
export const say = (line: string): Effect.Effect<void> =>
  Effect.sync(() => void process.stdout.write(`${line}\n`))

/** A line beside the result: progress, a remark. */
export const remark = (line: string): Effect.Effect<void> =>
  Effect.sync(() => void process.stderr.write(`${line}\n`))

/** Columns as wide as their widest cell; those of `numeric` stand to the right. */
export const table = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  numeric: ReadonlyArray<number> = [],
): ReadonlyArray<string> => {
  const widths: Array<number> = []
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  return rows.map((row) =>
    row
      .map((cell, at) => (numeric.includes(at) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))) // each was measured
      .join("  ")
      .trimEnd(),
  )
}
