import { because, type Reasons } from "./Reason.ts"

export const hire: Reasons = {
  "pricing/hire/CompiledHire.ts": [
    because(
      "what is compared is never equal here.",
      ["(a, b) => (a.id < b.id ? -1 : 1)", "() => undefined"],
      ["a.id < b.id", "true", "a.id <= b.id", "false", "a.id >= b.id"],
      ["found.sort((a, b) => (a.id < b.id ? -1 : 1))", "found"],
    ),
    because(
      "any text tells it apart that no category is called by.",
      ["category === null", "false"],
      ['""', '"Stryker was here!"'],
    ),
  ],
  "pricing/hire/buckets.ts": [
    because("buckets of no time are left out just below.", ["[]", '["Stryker was here"]']),
    because("a shorter way to the same: the longer one below gives it, too.", [
      "bucket.minutes <= minutes",
      "bucket.minutes < minutes",
    ]),
  ],
  "pricing/hire/candidates.ts": [
    because(
      "asked of the rows of a level that has some: the question is there for the type-checker.",
      ["{ fitting: [], rejected: [] }", "{}"],
      ["[]", '["Stryker was here"]'],
      ["row === undefined", "false"],
    ),
    because(
      "rows come with their own category before any, then by id, and sorting keeps that order.",
      ["-1", "+1"],
      ["from === other", "false"],
      ["a.id < b.id", "false", "a.id <= b.id"],
      ["from > other", "from >= other"],
    ),
  ],
  "pricing/hire/choose.ts": [
    because("packages come before rates and by id, and sorting keeps that order.", [
      "`${a.id} ${a.kind}` < `${b.id} ${b.kind}`",
      "false",
      "`${a.id} ${a.kind}` <= `${b.id} ${b.kind}`",
    ]),
    because("on the grid a package agreed with the client is taken wherever it fits.", [
      'context.mode !== "DYNAMIC"',
      "false",
    ]),
  ],
  "pricing/hire/flat.ts": [
    because("without a price for more time the package was refused above.", [
      "extraPerHour !== undefined",
      "true",
    ]),
  ],
  "pricing/hire/hireLines.ts": [
    because("what was rejected is put in where the candidate is taken.", ["[]", '["Stryker was here"]']),
  ],
}
