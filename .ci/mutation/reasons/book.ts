import { because, type Reasons } from "./Reason.ts"

export const book: Reasons = {
  "pricing/book/Factor.ts": [
    because(
      "the name of a brand, which exists for the type-checker alone.",
      ['"Factor"', '""'],
      ['"Share"', '""'],
    ),
  ],
}
