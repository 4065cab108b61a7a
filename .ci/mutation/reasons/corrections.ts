import { because, type Reasons } from "./Reason.ts"

export const corrections: Reasons = {
  "pricing/corrections/corrections.ts": [
    because(
      "at no difference the net is 0, and such a line is left out.",
      ["more < 0", "more <= 0"],
      ["Exact.compare(difference, Exact.zero) < 0", "Exact.compare(difference, Exact.zero) <= 0"],
    ),
    because("fewer kilometres than quoted are those of an overage line that there is.", [
      "overages[0] !== undefined",
      "true",
    ]),
  ],
}
