/** The rule kinds there are. A new kind is a file and a line here; a host hands in its own beside these. */
import { Schema } from "effect"
import { distanceTiers } from "./distanceTiers.ts"
import { markUp } from "./markUp.ts"
import { minimumFare } from "./minimumFare.ts"
import type { RuleKinds } from "./RuleKind.ts"
import { season } from "./season.ts"
import { timeRate } from "./timeRate.ts"
import { timeRule } from "./timeRule.ts"

/**
 * A host's own rule kinds, for the compiler: `declare module "@caleche/core" { interface HostRuleKinds { TOLL: typeof toll } }`
 * gives books, facade and client their shape. What is in force is what is handed over; this interface only names it.
 */
export interface HostRuleKinds {}

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

type SchemaOf<Kind> = Kind extends { readonly schema: infer Of extends Schema.Top } ? Of : never
/** Of the kinds there are, a host's included as far as it named them. */
type RuleSchemas = SchemaOf<(typeof ruleKinds)[keyof typeof ruleKinds] | HostRuleKinds[keyof HostRuleKinds]>

export type Rule = RuleSchemas["Type"]
export interface RuleSchema extends Schema.Codec<Rule, RuleSchemas["Encoded"]> {}
export const Rule: RuleSchema = ruleOf(ruleKinds)
