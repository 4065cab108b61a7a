import { because, type Reasons } from "./Reason.ts"

export const bookRows: Reasons = {
  "pricing/bookRows.ts": [
    because(
      "at equal ids, which two rows of one list of a version never have: a storage keeps a row by its list and id.",
      ["a.id < b.id", "a.id <= b.id"],
    ),
  ],
}
