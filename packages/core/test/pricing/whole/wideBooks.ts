/** Books of everything there is at once: rows of every owner, tiers and sums, every condition and effect, nights, packages. */
import * as fc from "fast-check"
import {
  agencies,
  amountsTimes,
  anyBook,
  anyTrip,
  type BookJson,
  client,
  type Row,
  type TripJson,
} from "./books.ts"

const decimal = (n: number, scale = 2) => (n / 10 ** scale).toFixed(scale)
// Even amounts, so that half of each has as many decimals.
const price = (most: number) => fc.integer({ min: 0, max: most / 2 }).map((n) => decimal(2 * n))
/** A key there is, or is not. */
const maybe = (key: string, value: fc.Arbitrary<unknown>, freq = 2) =>
  fc.option(
    value.map((one): Row => ({ [key]: one })),
    { nil: {} as Row, freq },
  )
const all = (...rows: ReadonlyArray<fc.Arbitrary<Row>>): fc.Arbitrary<Row> =>
  fc.tuple(...rows).map((parts) => Object.assign({}, ...parts) as Row) // of rows
const always = (row: Row) => fc.constant(row)
const named = (name: string, rows: ReadonlyArray<Row>) =>
  rows.map((row, n): Row => ({ ...row, id: `${name}-${n}`, name: `${name} ${n}` }))
const listOf = (name: string, row: fc.Arbitrary<Row>, most: number) =>
  fc.array(row, { maxLength: most }).map((rows) => named(name, rows))

const owner = fc.constantFrom<Row>(
  {},
  {},
  { agencyId: agencies[0] },
  { agencyId: agencies[1] },
  { clientId: client },
)
const category = fc.constantFrom(null, "BERLINE", "VAN").map((vehicleCategory): Row => ({ vehicleCategory }))
const valid = all(
  maybe("active", fc.constantFrom(true, true, true, false), 3),
  maybe("validFrom", fc.constantFrom("2026-01-01", "2026-03-29", "2026-05-08"), 3),
  maybe("validUntil", fc.constantFrom("2026-05-08", "2026-10-25", "2026-12-31"), 3),
)

const tiers = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    mode: fc.constantFrom("INCREMENTAL", "WHOLE_TRIP"),
    prices: fc.array(price(500), { minLength: 4, maxLength: 4 }),
  })
  .map(({ mode, prices, widths }): Row => ({
    kind: "DISTANCE_TIERS",
    mode,
    tiers: [...widths, null].map((width, n) => ({
      upToKm: width === null ? null : String(widths.slice(0, n + 1).reduce((sum, each) => sum + each, 0)),
      perKm: prices[n],
    })),
  }))

const window = fc.constantFrom(
  { from: "21:00", to: "07:00" },
  { from: "02:00", to: "03:30" },
  { from: "00:00", to: "00:00" },
)
export const moment = fc.oneof(
  window.map((time): Row => ({ time })),
  fc.constantFrom<Row>(
    {},
    { weekdays: [6, 7] },
    { weekdays: [4, 5] },
    { dates: ["2026-03-29", "2026-10-25"] },
    { yearly: ["05-08", "10-25"] },
    { holidaysOf: "FR" },
  ),
)
const ofTrip = fc.constantFrom<Row>(
  {},
  {},
  { leadTime: { lessThanMinutes: 60_000 } },
  { pickupZones: ["paris", "ring"] },
  { dropOffZones: ["cdg", "codes"] },
  { vehicleCategories: ["VAN"] },
  { clientTypes: ["PRIVATE"] },
  { agencies: [agencies[0]] },
  { passengers: { atLeast: 3 } },
  { passengers: { atMost: 4 } },
)
const tripTypes = maybe(
  "tripTypes",
  fc.constantFrom(["DISPO", "EXCURSION"], ["TRANSFER", "DISPO", "EXCURSION"]),
  2,
)
const when = all(moment, ofTrip, tripTypes)
const effect = fc.oneof(
  fc.integer({ min: -4_000, max: 6_000 }).map((n): Row => ({ percentage: decimal(n, 4) })),
  fc.integer({ min: 5_000, max: 20_000 }).map((n): Row => ({ factor: decimal(n, 4) })),
  fc.integer({ min: -200, max: 2_000 }).map((n): Row => ({ amount: decimal(2 * n) })),
  fc
    .tuple(fc.constantFrom("KM", "HOUR", "PASSENGER"), fc.integer({ min: -10, max: 100 }))
    .map(([amountPer, n]): Row => ({ amountPer, unitPrice: decimal(2 * n) })),
)
const timeRule = fc
  .record({ when, effect, isAdditive: fc.boolean(), isProrated: fc.boolean() })
  .map(({ effect, isAdditive, isProrated, when }): Row => ({
    kind: "TIME_RULE",
    when,
    effect,
    ...(isAdditive && "percentage" in effect ? { mode: "ADDITIVE" } : {}),
    ...(isProrated ? { prorate: true } : {}),
  }))
