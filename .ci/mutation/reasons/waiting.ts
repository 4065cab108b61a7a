import { because, type Reasons } from "./Reason.ts"

export const waiting: Reasons = {
  "pricing/waiting/waitingFee.ts": [
    because("no block costs nothing, and such a line is left out.", ["blocks <= 0", "blocks < 0"]),
  ],
}
