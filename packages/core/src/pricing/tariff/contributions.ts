/** What the rules of a tariff make of a situation: asked once, for the price and for its explanation. */
import type { Exact } from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
import type { CompiledRule, Contribution } from "../rules/RuleKind.ts"
import type { Situation } from "../Situation.ts"

/** By the place of the rule; undefined: it does not apply. */
export type Contributions = ReadonlyArray<Contribution | undefined>

export const contributionsOf = (rules: ReadonlyArray<CompiledRule>, situation: Situation): Contributions => {
  const found: Array<Contribution | undefined> = []
  for (const { apply } of rules) found.push(apply(situation))
  return found
}

/** The fields of the trip that rules ask for in vain, each once, in order. */
export const missingFields = (contributions: Contributions): ReadonlyArray<string> => {
  if (!contributions.some((one) => one?.phase === "missing")) return none
  const fields = contributions.flatMap((one) => (one?.phase === "missing" ? one.fields : none))
  return [...new Set(fields)].sort()
}

const none: ReadonlyArray<string> = []

/** A part of a price that a rule added. */
export const partOf = (
  { data: { id, kind, name } }: CompiledRule,
  { inputs }: Pick<TracePart, "inputs">,
  amount: Exact,
): TracePart => ({ kind, id, label: name, inputs, amount })
