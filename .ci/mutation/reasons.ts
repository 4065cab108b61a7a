/** Why a change that no test notices was left: it makes no difference anybody could notice, or what it would take. */
export interface Reason {
  /** Below `packages/core/src`. */
  readonly file: string
  /** A part of what was changed, on one line. */
  readonly was: string
  /** What it was changed to; left out, the reason holds for all changes of it. */
  readonly now?: string
  readonly why: string
}

export const reasons: ReadonlyArray<Reason> = [
  {
    file: "pricing/totals/inclVat.ts",
    was: "a < b",
    now: "a <= b",
    why: "the keys of groups differ, so they are never equal.",
  },
  {
    file: "pricing/totals/vatByRate.ts",
    was: "groups.length > 1",
    why: "sorting one group changes nothing; the question is there for speed.",
  },
]
