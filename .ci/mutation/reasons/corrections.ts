import { because, type Reasons } from "./Reason.ts"

export const corrections: Reasons = {
  "pricing/corrections/corrections.ts": [
    because(
      "at no difference: each quoted line is its quantity × its unit price, so the net is 0 either way, and a line of 0 is left out.",
      ["more < 0", "more <= 0"],
      ["Exact.compare(difference, Exact.zero) < 0", "Exact.compare(difference, Exact.zero) <= 0"],
    ),
  ],
}
