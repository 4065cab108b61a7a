import { because, type Reasons } from "./Reason.ts"

export const hire: Reasons = {
  "pricing/hire/CompiledHire.ts": [
    because("no two packages, and no two rates, of a book have one id.", ["a.id < b.id", "a.id <= b.id"]),
  ],
  "pricing/hire/choose.ts": [
    because("no two candidates are of one id and one kind.", [
      "`${a.id} ${a.kind}` < `${b.id} ${b.kind}`",
      "`${a.id} ${a.kind}` <= `${b.id} ${b.kind}`",
    ]),
  ],
}
