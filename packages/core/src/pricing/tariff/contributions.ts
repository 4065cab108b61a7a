/** What the rules of a tariff make of a situation: asked once, for the price and for its explanation. */
import type { Exact } from "../../shared/Exact.ts"
import type { Inputs, TracePart } from "../Explanation.ts"
import type { CompiledRule, Contribution, RuleData } from "../rules/RuleKind.ts"
import type { Situation } from "../Situation.ts"

/** How a contribution enters the price; a `REPLACING` base is all of the base. */
export type Entering = "BASE" | "REPLACING" | "ADDITIVE" | "COMPOUND" | "AMOUNT" | "MINIMUM"

/** A contribution and the rule it comes from, of one shape whatever the rule: they are read in every step to a price. */
export interface Contributed {
  readonly data: RuleData
  readonly entering: Entering
  /** An amount, or the share or factor of one. */
  readonly value: Exact
  readonly inputs: Inputs
}

export interface Contributions {
  /** Those of the rules that apply, in their order. */
  readonly applied: ReadonlyArray<Contributed>
  /** The fields of the trip that rules ask for in vain, each once, in order. */
  readonly missing: ReadonlyArray<string>
}

const none: ReadonlyArray<string> = []

export const contributionsOf = (rules: ReadonlyArray<CompiledRule>, situation: Situation): Contributions => {
  const applied: Array<Contributed> = []
  let missing: Set<string> | undefined
  for (const { apply, data } of rules) {
    const contribution = apply(situation)
    if (contribution === undefined) continue
    if (contribution.phase === "missing") missing = new Set([...(missing ?? none), ...contribution.fields])
    else applied.push(contributed(data, contribution))
  }
  return { applied, missing: missing === undefined ? none : [...missing].sort() }
}

function contributed(
  data: RuleData,
  contribution: Exclude<Contribution, { readonly phase: "missing" }>,
): Contributed {
  const { inputs } = contribution
  switch (contribution.phase) {
    case "base":
      return {
        data,
        entering: contribution.replaces === true ? "REPLACING" : "BASE",
        value: contribution.amount,
        inputs,
      }
    case "factor":
      return contribution.mode === "ADDITIVE"
        ? { data, entering: "ADDITIVE", value: contribution.share, inputs }
        : { data, entering: "COMPOUND", value: contribution.factor, inputs }
    case "amount":
      return { data, entering: "AMOUNT", value: contribution.amount, inputs }
    case "minimum":
      return { data, entering: "MINIMUM", value: contribution.amount, inputs }
  }
}

/** A part of a price that a rule added. */
export const partOf = ({ data, inputs }: Contributed, amount: Exact): TracePart => ({
  kind: data.kind,
  id: data.id,
  label: data.name,
  inputs,
  amount,
})
