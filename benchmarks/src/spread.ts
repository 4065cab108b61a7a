/** Several measurements of one ratio, as their median and how far the middle half of them scatters. */

export interface Spread {
  readonly median: number
  /** The lower quartile. */
  readonly low: number
  /** The upper quartile. */
  readonly high: number
  readonly rounds: number
}

export const spread = (values: ReadonlyArray<number>): Spread => {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  if (sorted.length === 0) throw new Error("nothing was measured")
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]! // a place in the list
  return { median: at(0.5), low: at(0.25), high: at(0.75), rounds: sorted.length }
}
