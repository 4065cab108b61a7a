/**
 * A whole is shared in whole units so that the shares add up to it: each gets the units it has a full claim to, and those
 * left over go one each to the largest fractions, ties in the order given (Hamilton's method).
 */

/** Shares `total` (≥ 0) by `weights` (≥ 0, and not all 0 where there are any), all whole numbers below 2^53. */
export const largestRemainder = (total: number, weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  const claims = weights.map((weight) => BigInt(total) * BigInt(weight))
  return filledUp(
    total,
    claims.map((claim) => ({ whole: Number(claim / sum), rest: Number(claim % sum) })),
  )
}

/** What somebody has a claim to: whole units and a fraction, `rest` in units that are the same for all. */
export interface Claim {
  readonly whole: number
  readonly rest: number
}

/** Gives the units of `total` that no whole claim covers to the largest fractions; there are as many as claims at most. */
export const filledUp = (total: number, claims: ReadonlyArray<Claim>): ReadonlyArray<number> => {
  const left = total - claims.reduce((all, { whole }) => all + whole, 0)
  const first = new Set(
    claims
      .map(({ rest }, at) => ({ rest, at }))
      .toSorted((a, b) => b.rest - a.rest) // which keeps the order of equals
      .slice(0, left)
      .map(({ at }) => at),
  )
  return claims.map(({ whole }, at) => (first.has(at) ? whole + 1 : whole))
}
