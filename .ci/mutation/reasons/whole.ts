import { because, type Reasons } from "./Reason.ts"

export const whole: Reasons = {
  "pricing/Discount.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"DiscountShare"', '""']),
  ],
}
