/**
 * A price while its factors and amounts meet: base × (1 + Σ shares) × Π factors + Σ amounts, exact, whatever their order.
 *
 * Each step is told what it added at its turn, so that the parts of an explanation sum to the price.
 */
import * as Exact from "../../shared/Exact.ts"
import type { TracePart } from "../Explanation.ts"
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
    const before = this.scaled
    this.product = Exact.multiply(this.product, factor)
    this.scaled = Exact.multiply(before, factor)
    return Exact.multiply(before, Exact.subtract(factor, Exact.one))
  }

  /** Adds a share to the one factor of all ADDITIVE shares; gives what that added. */
  share(share: Exact.Exact): Exact.Exact {
    const before = this.additive
    this.shares = Exact.add(this.shares, share)
    this.additive = Exact.max(Exact.zero, Exact.add(Exact.one, this.shares))
    const multiplied = Exact.multiply(this.base, this.product)
    this.scaled = Exact.multiply(multiplied, this.additive)
    return Exact.multiply(multiplied, Exact.subtract(this.additive, before))
  }

  /** Takes factors and amounts, and notes the part of each. */
  take({ factor, amount }: Pick<Contributions, "factor" | "amount">, parts: Array<TracePart>): void {
    for (const one of factor) {
      const { contribution } = one
      parts.push(
        partOf(
          one,
          contribution.mode === "ADDITIVE"
            ? this.share(contribution.share)
            : this.multiply(contribution.factor),
        ),
      )
    }
    for (const one of amount) {
      this.added = Exact.add(this.added, one.contribution.amount)
      parts.push(partOf(one, one.contribution.amount))
    }
  }

  /** Raises the total to a minimum, or to 0 where that is lower: what amounts take off leaves no price below nothing. */
  lift(minimum: Contributions["minimum"], parts: Array<TracePart>): void {
    let highest: Contributions["minimum"][number] | undefined
    let floor = Exact.zero
    for (const one of minimum)
      if (Exact.compare(one.contribution.amount, floor) > 0) {
        highest = one
        floor = one.contribution.amount
      }
    const { total } = this
    if (Exact.compare(total, floor) >= 0) return
    const lifted = Exact.subtract(floor, total)
    this.added = Exact.add(this.added, lifted)
    parts.push(
      highest === undefined
        ? { kind: "FLOOR", label: "no price below zero", inputs: {}, amount: lifted }
        : partOf(highest, lifted),
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
