/** What a host adds to prices, beside ours: kinds of price rules. One of a name we have takes the place of ours. */
import { Layer } from "effect"
import { ruleKinds } from "./rules/index.ts"
import { PriceRuleKinds } from "./rules/PriceRuleKinds.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"

/** Each under its name. */
export interface HostKinds {
  readonly ruleKinds?: RuleKinds | undefined
}

/** Ours and the host's. Throws for one that stands under another name than its own. */
export const kindsWith = ({ ruleKinds: rules = {} }: HostKinds) => {
  for (const [name, { kind }] of Object.entries(rules)) named(name, kind)
  return { ruleKinds: Object.keys(rules).length === 0 ? ruleKinds : { ...ruleKinds, ...rules } }
}

/**
 * Puts the host's kinds in force in the use cases it is provided to.
 *
 * @example
 * Layer.provide(UseCases.layer, layerHostKinds({ ruleKinds: { TOLL: toll } }))
 */
export const layerHostKinds = (host: HostKinds): Layer.Layer<never> =>
  Layer.succeed(PriceRuleKinds, kindsWith(host).ruleKinds)

function named(name: string, own: string): void {
  if (name !== own) throw new TypeError(`${own} is handed over under the name ${name}`)
}
