/**
 * Rules between fields, written so that they can be read off what was sent as well as off what it means: so one answer
 * lists every invalid field and every broken rule at once.
 */
import { Schema } from "effect"

/** A rule that does not hold, at the field that would mend it. Shaped as `Schema.makeFilter` takes it. */
export interface Violation {
  readonly path: ReadonlyArray<PropertyKey>
  readonly issue: string
}

/** Reads a decoded value or raw JSON; what it does not understand it leaves to the schema. */
export type Rules = (input: Readonly<Record<string, unknown>>) => ReadonlyArray<Violation>

/** The rules as a check on the decoded value. */
export const rulesFilter = <T extends object>(rules: Rules) =>
  Schema.makeFilter<T>((value) => rules(value as Readonly<Record<string, unknown>>)) // an object is a record of unknowns

/** The violations in each element of an array, with their index in front. */
export const violationsIn = (name: string, list: unknown, rules: Rules): ReadonlyArray<Violation> =>
  Array.isArray(list)
    ? list.flatMap((element: unknown, index) =>
        typeof element === "object" && element !== null
          ? rules(element as Readonly<Record<string, unknown>>).map(({ path, issue }) => ({
              path: [name, index, ...path],
              issue,
            }))
          : [],
      )
    : []
