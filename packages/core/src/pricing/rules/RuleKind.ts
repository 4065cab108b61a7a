/**
 * A rule kind is a file: the schema of its data and one pure function. A rule is data of a kind, in a price book.
 *
 * Phases fix the order in which contributions meet; inside a phase the order never matters, so neither does the order of
 * rules in a book.
 */
import type { Schema } from "effect"
import type { Exact } from "../../shared/Exact.ts"
import type { Violation } from "../../shared/Violation.ts"
import type { Inputs } from "../Explanation.ts"
import type { Situation } from "../Situation.ts"

/**
 * What a rule makes of a situation, by the phase it acts in. base: amounts of which the tariff takes the greatest or the
 * sum. factor: multiplies. amount: added after all factors. minimum: a floor under all of it. Fees are lines of their own
 * and no rules.
 */
export type Contribution =
  /** `replaces`: the base is this and nothing else, as with a mark-up over cost. */
  | { readonly phase: "base"; readonly amount: Exact; readonly replaces?: boolean; readonly inputs: Inputs }
  /** ADDITIVE shares sum to one factor 1 + Σ; COMPOUND factors multiply. */
  | { readonly phase: "factor"; readonly mode: "ADDITIVE"; readonly share: Exact; readonly inputs: Inputs }
  | { readonly phase: "factor"; readonly mode: "COMPOUND"; readonly factor: Exact; readonly inputs: Inputs }
  | { readonly phase: "amount"; readonly amount: Exact; readonly inputs: Inputs }
  | { readonly phase: "minimum"; readonly amount: Exact; readonly inputs: Inputs }
  /** The rule applies, and the trip does not say what it needs: a price without it would be wrong. */
  | { readonly phase: "missing"; readonly fields: ReadonlyArray<string> }

/** What every rule has. `priority` (0 when left out, highest first) and `id` order the explanation, nothing else. */
export interface RuleData {
  readonly kind: string
  readonly id: string
  readonly name: string
  readonly active?: boolean | undefined
  readonly priority?: number | undefined
}

/** What a rule makes of the situation; undefined: it does not apply. */
export type Apply = (situation: Situation) => Contribution | undefined

/** A rule made ready once a version of the book. */
export interface CompiledRule {
  readonly data: RuleData
  readonly surcharge: boolean
  readonly apply: Apply
}

/** What compiling a rule may ask of its book. */
export interface RuleBook {
  /** The local dates that are public holidays of a country. */
  readonly holidays: (country: string) => ReadonlySet<string>
}

export interface RuleKind<Data extends RuleData = RuleData> {
  readonly kind: Data["kind"]
  readonly schema: Schema.Codec<Data, unknown>
  readonly compile: (data: Data, book: RuleBook) => Apply
  /** Why more kilometres, minutes or passengers could lower a price under this rule; empty when they cannot. */
  readonly notMonotone: (data: Data) => ReadonlyArray<Violation>
  /**
   * Whether it also acts outside tariffs, on an agreed price that takes surcharges and on the time of a hire: with what it
   * contributes as a factor or an amount. False when left out.
   */
  readonly surcharge?: boolean
}

/** A rule kind whose data is not known; data of its own kind fits its functions, and nothing else does. */
export type AnyRuleKind = Pick<RuleKind, "kind" | "schema" | "surcharge"> & {
  readonly compile: (data: never, book: RuleBook) => Apply
  readonly notMonotone: (data: never) => ReadonlyArray<Violation>
}

/** Rule kinds by their `kind`. */
export type RuleKinds = Readonly<Record<string, AnyRuleKind>>
