/** Why a change that no test notices was left: it makes no difference anybody could notice, or what it would take. */
export interface Reason {
  /** Below `packages/core/src`. */
  readonly file: string
  /** A part of what was changed, on one line. */
  readonly was: string
  /** What it was changed to; left out, the reason holds for all changes of it. */
  readonly now?: string
  readonly why: string
}

const shortcut = "a shorter way to the same: the longer one below gives it, too."
const brand = "the name of a brand, which exists for the type-checker alone."
const unequal = "what is compared is never equal here."
const nothing = "at no difference the net is 0, and such a line is left out."
const all = (file: string, why: string, ...was: ReadonlyArray<string>): ReadonlyArray<Reason> =>
  was.map((each) => ({ file, was: each, why }))

export const reasons: ReadonlyArray<Reason> = [
  ...all("pricing/totals/inclVat.ts", unequal, "a < b"),
  ...all("pricing/totals/vatByRate.ts", "sorting one group changes nothing.", "groups.length > 1"),
  ...all(
    "pricing/waiting/waitingFee.ts",
    "no block costs nothing, and such a line is left out.",
    "blocks <= 0",
  ),
  ...all(
    "pricing/cancellation/cancellationFees.ts",
    "a part of nothing is a number, never a bigint.",
    "part.n !== 0n",
  ),
  ...all(
    "pricing/cancellation/cancellationFees.ts",
    "what was discounted always costs something: a discount on nothing takes nothing off.",
    "all > 0",
  ),
  ...all(
    "pricing/corrections/corrections.ts",
    nothing,
    "more < 0",
    "Exact.compare(difference, Exact.zero) < 0",
  ),
  ...all(
    "pricing/corrections/corrections.ts",
    "fewer kilometres than quoted are those of an overage line that there is.",
    "overages[0] !== undefined",
  ),
  ...all("pricing/fees/compileFees.ts", "codes of one list differ, and each is in it.", "byCode", "a > b"),
  ...all("pricing/fees/priceFees.ts", shortcut, "asked.length === 0", "automatic"),
  ...all("pricing/fees/priceFees.ts", "no number is below undefined.", "row.lateMinutes !== undefined"),
  ...all(
    "pricing/grid/GridEnds.ts",
    shortcut,
    "addresses.length === 0",
    "near.length === 0",
    "around.length === 0",
  ),
  ...all("pricing/grid/Stage.ts", shortcut, "origins.length", "destinations.length"),
  ...all("pricing/grid/Stage.ts", "an end that is found is an end of some row.", "?.get"),
  ...all("pricing/grid/compileGrid.ts", shortcut, "length > 0", "between.length === 1"),
  ...all("pricing/grid/ranking.ts", shortcut, "found.length > 8", "between.length === 0"),
  ...all("pricing/tariff/notMonotone.ts", "every kind of a rule in a book is known.", "notMonotone"),
  ...all("pricing/tariff/contributions.ts", shortcut, "missing.length === 0"),
  ...all(
    "pricing/hire/CompiledHire.ts",
    "any text tells it apart that no category is called by.",
    "category === null",
    '""',
  ),
  ...all("pricing/hire/CompiledHire.ts", unequal, "a.id < b.id"),
  ...all("pricing/hire/buckets.ts", "buckets of no time are left out just below.", "[]"),
  ...all("pricing/hire/buckets.ts", shortcut, "bucket.minutes <= minutes"),
  ...all(
    "pricing/hire/candidates.ts",
    "asked of the rows of a level that has some: the question is there for the type-checker.",
    "row === undefined",
    "{ fitting: [], rejected: [] }",
    "[]",
  ),
  ...all(
    "pricing/hire/candidates.ts",
    "rows come with their own category before any, then by id, and sorting keeps that order.",
    "-1",
    "a.id < b.id",
    "from === other",
    "from > other",
  ),
  ...all(
    "pricing/hire/choose.ts",
    "packages come before rates and by id, and sorting keeps that order.",
    "`${a.id} ${a.kind}`",
  ),
  ...all(
    "pricing/hire/choose.ts",
    "on the grid a package agreed with the client is taken wherever it fits.",
    'context.mode !== "DYNAMIC"',
  ),
  ...all(
    "pricing/hire/flat.ts",
    "without a price for more time the package was refused above.",
    "extraPerHour !== undefined",
  ),
  ...all("pricing/hire/hireLines.ts", "what was rejected is put in where the candidate is taken.", "[]"),
  ...all("pricing/Levels.ts", shortcut, "clientId === undefined && agencyInvoiced === undefined"),
  ...all("pricing/Discount.ts", brand, '"DiscountShare"'),
  ...all("pricing/LocalTime.ts", brand, '"LocalDateTime"'),
  ...all("shared/Money.ts", brand, '"Money"'),
  ...all("shared/Quantity.ts", brand, '"Quantity"'),
  ...all("shared/UnitPrice.ts", brand, '"UnitPrice"'),
  ...all("shared/VatRate.ts", brand, '"VatRate"'),
  ...all(
    "shared/Exact.ts",
    "numbers or bigint: the amount is the same, and only the time it takes another.",
    "isSmall(a)",
    "isSafe(",
    "{ const n = a.n * b.n",
    "{ // Most amounts",
    "a.d >= b.d",
    "sum !== undefined",
    "reduced !== undefined",
    "written !== undefined",
    "[a.n * b.d, b.n * a.d]",
    "d % 3",
    "d === 1",
    "isWhole(",
    "quotient === Math.floor",
    "(a.d / by)",
    "a.d / by",
    "b.d / by",
    "b.d / first",
    "a.d / second",
    "n / by",
    "{ n, d }",
    "by === 1",
    "int32",
    "2 ** 31",
    "{ const times = ",
    "{ const by = gcd",
    "{ if (d === 1)",
    "{ const [left, right]",
    "n <= Number.MAX_SAFE_INTEGER",
    "n >= Number.MIN_SAFE_INTEGER",
  ),
  ...all("shared/Exact.ts", "of two equal amounts either is the greater and the smaller.", "compare(a, b)"),
  ...all(
    "shared/Exact.ts",
    "an amount of 0 is a number, never a bigint, and has no sign.",
    "a.n < 0n",
    "n < 0n",
    "b.n < 0",
    "a.n > 0n",
  ),
  ...all("shared/Decimal.ts", "0 has no sign.", "product < 0"),
  ...all("shared/Decimal.ts", shortcut, "Number.isSafeInteger(product)"),
]
