/** The conditions in a book: of the rules of single tariffs and of its own rules, each with its place. */
import type { PriceBook } from "./PriceBook.ts"
import type { BookProblem } from "./PriceBookErrors.ts"
import type { Season } from "./rules/season.ts"
import type { TimeRule } from "./rules/timeRule.ts"
import type { When } from "./rules/When.ts"

/** A rule and what it asks for. */
export interface Condition {
  readonly rule: TimeRule | Season
  readonly when: When
  readonly path: BookProblem["path"]
}

export const conditionsIn = ({
  rules,
  tariffs,
}: Pick<PriceBook, "rules" | "tariffs">): ReadonlyArray<Condition> => [
  ...tariffs.flatMap((tariff, index) => ofRules(tariff.rules, ["tariffs", index, "rules"])),
  ...ofRules(rules, ["rules"]),
]

function ofRules(rules: PriceBook["rules"], path: BookProblem["path"]): ReadonlyArray<Condition> {
  return rules.flatMap((rule, index): ReadonlyArray<Condition> => {
    if (rule.kind === "TIME_RULE") return [{ rule, when: rule.when, path: [...path, index, "when"] }]
    if (rule.kind === "SEASON" && rule.scope !== undefined)
      return [{ rule, when: rule.scope, path: [...path, index, "scope"] }]
    return []
  })
}