const season = all(
  always({ kind: "SEASON" }),
  fc
    .uniqueArray(fc.constantFrom("2026-03-29", "2026-05-07", "2026-05-08", "2026-10-25", "2026-12-31"), {
      minLength: 2,
      maxLength: 2,
    })
    .map((days): Row => ({ from: days.toSorted()[0], to: days.toSorted()[1] })),
  fc.integer({ min: 8_000, max: 15_000 }).map((n): Row => ({ factor: decimal(n, 4) })),
  maybe("scope", when),
)

const tariff = fc
  .tuple(
    all(
      owner,
      category,
      valid,
      maybe("combine", fc.constantFrom("MAX", "SUM")),
      maybe("baseFee", price(1_000)),
    ),
    fc
      .tuple(
        tiers,
        maybe("perHour", price(9_000)).map((row): Row => ({ kind: "TIME_RATE", perHour: "0.00", ...row })),
        price(9_000).map((amount): Row => ({ kind: "MINIMUM_FARE", amount })),
        timeRule,
      )
      .chain((rules) => fc.subarray(rules, { minLength: 1 })),
  )
  .filter(([, rules]) => rules.some(({ kind }) => kind !== "TIME_RULE"))
  .map(([row, rules]): Row => ({ ...row, rules: named("own", rules) }))

const kilometres = all(
  fc.oneof(
    always({}),
    fc.integer({ min: 0, max: 150 }).map((km): Row => ({ includedKm: { perBooking: String(km) } })),
    fc.integer({ min: 0, max: 40 }).map((km): Row => ({ includedKm: { perHour: String(km) } })),
  ),
  maybe("overagePerKm", price(300), 3),
  maybe("incrementMinutes", fc.constantFrom(1, 7, 15, 30, 60)),
)
const buckets = fc.array(price(12_000), { minLength: 1, maxLength: 4 }).map((steps) =>
  steps.map((_, n) => ({
    minutes: 150 + n * 90,
    price: decimal(steps.slice(0, n + 1).reduce((sum, step) => sum + Math.round(Number(step) * 100), 0)),
  })),
)
const hired = all(
  fc.constantFrom("DISPO", "EXCURSION").map((tripType): Row => ({ tripType })),
  owner,
  category,
  valid,
  kilometres,
)
const rate = fc.oneof(
  all(
    hired,
    always({ method: "HOURLY" }),
    price(12_000).map((perHour): Row => ({ perHour })),
    maybe("minimumMinutes", fc.constantFrom(60, 100, 240)),
  ),
  all(
    hired,
    always({ method: "BUCKETS" }),
    fc.constantFrom("ROUND_UP", "ROUND_DOWN", "PROPORTIONAL").map((between): Row => ({ between })),
    fc.record({ buckets, perHourBeyond: price(9_000) }),
    maybe("nightBuckets", buckets),
    maybe("night", window),
  ),
)
const hirePackage = all(
  hired,
  fc.record({
    includedMinutes: fc.integer({ min: 1, max: 16 }).map((n) => n * 30),
    unitPrice: price(40_000),
  }),
  maybe("extraPerHour", price(9_000), 3),
)
const late = price(1_000).map((unitPrice): Row => ({
  code: "LATE",
  unitPrice,
  automatic: { bookedLessThanMinutesBefore: 60_000 },
}))
const choices = fc.record({
  incrementMinutes: fc.constantFrom(1, 15, 60),
  graceMinutes: fc.constantFrom(0, 10),
  creditUnused: fc.constantFrom("NONE", "TO_MINIMUM", "FULL"),
  allowance: fc.constantFrom("BOOKED", "BILLED_HOURS"),
  wholeKm: fc.boolean(),
})

