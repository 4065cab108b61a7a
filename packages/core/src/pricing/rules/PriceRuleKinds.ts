/** The rule kinds price books may hold: ours, unless the host hands in others beside them. */
import { Context } from "effect"
import { ruleKinds } from "./index.ts"
import type { RuleKinds } from "./RuleKind.ts"

/**
 * Read when the use cases are put together. A kind that a stored version of a book still names must stay in it.
 *
 * @example
 * Layer.provide(UseCases.layer, Layer.succeed(PriceRuleKinds, { ...ruleKinds, TOLL: toll }))
 */
export const PriceRuleKinds = Context.Reference<RuleKinds>("@caleche/core/pricing/rules/PriceRuleKinds", {
  defaultValue: () => ruleKinds,
})
