/**
 * A conformance suite is a list of named cases, run by whatever runner the reader has: each case is an Effect that needs
 * the services under test and fails when a rule does not hold.
 */
import type { Effect } from "effect"

/** One rule, as a sentence, and the program that proves it. */
export interface Case<R> {
  readonly name: string
  readonly run: Effect.Effect<void, unknown, R>
}

export type Suite<R> = ReadonlyArray<Case<R>>

/** Fails with what was expected and what was found. */
export const expectEqual = (actual: unknown, expected: unknown, what: string): void => {
  const [found, wanted] = [canonical(actual), canonical(expected)]
  if (found !== wanted) throw new Error(`${what}\n  expected: ${wanted}\n  found:    ${found}`)
}

/** Fails with `what` unless `holds`. */
export const expectTrue = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/** JSON with sorted keys; instants as ISO text; absent and undefined are the same. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof inner === "bigint"
        ? `${inner}n`
        : inner,
  ) ?? "undefined"
