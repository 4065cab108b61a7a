/**
 * Numbers people quote on the phone: `DEV-2026-00001`. They count up per operator, kind and year without gaps.
 *
 * The storage gives them out in the statement that inserts the document; five digits, more when needed.
 */

/** What a number is made from but for its sequence. The year is the operator's local one. */
export interface Series {
  readonly kind: "QUOTE" | "ORDER"
  readonly prefix: string
  readonly year: number
}

/** The written form of the `sequence`-th number of a series. */
export const format = (series: Series, sequence: number): string =>
  `${series.prefix}-${series.year}-${String(sequence).padStart(5, "0")}`
