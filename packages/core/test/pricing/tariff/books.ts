/** Price books drawn at random, as JSON: a tariff or two with rules of every kind, and rules of all tariffs. */
import * as fc from "fast-check"
import * as Exact from "../../../src/shared/Exact.ts"
import type { TracePart } from "../../../src/pricing/Explanation.ts"
import type { Ride } from "./demo.ts"

type RuleJson = Readonly<Record<string, unknown>> & { readonly kind: string; readonly id: string }
interface TariffJson extends Readonly<Record<string, unknown>> {
  readonly rules: ReadonlyArray<RuleJson>
}
export interface BookJson {
  readonly tariffs: ReadonlyArray<TariffJson>
  readonly rules: ReadonlyArray<RuleJson>
}

const decimal = (scale: number) => (n: number) => (n / 10 ** scale).toFixed(scale)
// Even amounts, so that half of each has as many decimals.
const price = (most: number, least = 0) =>
  fc.integer({ min: least / 2, max: most / 2 }).map((n) => decimal(2)(2 * n))
const share = (least: number, most: number) => fc.integer({ min: least, max: most }).map(decimal(4))
const factor = fc.integer({ min: 5_000, max: 20_000 }).map(decimal(4))

const tiers = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 3 }),
    fc.array(price(500), { minLength: 4, maxLength: 4 }),
  )
  .map(([ends, prices]) => [
    ...ends.sort((a, b) => a - b).map((end, at) => ({ upToKm: String(end), perKm: prices[at] })),
    { upToKm: null, perKm: prices[3] },
  ])
const bases = fc
  .tuple(
    fc.constantFrom("INCREMENTAL", "WHOLE_TRIP"),
    tiers,
    price(12_000),
    fc.option(price(9_000), { freq: 2 }),
  )
  .map(([mode, tiers, perHour, minimum]): ReadonlyArray<RuleJson> => [
    { kind: "DISTANCE_TIERS", id: "km", name: "km", mode, tiers },
    { kind: "TIME_RATE", id: "hours", name: "hours", perHour },
    ...(minimum === null ? [] : [{ kind: "MINIMUM_FARE", id: "minimum", name: "minimum", amount: minimum }]),
  ])
const withMarkUp = fc
  .tuple(bases, fc.constantFrom(null, null, null, null, { markUp: "0.20" }, { margin: "0.20" }))
  .map(([rules, over]): ReadonlyArray<RuleJson> =>
    over === null ? rules : [...rules, { kind: "MARK_UP", id: "over", name: "over", over }],
  )

const when = fc.constantFrom<object>(
  {},
  { time: { from: "21:00", to: "07:00" } },
  { time: { from: "12:00", to: "20:00" } },
  { weekdays: [5, 6, 7] },
  { clientTypes: ["PRIVATE"] },
)
const effect = (negative: boolean) =>
  fc.oneof(
    fc.record({ percentage: share(negative ? -6_000 : -2_000, 5_000) }),
    fc.record({ factor }),
    fc.record({ amount: negative ? fc.oneof(price(4_000, -12_000), fc.constant("-900.00")) : price(4_000) }),
    fc.record({ amountPer: fc.constantFrom("KM", "HOUR", "PASSENGER"), unitPrice: price(200) }),
  )
const timeRules = (negative: boolean) =>
  fc
    .array(
      fc.tuple(
        when,
        effect(negative),
        fc.boolean(),
        negative ? fc.boolean() : fc.constant(false),
        fc.integer({ min: 0, max: 2 }),
      ),
      { maxLength: 6 },
    )
    .map((rules): ReadonlyArray<RuleJson> =>
      rules.map(([when, effect, additive, prorate, priority], at) => ({
        kind: "TIME_RULE",
        id: `rule-${at}`,
        name: `rule ${at}`,
        when,
        effect,
        priority,
        ...(additive && "percentage" in effect && { mode: "ADDITIVE" }),
        ...(prorate && { prorate }),
      })),
    )
const seasons = fc
  .array(fc.tuple(fc.constantFrom("2026-05-01", "2026-05-09"), factor), { maxLength: 2 })
  .map((all): ReadonlyArray<RuleJson> =>
    all.map(([from, factor], at) => ({
      kind: "SEASON",
      id: `season-${at}`,
      name: "season",
      from,
      to: "2026-05-31",
      factor,
    })),
  )

const bookOf = (own: fc.Arbitrary<ReadonlyArray<RuleJson>>, negative: boolean): fc.Arbitrary<BookJson> =>
  fc
    .record({
      own,
      combine: fc.constantFrom("MAX", "SUM"),
      baseFee: fc.option(price(1_000)),
      rules: fc.tuple(timeRules(negative), seasons).map((lists) => lists.flat()),
    })
    .map(({ baseFee, combine, own, rules }) => ({
      tariffs: [
        {
          id: "own",
          name: "own",
          vehicleCategory: "BERLINE",
          combine,
          rules: own,
          ...(baseFee !== null && { baseFee }),
        },
        { id: "any", name: "any", vehicleCategory: null, rules: own },
      ],
      rules,
    }))

/** With everything there is. */
export const anyBook = bookOf(withMarkUp, true)
/** Without what may let more cost less: negative amounts, prorated windows, conditions on passengers. */
export const monotoneBook = bookOf(bases, false)

/** In May 2026, at any hour. */
export const anyRide: fc.Arbitrary<Ride> = fc.record({
  at: fc
    .integer({ min: Date.parse("2026-05-07T00:00Z") / 60_000, max: Date.parse("2026-05-12T00:00Z") / 60_000 })
    .map((minute) => new Date(minute * 60_000).toISOString()),
  km: fc.integer({ min: 0, max: 200_000 }).map((n) => n / 1_000),
  minutes: fc.integer({ min: 1, max: 900 }),
  passengers: fc.integer({ min: 1, max: 8 }),
  clientType: fc.constantFrom("PRIVATE", "BUSINESS"),
  cost: fc.integer({ min: 0, max: 100_000 }).map((cents) => Exact.of(cents, 100)),
})

const amountFields = new Set(["perKm", "perHour", "amount", "unitPrice", "baseFee"])

/** The book with every amount in it multiplied by `k`. */
export const amountsTimes = (book: BookJson, k: number): BookJson =>
  JSON.parse(JSON.stringify(book), (key, value: unknown) =>
    amountFields.has(key) && typeof value === "string"
      ? ((Math.round(Number(value) * 100) * k) / 100).toFixed(2)
      : value,
  ) as BookJson // its shape is kept

/** Whether some part comes from a rule of a kind, said as a test counts them. */
export const kindsOf = (book: BookJson, parts: ReadonlyArray<TracePart>) => {
  const rules = new Map(book.rules.map((rule) => [rule.id, JSON.stringify(rule)]))
  const said = parts.map(({ id = "", kind }) => {
    const rule = rules.get(id) ?? ""
    return [
      kind,
      rule.includes("percentage")
        ? rule.includes("ADDITIVE")
          ? "ADDITIVE"
          : "COMPOUND"
        : rule.includes("amount")
          ? "AMOUNT"
          : "",
      rule.includes("prorate") ? "PRORATED" : "",
    ]
  })
  return (name: string): boolean => said.some((names) => names.includes(name))
}
