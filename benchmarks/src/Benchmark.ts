/**
 * A benchmark says what one thing costs beside another: a ratio measured in turns in one run, never a time.
 *
 * Times mean nothing on a shared machine, and would be read as promises.
 */
import type { Bed, Sides } from "./http/bed.ts"
import type { Spread } from "./spread.ts"

/** One line of the table. */
export interface Finding {
  readonly what: string
  readonly against: string
  readonly ratio: Spread
  /** What was set as the aim; none when the line only explains another. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
  /** How many a CPU-second did here; printed, and left out of the stored table. */
  readonly perCpuSecond?: number
  /** Where the time goes, as plans and profiles show; told only when the goal is missed. */
  readonly note?: string
}

export interface Benchmark {
  readonly name: string
  /**
   * Each opens what HTTP benchmarks stand on, once for all of them: few orders made by commands, or many seeded ones, `times`
   * as many when that is given.
   */
  readonly run: (
    bed: () => Promise<Bed>,
    orderBed: (times?: number) => Promise<Sides & { readonly url: string }>,
  ) => Promise<ReadonlyArray<Finding>>
}

/** Whether the median is on the right side of the goal; undefined without one. */
export const isMet = ({ goal, ratio }: Finding): boolean | undefined => {
  if (goal === undefined) return undefined
  return "atMost" in goal ? ratio.median <= goal.atMost : ratio.median >= goal.atLeast
}
