/** One line of the table of problems. */

/** A problem's fixed parts, and the sentence made from its fields. */
export interface ProblemRow<E> {
  readonly status: number
  readonly title: string
  readonly detail: (error: E) => string
}

/** A line for each of some errors, by tag; one that is missing does not compile. */
export type ProblemRows<Errors extends { readonly _tag: string }> = {
  readonly [E in Errors as E["_tag"]]: ProblemRow<E>
}

export const gone = (what: string): ProblemRow<{ readonly id: string }> => ({
  status: 404,
  title: `${what} not found`,
  detail: ({ id }) => `There is no ${what.toLowerCase()} ${id}.`,
})
