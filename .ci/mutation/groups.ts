/**
 * What is mutated, and the tests that must notice: each part of the core with the tests that stand beside it, since a
 * mutant in a table of states is run against every test there is.
 */
export interface Group {
  readonly mutate: ReadonlyArray<string>
  /** Below `packages/core`. */
  readonly tests: ReadonlyArray<string>
}

const pricing = (folder: string, ...tests: ReadonlyArray<string>): Group => ({
  mutate: [`packages/core/src/pricing/${folder}/**/*.ts`],
  tests: [`test/pricing/${folder}/**/*.test.ts`, ...tests],
})

export const groups: Readonly<Record<string, Group>> = {
  transitions: {
    mutate: [
      "packages/core/src/shared/Transition.ts",
      "packages/core/src/quotes/QuoteStatus.ts",
      "packages/core/src/missions/MissionStatus.ts",
    ],
    tests: [
      "test/shared/Transition.test.ts",
      "test/quotes/QuoteStatus.test.ts",
      "test/missions/MissionStatus.test.ts",
    ],
  },
  derivation: {
    mutate: ["packages/core/src/orders/OrderStatus.ts"],
    tests: ["test/orders/OrderStatus.test.ts"],
  },
  totals: pricing("totals"),
  vat: pricing("vat"),
  fees: pricing("fees"),
  waiting: pricing("waiting"),
  cancellation: pricing("cancellation", "test/orders/bookCancellationPolicy.test.ts"),
  corrections: pricing("corrections"),
  grid: pricing("grid"),
  zones: pricing("zones"),
  rules: pricing("rules", "test/pricing/tariff/*.test.ts"),
  tariff: pricing("tariff", "test/pricing/rules/*.test.ts"),
  hire: pricing("hire", "test/pricing/tripTypes/*.test.ts"),
  tripTypes: pricing("tripTypes", "test/pricing/{whole,grid}/*.test.ts", "test/pricing/mistakes.test.ts"),
  pricing: {
    mutate: ["packages/core/src/pricing/*.ts"],
    tests: ["test/pricing/{whole,clock}/*.test.ts", "test/pricing/*.test.ts"],
  },
}
