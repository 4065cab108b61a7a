/**
 * What time rules and seasons make of a price that no tariff gave: a grid row that takes surcharges, or the time of a hire
 * whose trip type the rule names. Never a zone factor, a minimum or a mark-up: those are a tariff's.
 */
import * as Exact from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
import type { Situation } from "../Situation.ts"
import type { CompiledTariffs } from "./compileTariffs.ts"
import { type Contributions, contributionsOf } from "./contributions.ts"
import { factorOf, Running } from "./Running.ts"

/** amount = base × factor + added, never below 0. */
export interface Surcharged {
  readonly amount: Exact.Exact
  /** All factors in one: what an hour of a hire more or less is multiplied by, too. */
  readonly factor: Exact.Exact
  readonly added: Exact.Exact
  /** What each rule added; they sum to what the amount grew by. */
  readonly parts: ReadonlyArray<TracePart>
  /** Fields of the trip that a rule needs and does not find; its part is left out. */
  readonly missing: ReadonlyArray<string>
}

/** Applies the book's rules whose kind is a surcharge; the others, and those of single tariffs, are left out. */
export const applySurcharges = (
  base: Exact.Exact,
  situation: Situation,
  { surcharges }: Pick<CompiledTariffs, "surcharges">,
): Surcharged => {
  const contributions = contributionsOf(surcharges, situation)
  const running = new Running(base)
  const parts: Array<TracePart> = []
  running.take(contributions, parts)
  running.lift(undefined, parts)
  return {
    amount: running.total,
    factor: allFactors(contributions),
    added: running.added,
    parts,
    missing: contributions.missing,
  }
}

function allFactors({ applied }: Contributions): Exact.Exact {
  let [product, shares] = [Exact.one, Exact.zero]
  for (const { entering, value } of applied)
    if (entering === "COMPOUND") product = Exact.multiply(product, value)
    else if (entering === "ADDITIVE") shares = Exact.add(shares, value)
  return Exact.multiply(product, factorOf(shares))
}
