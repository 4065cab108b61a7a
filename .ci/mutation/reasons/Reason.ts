/** Why a change that no test notices was left: it makes no difference anybody could notice, or what it would take. */
export interface Reason {
  readonly why: string
  /** What was changed, whole and on one line, then each of the changes it is said of: any other change has no reason. */
  readonly changes: ReadonlyArray<readonly [was: string, ...now: ReadonlyArray<string>]>
}

/** By file, below `packages/core/src`. */
export type Reasons = Readonly<Record<string, ReadonlyArray<Reason>>>

export const because = (why: string, ...changes: Reason["changes"]): Reason => ({ why, changes })
