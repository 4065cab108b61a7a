import { because, type Reasons } from "./Reason.ts"

export const cancellation: Reasons = {
  "pricing/cancellation/cancellationFees.ts": [
    because("a part of nothing is a number, never a bigint.", ["part.n !== 0n", "true"]),
    because("what was discounted always costs something: a discount on nothing takes nothing off.", [
      "all > 0",
      "true",
      "all >= 0",
    ]),
  ],
}
