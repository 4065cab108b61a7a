import { because, type Reasons } from "./Reason.ts"

export const tariff: Reasons = {
  "pricing/tariff/contributions.ts": [
    because("a shorter way to the same: the longer one below gives it, too.", [
      "missing.length === 0",
      "false",
    ]),
  ],
  "pricing/tariff/notMonotone.ts": [
    because("every kind of a rule in a book is known.", [
      "kinds[data.kind]?.notMonotone",
      "kinds[data.kind].notMonotone",
    ]),
  ],
}
