/**
 * A price while its factors and amounts meet: base × (1 + Σ shares) × Π factors + Σ amounts, exact, whatever their order.
 *
 * Each step is told what it added at its turn, so that the parts of an explanation sum to the price.
 */
import * as Exact from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
import { type Contributed, type Contributions, partOf } from "./contributions.ts"

export class Running {
  /** base × Π of the COMPOUND factors so far. */
  private multiplied: Exact.Exact
  /** 1 + Σ of the ADDITIVE shares so far, and not below 0; undefined before the first. */
  private additive: Exact.Exact | undefined = undefined
  private shares = Exact.zero
  /** base × Π factors × additive. */
  private scaled: Exact.Exact
  /** Σ of the amounts so far, what lifted the total included. */
  added = Exact.zero

  constructor(base: Exact.Exact) {
    this.multiplied = base
    this.scaled = base
  }

  /** Multiplies by a factor; gives what that added. */
  multiply(factor: Exact.Exact): Exact.Exact {
    this.multiplied = Exact.multiply(this.multiplied, factor)
    return this.rescaled()
  }

  /** Adds a share to the one factor of all ADDITIVE shares; gives what that added. */
  share(share: Exact.Exact): Exact.Exact {
    this.shares = Exact.add(this.shares, share)
    this.additive = factorOf(this.shares)
    return this.rescaled()
  }

  private rescaled(): Exact.Exact {
    const before = this.scaled
    this.scaled =
      this.additive === undefined ? this.multiplied : Exact.multiply(this.multiplied, this.additive)
    return Exact.subtract(this.scaled, before)
  }

  /** Takes the factors, then the amounts, and notes the part of each. */
  take({ applied }: Contributions, parts: Array<TracePart>): void {
    for (const one of applied)
      if (one.entering === "ADDITIVE") parts.push(partOf(one, this.share(one.value)))
      else if (one.entering === "COMPOUND") parts.push(partOf(one, this.multiply(one.value)))
    for (const one of applied) {
      if (one.entering !== "AMOUNT") continue
      this.added = Exact.add(this.added, one.value)
      parts.push(partOf(one, one.value))
    }
  }

  /** Raises the total to `minimum`, or to 0 where that is lower: what amounts take off leaves no price below nothing. */
  lift(minimum: Contributed | undefined, parts: Array<TracePart>): void {
    const isPositive = minimum !== undefined && minimum.value.n > 0
    const floor = isPositive ? minimum.value : Exact.zero
    const { total } = this
    if (Exact.compare(total, floor) >= 0) return
    const lifted = Exact.subtract(floor, total)
    this.added = Exact.add(this.added, lifted)
    parts.push(
      isPositive
        ? partOf(minimum, lifted)
        : { kind: "FLOOR", label: "no price below zero", inputs: {}, amount: lifted },
    )
  }

  get total(): Exact.Exact {
    return Exact.add(this.scaled, this.added)
  }
}

/** 1 + Σ shares; those that take more than everything leave nothing. */
export const factorOf = (shares: Exact.Exact): Exact.Exact =>
  Exact.max(Exact.zero, Exact.add(Exact.one, shares))
