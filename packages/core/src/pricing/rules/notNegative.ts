/** A negative amount lets more cost less: the one breach of monotony that amounts themselves can be. */
import type { Violation } from "../../shared/Violation.ts"

export const notNegative = (
  amount: number | undefined,
  path: ReadonlyArray<PropertyKey>,
): ReadonlyArray<Violation> => ((amount ?? 0) < 0 ? [{ path, issue: "is negative" }] : [])
