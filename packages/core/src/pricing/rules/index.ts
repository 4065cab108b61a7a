/** The rule kinds there are. A new kind is a file and a line here; a host hands in its own beside these. */
import { Schema } from "effect"
import { distanceTiers } from "./distanceTiers.ts"
import { markUp } from "./markUp.ts"
import { minimumFare } from "./minimumFare.ts"
import type { RuleKinds } from "./RuleKind.ts"
import { season } from "./season.ts"
import { timeRate } from "./timeRate.ts"
import { timeRule } from "./timeRule.ts"

export const ruleKinds = {
  DISTANCE_TIERS: distanceTiers,
  TIME_RATE: timeRate,
  MINIMUM_FARE: minimumFare,
  MARK_UP: markUp,
  TIME_RULE: timeRule,
  SEASON: season,
}

/**
 * The rules of a book with these kinds: `ruleOf({ ...ruleKinds, EXPRESSWAY_TOLL: expresswayToll })`.
 */
export const ruleOf = <Kinds extends RuleKinds>(kinds: Kinds) =>
  Schema.Union(Object.values(kinds).map(({ schema }) => schema as Kinds[keyof Kinds]["schema"])) // each is of one of the kinds

export const Rule = ruleOf(ruleKinds)
export type Rule = typeof Rule.Type
