/**
 * What a host adds to prices, beside ours: kinds of price rules and trip types. One of a name we have takes the place of
 * ours.
 */
import { Layer } from "effect"
import { ruleKinds } from "./rules/index.ts"
import { PriceRuleKinds } from "./rules/PriceRuleKinds.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"
import { tripKinds } from "./tripTypes/index.ts"
import { PriceTripKinds } from "./tripTypes/PriceTripKinds.ts"
import type { TripKinds } from "./tripTypes/TripKind.ts"

/** Each under its name. */
export interface HostKinds {
  readonly ruleKinds?: RuleKinds | undefined
  readonly tripTypes?: TripKinds | undefined
}

/** Ours and the host's. Throws for one that stands under another name than its own. */
export const kindsWith = ({
  ruleKinds: rules = {},
  tripTypes: trips = {},
}: HostKinds): { readonly ruleKinds: RuleKinds; readonly tripTypes: TripKinds } => {
  for (const [name, { kind }] of Object.entries(rules)) named(name, kind)
  for (const [name, { tripType }] of Object.entries(trips)) named(name, tripType)
  return { ruleKinds: beside<RuleKinds>(ruleKinds, rules), tripTypes: beside<TripKinds>(tripKinds, trips) }
}

/**
 * Puts the host's kinds in force in the use cases it is provided to.
 *
 * @example
 * Layer.provide(UseCases.layer, layerHostKinds({ ruleKinds: { TOLL: toll } }))
 */
export const layerHostKinds = (host: HostKinds): Layer.Layer<never> => {
  const kinds = kindsWith(host)
  return Layer.merge(
    Layer.succeed(PriceRuleKinds, kinds.ruleKinds),
    Layer.succeed(PriceTripKinds, kinds.tripTypes),
  )
}

const beside = <Kinds extends object>(ours: Kinds, theirs: Kinds): Kinds =>
  Object.keys(theirs).length === 0 ? ours : { ...ours, ...theirs }

function named(name: string, own: string): void {
  if (name !== own) throw new TypeError(`${own} is handed over under the name ${name}`)
}
