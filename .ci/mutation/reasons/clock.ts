import { because, type Reasons } from "./Reason.ts"

export const clock: Reasons = {
  "pricing/LocalClock.ts": [
    because("a place is read only after `datedDays` says that a date was written there.", [
      "[]",
      '["Stryker was here"]',
    ]),
    because("writes the date of the same day anew for each asking: the same text, later.", [
      "datedDays[slot] !== day",
      "true",
    ]),
  ],
}
