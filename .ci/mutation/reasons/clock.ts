import { because, type Reasons } from "./Reason.ts"

export const clock: Reasons = {
  "pricing/LocalTime.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"LocalDateTime"', '""']),
  ],
}