/** What every book has, and all of this beside it. */
export const wideBook: fc.Arbitrary<BookJson> = fc
  .record({
    book: anyBook,
    tariffs: listOf("tariff", tariff, 3),
    rules: listOf("more", fc.oneof(timeRule, season), 4),
    rates: listOf("rate", rate, 3),
    packages: listOf("hire", hirePackage, 3),
    fees: listOf("late", late, 1),
    choices,
  })
  .map(({ book, choices: { incrementMinutes, ...corrections }, fees, packages, rates, rules, tariffs }) => ({
    ...book,
    settings: { ...book.settings, incrementMinutes, corrections, holidays: { FR: ["2026-05-08"] } },
    tariffs: [...book.tariffs, ...tariffs],
    rules: [...book.rules, ...rules],
    rates: [...book.rates, ...rates],
    packages: [...book.packages, ...packages],
    fees: [...book.fees, ...fees],
  }))

/** As many again across a border, or from where no coordinates are known. */
export const wideTrip: fc.Arbitrary<TripJson> = fc
  .tuple(
    anyTrip,
    fc.option(fc.integer({ min: 0, max: 150_000 }), { nil: undefined }),
    fc.constantFrom(
      undefined,
      undefined,
      undefined,
      { label: "by its code", postalCode: "75 008" },
      { label: "?" },
    ),
  )
  .map(([trip, foreign, pickup]) => ({
    ...trip,
    ...(foreign === undefined ? {} : { foreignKm: decimal(foreign, 3) }),
    ...(pickup === undefined ? {} : { pickup }),
  }))

const isCalm = (rule: Row): boolean => {
  const {
    effect = {},
    prorate,
    scope,
    when,
  } = rule as {
    readonly effect?: { readonly amount?: string; readonly unitPrice?: string }
    readonly prorate?: boolean
    readonly scope?: Row
    readonly when?: Row
  } // of a book
  return (
    prorate !== true &&
    !("passengers" in (when ?? scope ?? {})) &&
    Number(effect.amount ?? effect.unitPrice ?? 0) >= 0
  )
}

/** Books that more often than not have no warning: of one package of a hire, without nights and what is prorated. */
export const calmBook: fc.Arbitrary<BookJson> = fc
  .tuple(wideBook, fc.integer({ min: 0, max: 9 }))
  .map(([book, wild]) => {
    if (wild === 0) return book
    const isHire = ({ tripType }: Row) => tripType !== "TRANSFER"
    return {
      ...book,
      rules: book.rules.filter(isCalm),
      tariffs: book.tariffs.map((row) => ({
        ...row,
        rules: (row["rules"] as ReadonlyArray<Row>).filter(isCalm),
      })), // a tariff has rules
      packages: [
        ...book.packages.filter((row) => !isHire(row)),
        ...book.packages
          .filter((row) => isHire(row) && "extraPerHour" in row && "overagePerKm" in row)
          .slice(0, 1),
      ],
      rates: book.rates.map(({ nightBuckets: _, ...row }) => row),
      fees: book.fees.filter(({ automatic }) => automatic === undefined),
    }
  })

const kilometre = "includedKm"

/** The book with every amount in it multiplied by `k`, and no kilometre: an hour includes as many as before. */
export const scaledBy = (book: BookJson, k: number): BookJson => {
  const kept: Array<unknown> = []
  const without = JSON.parse(
    JSON.stringify(book, (key, value: unknown) => {
      if (key !== kilometre) return value
      kept.push(value)
      return kept.length - 1
    }),
  ) as BookJson // its shape is kept but for these
  return JSON.parse(
    JSON.stringify(amountsTimes(without, k), (key, value: unknown) =>
      key === kilometre ? kept[value as number] : value,
    ),
  ) as BookJson // a place in the list
}

/** The book with every list in it in another order, but for those whose order says something. */
export const reordered = (book: BookJson, seed: number): BookJson => {
  let state = seed
  const below = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % most
  }
  const ordered = new Set(["tiers", "buckets", "nightBuckets", "centre"])
  const turn = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) {
      const list = value.map((one: unknown) => turn(one))
      if (!ordered.has(key))
        for (let at = list.length - 1; at > 0; at--) {
          const other = below(at + 1)
          ;[list[at], list[other]] = [list[other], list[at]]
        }
      return list
    }
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, turn(one, name)]))
  }
  return turn(book) as BookJson // its shape is kept
}
