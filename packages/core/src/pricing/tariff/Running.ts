/**
 * A price while its factors and amounts meet: base × (1 + Σ shares) × Π factors + Σ amounts, exact, whatever their order.
 *
 * Each step is told what it added at its turn, so that the parts of an explanation sum to the price.
 */
import * as Exact from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
import type { CompiledRule } from "../rules/RuleKind.ts"
import { type Contributions, partOf } from "./contributions.ts"

export class Running {
  private readonly base: Exact.Exact
  /** Π of the COMPOUND factors so far. */
  private product = Exact.one
  /** 1 + Σ of the ADDITIVE shares so far, and not below 0: shares that take more than everything leave nothing. */
  private additive = Exact.one
  private shares = Exact.zero
  /** base × product × additive. */
  private scaled: Exact.Exact
  added = Exact.zero

  constructor(base: Exact.Exact) {
    this.base = base
    this.scaled = base
  }

  /** Multiplies by a factor; gives what that added. */
  multiply(factor: Exact.Exact): Exact.Exact {
    if (factor.n === factor.d) return Exact.zero
    const before = this.scaled
    this.product = Exact.multiply(this.product, factor)
    this.scaled = Exact.multiply(before, factor)
    return Exact.subtract(this.scaled, before)
  }

  /** Adds a share to the one factor of all ADDITIVE shares; gives what that added. */
  share(share: Exact.Exact): Exact.Exact {
    const before = this.scaled
    this.shares = Exact.add(this.shares, share)
    this.additive = Exact.max(Exact.zero, Exact.add(Exact.one, this.shares))
    this.scaled = Exact.multiply(Exact.multiply(this.base, this.product), this.additive)
    return Exact.subtract(this.scaled, before)
  }

  /** Takes the factors, then the amounts, and notes the part of each. */
  take(rules: ReadonlyArray<CompiledRule>, contributions: Contributions, parts: Array<TracePart>): void {
    let amounts = 0
    for (let n = 0; n < rules.length; n++) {
      const one = contributions[n]
      if (one === undefined) continue
      if (one.phase === "amount") amounts++
      if (one.phase !== "factor") continue
      const added = one.mode === "ADDITIVE" ? this.share(one.share) : this.multiply(one.factor)
      parts.push(partOf(rules[n]!, one, added)) // n is a place in the list
    }
    for (let n = 0; amounts > 0; n++) {
      const one = contributions[n]
      if (one?.phase !== "amount") continue
      amounts--
      this.added = Exact.add(this.added, one.amount)
      parts.push(partOf(rules[n]!, one, one.amount)) // it has contributed
    }
  }

  /** Raises the total to a minimum, or to 0 where that is lower: what amounts take off leaves no price below nothing. */
  lift(rules: ReadonlyArray<CompiledRule>, contributions: Contributions, parts: Array<TracePart>): void {
    let highest = -1
    let floor = Exact.zero
    for (let n = 0; n < rules.length; n++) {
      const one = contributions[n]
      if (one?.phase !== "minimum" || Exact.compare(one.amount, floor) <= 0) continue
      highest = n
      floor = one.amount
    }
    const { total } = this
    if (Exact.compare(total, floor) >= 0) return
    const lifted = Exact.subtract(floor, total)
    this.added = Exact.add(this.added, lifted)
    const one = contributions[highest]
    parts.push(
      one?.phase === "minimum"
        ? partOf(rules[highest]!, one, lifted) // it has contributed
        : { kind: "FLOOR", label: "no price below zero", inputs: {}, amount: lifted },
    )
  }

  /** What the base is multiplied by. */
  get factor(): Exact.Exact {
    return Exact.multiply(this.product, this.additive)
  }

  get total(): Exact.Exact {
    return Exact.add(this.scaled, this.added)
  }
}
