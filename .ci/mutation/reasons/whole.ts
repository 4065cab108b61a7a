import { because, type Reasons } from "./Reason.ts"

export const whole: Reasons = {
  "pricing/Explanation.ts": [
    because(
      "a list joined with an empty one is the same list; joining costs a fifth of an explanation.",
      ["a.length === 0", "false"],
      ["b.length === 0", "false"],
    ),
  ],
  "pricing/Discount.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"DiscountShare"', '""']),
  ],
}
