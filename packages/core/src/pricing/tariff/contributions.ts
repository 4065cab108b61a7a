/** What rules make of a situation, sorted by the phase in which it counts. */
import type { Exact } from "../../shared/Exact.ts"
import type { Inputs, TracePart } from "../Explanation.ts"
import type { CompiledRule, Contribution, RuleData } from "../rules/RuleKind.ts"
import type { Situation } from "../Situation.ts"

/** A contribution and the rule it comes from. */
export interface Contributed<Phase extends Contribution["phase"]> {
  readonly data: RuleData
  readonly contribution: Extract<Contribution, { readonly phase: Phase }>
}

/** In each phase the order of the rules is kept. */
export interface Contributions {
  readonly base: ReadonlyArray<Contributed<"base">>
  readonly factor: ReadonlyArray<Contributed<"factor">>
  readonly amount: ReadonlyArray<Contributed<"amount">>
  readonly minimum: ReadonlyArray<Contributed<"minimum">>
  readonly missing: ReadonlyArray<Contributed<"missing">>
}

export const contributionsOf = (rules: ReadonlyArray<CompiledRule>, situation: Situation): Contributions => {
  const base: Array<Contributed<"base">> = []
  const factor: Array<Contributed<"factor">> = []
  const amount: Array<Contributed<"amount">> = []
  const minimum: Array<Contributed<"minimum">> = []
  const missing: Array<Contributed<"missing">> = []
  for (const { apply, data } of rules) {
    const contribution = apply(situation)
    if (contribution === undefined) continue
    switch (contribution.phase) {
      case "base":
        base.push({ data, contribution })
        break
      case "factor":
        factor.push({ data, contribution })
        break
      case "amount":
        amount.push({ data, contribution })
        break
      case "minimum":
        minimum.push({ data, contribution })
        break
      case "missing":
        missing.push({ data, contribution })
    }
  }
  return { base, factor, amount, minimum, missing }
}

/** The fields of the trip that rules ask for in vain, each once, in order. */
export const missingFields = (missing: Contributions["missing"]): ReadonlyArray<string> =>
  missing.length === 0 ? [] : [...new Set(missing.flatMap(({ contribution }) => contribution.fields))].sort()

/** A part of a price that a rule added. */
export const partOf = (
  { data, contribution }: { readonly data: RuleData; readonly contribution: { readonly inputs: Inputs } },
  amount: Exact,
): TracePart => ({ kind: data.kind, id: data.id, label: data.name, inputs: contribution.inputs, amount })
