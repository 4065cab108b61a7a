/** Time is billed in whole increments: one that has begun counts. */
import * as Exact from "../../shared/Exact.ts"

/** Minutes rounded up to whole increments; both are whole numbers. */
export const startedIncrements = (minutes: number, increment: number): number =>
  Math.ceil(minutes / increment) * increment

/** Minutes as hours. */
export const hoursOf = (minutes: number): Exact.Exact => Exact.of(minutes, 60)
