import { because, type Reasons } from "./Reason.ts"

export const whole: Reasons = {
  "pricing/Discount.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"DiscountShare"', '""']),
  ],
  "pricing/Levels.ts": [
    because("a shorter way to the same: the longer one below gives it, too.", [
      "clientId === undefined && agencyInvoiced === undefined && agencyBooked === undefined",
      "false",
    ]),
  ],
}
