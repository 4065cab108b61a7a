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

/** With those of `bookRows`, all of `pricing` itself but what needs a storage, whose tests are in `packages/testing`. */
const ofClock = ["EpochDay", "LocalClock", "LocalTime", "LocalWindow", "placedTrip"]
const ofBook = [
  "ComputedLine",
  "Discount",
  "Explanation",
  "HostKinds",
  "Levels",
  "PriceBook",
  "PriceLine",
  "Terms",
  "Trip",
  "TripDetails",
  "bookConditions",
  "compileBook",
  "lazyTrace",
  "notMonotone",
  "priceTrip",
  "rowSchemas",
  "validateBook",
  "withinReach",
  "written",
]
const files = (names: ReadonlyArray<string>) => names.map((name) => `packages/core/src/pricing/${name}.ts`)

export const groups: Readonly<Record<string, Group>> = {
  totals: pricing("totals"),
  vat: pricing("vat"),
  fees: pricing("fees"),
  waiting: pricing("waiting"),
  cancellation: pricing("cancellation", "test/orders/bookCancellationPolicy.test.ts"),
  corrections: pricing("corrections"),
  hire: pricing("hire", "test/pricing/tripTypes/*.test.ts", "test/pricing/validateBook.test.ts"),
  rules: pricing("rules", "test/pricing/tariff/*.test.ts", "test/pricing/HostKinds.test.ts"),
  tariff: pricing("tariff", "test/pricing/rules/*.test.ts"),
  grid: pricing("grid"),
  zones: pricing("zones"),
  tripTypes: pricing("tripTypes", "test/pricing/{whole,grid}/*.test.ts", "test/pricing/mistakes.test.ts"),
  clock: { mutate: files(ofClock), tests: ["test/pricing/clock/*.test.ts"] },
  whole: {
    mutate: files(ofBook),
    tests: ["test/pricing/{whole,tripTypes,totals}/*.test.ts", "test/pricing/*.test.ts"],
  },
  book: {
    mutate: ["packages/core/src/pricing/book/*.ts"],
    tests: ["test/pricing/*.test.ts", "test/pricing/{book,rules,zones}/*.test.ts"],
  },
  /** The book as its rows and whom they are for, as use cases and storages hand them to each other. */
  bookRows: {
    mutate: files(["bookAgreedPrices", "bookChanged", "bookEdits", "bookOwners", "bookRows"]),
    tests: ["test/pricing/book/book*.test.ts"],
  },
  amounts: {
    mutate: ["Exact", "Money", "Decimal", "UnitPrice", "VatRate", "Quantity"].map(
      (name) => `packages/core/src/shared/${name}.ts`,
    ),
    tests: ["test/shared/{Exact,Decimal,amounts}.test.ts"],
  },
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
}
